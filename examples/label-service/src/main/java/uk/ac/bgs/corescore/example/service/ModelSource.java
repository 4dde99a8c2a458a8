// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.serve.ServedModel;
import uk.ac.bgs.corescore.core.training.mlflow.MlflowSettings;
import uk.ac.bgs.corescore.core.training.registry.FolderRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelReference;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelVersion;

/** Where the model comes from: the jar, a file, or a registry. */
public final class ModelSource {
  private final String name;
  private final Optional<ModelRegistry> registry;

  private ModelSource(String name, Optional<ModelRegistry> registry) {
    this.name = name;
    this.registry = registry;
  }

  /**
   * Reads the settings.
   *
   * @param model a file or a reference, empty for the bundled model
   * @param place a folder, the address of an MLflow server, or {@code mlflow}
   * @param environment variables by name; secrets of MLflow are handed on and never told
   * @return the source
   * @throws CoreScoreException if the two do not fit each other, or the folder is none
   */
  public static ModelSource of(
      Optional<String> model, Optional<String> place, Map<String, String> environment) {
    String name = model.orElse(ServedModel.BUNDLED.name());
    if (model.isEmpty() || !ModelReference.isOne(name)) {
      return new ModelSource(name, Optional.empty());
    }
    String where =
        place.orElseThrow(
            () ->
                new CoreScoreException(
                    FailureKind.CONFIGURATION, "--model " + name + " needs --registry PLACE"));
    ModelRegistry registry = MlflowSettings.registry(where, environment);
    if (registry instanceof FolderRegistry && !Files.isDirectory(Path.of(where))) {
      throw new CoreScoreException(
          FailureKind.CONFIGURATION, "--registry " + where + ": there is no such folder");
    }
    try {
      return new ModelSource(ModelReference.parse(name).toString(), Optional.of(registry));
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(FailureKind.CONFIGURATION, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Whether the answer of {@link #current} can change.
   *
   * @return true for a registry
   */
  public boolean changes() {
    return registry.isPresent();
  }

  /**
   * The version that is meant now, without its file.
   *
   * @return its number, empty where there are no versions
   * @throws CoreScoreException if there is none
   * @throws IOException if the registry cannot be reached
   */
  public OptionalInt version() throws IOException {
    return registry.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(registry.get().resolve(ModelReference.parse(name)).version());
  }

  /**
   * The model that is meant now, on this machine.
   *
   * @return the model
   * @throws CoreScoreException if there is none, or its file is not what was registered
   * @throws IOException if it cannot be read
   */
  public ServedModel current() throws IOException {
    if (registry.isPresent()) {
      ModelVersion version = registry.get().resolve(ModelReference.parse(name));
      Path file = registry.get().fetch(version.model(), version.version(), version.file());
      return new ServedModel(name, OptionalInt.of(version.version()), Optional.of(file.toString()));
    }
    if (name.equals(ServedModel.BUNDLED.name())) {
      return ServedModel.BUNDLED;
    }
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw new CoreScoreException(FailureKind.CONFIGURATION, "--model: there is no file " + file);
    }
    return new ServedModel(
        String.valueOf(file.getFileName()), OptionalInt.empty(), Optional.of(name));
  }
}
