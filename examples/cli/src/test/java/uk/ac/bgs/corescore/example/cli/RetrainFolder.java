// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.core.training.registry.FolderRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistry;
import uk.ac.bgs.corescore.djl.DjlUnetProvider;

/** A folder with drawn cores, labels and a file for retrain, which a test changes as it needs. */
final class RetrainFolder {
  private final Path folder;
  private final Map<String, String> keys = new LinkedHashMap<>();
  private final Map<String, String> recipe = new LinkedHashMap<>();

  /** Three photos of which the first has labels, and two to be judged by. */
  RetrainFolder(Path folder) throws IOException {
    this.folder = folder;
    DrawnFolder.copy(3, 1, 640, 96, at("drawn"));
    DrawnFolder.copy(2, 9, 640, 96, at("test"));
    Files.createDirectories(at("photos"));
    Files.createDirectories(at("feedback"));
    for (String photo : drawn()) {
      Files.copy(at("drawn/photos").resolve(photo), at("photos").resolve(photo));
    }
    Files.writeString(at("labels.json"), labels(drawn().get(0), drawn().get(0)));
    try (InputStream in = DjlUnetProvider.class.getResourceAsStream("lite.corescore")) {
      assertTrue(in != null, "a model is bundled");
      Files.copy(in, at("bundled.corescore"));
    }
    keys.put("labels", "labels.json");
    keys.put("photos", "photos");
    keys.put("feedback", "feedback");
    keys.put("test", "{labels: test/labels.json, photos: test/photos}");
    keys.put("registry", "models");
    keys.put("tracker", "runs");
    keys.put("rules", "{minimum: {rock_iou: 0.3}, meanTolerance: {rock_iou: 0.02}}");
    keys.put("options", "{flips: false}");
    keys.put("work", "work");
    recipe.putAll(Map.of("fine-tune", "bundled.corescore", "photo-width", "640", "steps", "2"));
    recipe.putAll(
        Map.of("learning-rate", "1e-6", "batch", "1", "drawn", "0", "validate-every", "1"));
  }

  Path at(String name) {
    return folder.resolve(name);
  }

  /** Names of the photos that were drawn to learn from. */
  List<String> drawn() throws IOException {
    return CoreScoreCommandTest.names(at("drawn/photos"));
  }

  /** A label file that says of one photo, and of no other, what is true of another. */
  String labels(String photo, String trueOf) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode all = (ObjectNode) mapper.readTree(Files.readString(at("drawn/labels.json")));
    ArrayNode images = mapper.createArrayNode();
    ArrayNode annotations = mapper.createArrayNode();
    for (JsonNode image : all.path("images")) {
      if (image.path("file_name").asText().equals(trueOf)) {
        images.add(((ObjectNode) image).put("file_name", photo));
        for (JsonNode annotation : all.path("annotations")) {
          if (annotation.path("image_id").equals(image.path("id"))) {
            annotations.add(annotation);
          }
        }
      }
    }
    assertEquals(1, images.size(), trueOf);
    all.set("images", images);
    all.set("annotations", annotations);
    return mapper.writeValueAsString(all);
  }

  RetrainFolder say(String key, String value) {
    keys.put(key, value);
    return this;
  }

  RetrainFolder recipe(String key, String value) {
    recipe.put(key, value);
    return this;
  }

  Path config() throws IOException {
    StringBuilder text = new StringBuilder();
    keys.forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
    text.append("recipe:\n");
    recipe.forEach((key, value) -> text.append("  " + key + ": " + value + "\n"));
    return Files.writeString(at("retrain.yaml"), text.toString());
  }

  CoreScoreCommandTest.Run run(Object... more) throws IOException {
    Object[] args =
        Stream.concat(Stream.of("retrain", "--config", config()), Stream.of(more)).toArray();
    return CoreScoreCommandTest.run(args);
  }

  /** Runs it and requires how it ends. */
  CoreScoreCommandTest.Run ends(int code, Object... more) throws IOException {
    CoreScoreCommandTest.Run run = run(more);
    assertEquals(code, run.exitCode(), run.out() + run.err());
    return run;
  }

  ModelRegistry registry() {
    return new FolderRegistry(at("models"));
  }
}
