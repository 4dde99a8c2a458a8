// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import uk.ac.bgs.corescore.core.registry.ModelVersion;
import uk.ac.bgs.corescore.core.report.WholeFile;
import uk.ac.bgs.corescore.example.cli.retrain.Sha256;

/**
 * A training that has come to its end, as it is kept in its folder: the same command finds it, and
 * registers what the run has trained in place of a run that trains nothing.
 *
 * @param of a number for all that it was made of
 * @param run the run that trained, by the id that it had at its end
 * @param sha256 of the model file
 * @param trained what came of it
 */
record FinishedTraining(String of, String run, String sha256, TrackedTraining.Trained trained) {
  private static final String NAME = "trained.properties";
  private static final String TAG = "tag/";

  static FinishedTraining of(String of, String run, TrackedTraining.Trained trained)
      throws IOException {
    return new FinishedTraining(of, run, Sha256.of(trained.model()), trained);
  }

  /** What a folder holds, if that was made of the same and all of it is still there. */
  static Optional<FinishedTraining> read(Path out, String of) throws IOException {
    Path file = out.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Properties said = new Properties();
    try {
      said.load(new StringReader(Files.readString(file)));
    } catch (IllegalArgumentException | java.nio.charset.CharacterCodingException e) {
      return Optional.empty();
    }
    Path model = out.resolve(said.getProperty("model", ""));
    boolean same =
        of.equals(said.getProperty("of"))
            && Files.isRegularFile(model)
            && Sha256.of(model).equals(said.getProperty("sha256"));
    Map<String, Path> files = new LinkedHashMap<>();
    for (String name : said.getProperty("files", "").split(",", -1)) {
      files.put(name, out.resolve(name));
    }
    if (!same || !files.values().stream().allMatch(Files::isRegularFile)) {
      return Optional.empty();
    }
    Map<String, String> tags = new LinkedHashMap<>();
    for (String key : said.stringPropertyNames()) {
      if (key.startsWith(TAG)) {
        tags.put(key.substring(TAG.length()), said.getProperty(key));
      }
    }
    return Optional.of(
        new FinishedTraining(
            of,
            said.getProperty("run", ""),
            said.getProperty("sha256"),
            new TrackedTraining.Trained(model, files, tags)));
  }

  void write(Path out) throws IOException {
    Properties said = new Properties();
    said.setProperty("of", of);
    said.setProperty("run", run);
    said.setProperty("sha256", sha256);
    said.setProperty("model", String.valueOf(trained.model().getFileName()));
    said.setProperty("files", String.join(",", trained.files().keySet()));
    trained.tags().forEach((name, value) -> said.setProperty(TAG + name, value));
    StringWriter text = new StringWriter();
    said.store(text, "the run of corescore train that made the model");
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    WholeFile.write(out.resolve(NAME), true, stream -> stream.write(bytes));
  }

  /** Whether a version is this model of this run. */
  boolean isVersion(ModelVersion version, String settled) {
    boolean sameRun = version.run().filter(id -> id.equals(run) || id.equals(settled)).isPresent();
    return sameRun && sha256.equals(version.sha256().get(version.file()));
  }
}
