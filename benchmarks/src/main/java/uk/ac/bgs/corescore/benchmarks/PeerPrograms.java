// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times of OpenCV, GDAL, scikit-image and Pillow for the same stages, by {@code peers.py} on the
 * same files, where Debian's packages of them are installed.
 *
 * @param millis by stage, then by program: the median, ms
 * @param silence why there are none, or which are missing; empty if all are there
 */
record PeerPrograms(Map<String, Map<String, Double>> millis, String silence) {
  private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");

  /**
   * Runs the script.
   *
   * @param script {@code peers.py}
   * @param folder holds photo.jpg, mask.png and polygons.json
   */
  static PeerPrograms run(Path script, Path folder) throws IOException, InterruptedException {
    if (!Files.isRegularFile(script)) {
      return new PeerPrograms(Map.of(), "there is no " + script);
    }
    List<String> reasons = new ArrayList<>();
    for (String python : PYTHONS) {
      Path out = folder.resolve("peers.out");
      Path err = folder.resolve("peers.err");
      Process process;
      try {
        process =
            new ProcessBuilder(python, script.toString(), folder.toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
      } catch (IOException e) {
        reasons.add("no " + python);
        continue;
      }
      if (process.waitFor() == 0) {
        return parsed(out);
      }
      List<String> lines = Files.readAllLines(err);
      reasons.add(
          python
              + ": "
              + (lines.isEmpty()
                  ? "ended with " + process.exitValue()
                  : lines.get(lines.size() - 1)));
    }
    return new PeerPrograms(Map.of(), String.join("; ", reasons));
  }

  private static PeerPrograms parsed(Path out) throws IOException {
    JsonNode tree;
    try (InputStream in = Files.newInputStream(out)) {
      tree =
          JsonMapper.builder()
              .build()
              .readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    Map<String, Map<String, Double>> millis = new LinkedHashMap<>();
    tree.get("millis")
        .properties()
        .forEach(
            stage -> {
              Map<String, Double> each = new LinkedHashMap<>();
              stage
                  .getValue()
                  .properties()
                  .forEach(p -> each.put(p.getKey(), p.getValue().asDouble()));
              millis.put(stage.getKey(), each);
            });
    return new PeerPrograms(millis, tree.get("missing").asText());
  }
}
