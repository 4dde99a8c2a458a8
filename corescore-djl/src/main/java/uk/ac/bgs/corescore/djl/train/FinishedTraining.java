// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.train;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.report.AtomicFile;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelVersion;
import uk.ac.bgs.corescore.core.training.registry.Registration;
import uk.ac.bgs.corescore.core.training.retrain.ModelTrainer;
import uk.ac.bgs.corescore.core.training.retrain.Retraining;
import uk.ac.bgs.corescore.core.training.track.ExperimentTracker;

/**
 * A training that has ended, as its folder records it: a later call finds the model and registers
 * it in place of training anew. Immutable; safe for use by many threads.
 */
public final class FinishedTraining {
  private static final String NAME = "trained.properties";
  private static final String TAG = "tag/";

  private final String of;
  private final String run;
  private final String sha256;
  private final ModelTrainer.Trained trained;

  private FinishedTraining(String of, String run, String sha256, ModelTrainer.Trained trained) {
    this.of = of;
    this.run = run;
    this.sha256 = sha256;
    this.trained = trained;
  }

  /**
   * A training that has just ended.
   *
   * @param of a hash of everything that determines the model
   * @param run the run, by the id that it had at its end
   */
  static FinishedTraining of(String of, String run, ModelTrainer.Trained trained)
      throws IOException {
    return new FinishedTraining(of, run, Sha256.of(trained.model()), trained);
  }

  /** Reads the record of a folder, if its hash is the same and all files exist. */
  static Optional<FinishedTraining> read(Path out, String of) throws IOException {
    Path file = out.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Properties read = new Properties();
    try {
      read.load(new StringReader(Files.readString(file)));
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
    Path model = out.resolve(read.getProperty("model", ""));
    boolean same =
        of.equals(read.getProperty("of"))
            && Files.isRegularFile(model)
            && Sha256.of(model).equals(read.getProperty("sha256"));
    Map<String, Path> files = new LinkedHashMap<>();
    for (String name : read.getProperty("files", "").split(",", -1)) {
      files.put(name, out.resolve(name));
    }
    if (!same || !files.values().stream().allMatch(Files::isRegularFile)) {
      return Optional.empty();
    }
    Map<String, String> tags = new LinkedHashMap<>();
    for (String key : read.stringPropertyNames()) {
      if (key.startsWith(TAG)) {
        tags.put(key.substring(TAG.length()), read.getProperty(key));
      }
    }
    return Optional.of(
        new FinishedTraining(
            of,
            read.getProperty("run", ""),
            read.getProperty("sha256"),
            new ModelTrainer.Trained(model, files, tags)));
  }

  void write(Path out) throws IOException {
    Properties written = new Properties();
    written.setProperty("of", of);
    written.setProperty("run", run);
    written.setProperty("sha256", sha256);
    written.setProperty("model", String.valueOf(trained.model().getFileName()));
    written.setProperty("files", String.join(",", trained.files().keySet()));
    trained.tags().forEach((name, value) -> written.setProperty(TAG + name, value));
    StringWriter text = new StringWriter();
    written.store(text, "the run of corescore train that made the model");
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(out.resolve(NAME), true, stream -> stream.write(bytes));
  }

  /**
   * The run that trained.
   *
   * @return the id that it had at its end
   */
  public String run() {
    return run;
  }

  /**
   * The model.
   *
   * @return its file, and what goes with it into a registry
   */
  public ModelTrainer.Trained trained() {
    return trained;
  }

  /**
   * The version of this model and run that a registry holds already.
   *
   * @param registry where to look
   * @param name the model's name
   * @param tracker of the run
   * @return the version, if there is one
   * @throws uk.ac.bgs.corescore.CoreScoreException if the registry refuses
   * @throws IOException if registry or tracker cannot be reached
   */
  public Optional<ModelVersion> registered(
      ModelRegistry registry, String name, ExperimentTracker tracker) throws IOException {
    String settled = Retraining.settled(tracker, registry, run);
    return registry.versions(name).stream()
        .filter(version -> isVersion(version, settled))
        .findFirst();
  }

  /**
   * Registers the model as a new version of its run.
   *
   * @param registry where to
   * @param name the model's name
   * @param tracker of the run
   * @return the version
   * @throws uk.ac.bgs.corescore.CoreScoreException if the registry refuses
   * @throws IOException if registry or tracker cannot be reached
   */
  public ModelVersion register(ModelRegistry registry, String name, ExperimentTracker tracker)
      throws IOException {
    return registry.register(
        name,
        new Registration(
            trained.model(),
            Optional.of(Retraining.settled(tracker, registry, run)),
            trained.files(),
            trained.tags()));
  }

  private boolean isVersion(ModelVersion version, String settled) {
    boolean sameRun = version.run().filter(id -> id.equals(run) || id.equals(settled)).isPresent();
    return sameRun && sha256.equals(version.sha256().get(version.file()));
  }
}
