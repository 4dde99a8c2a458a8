// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.mlflow.MlflowRegistry;
import uk.ac.bgs.corescore.core.registry.FolderRegistry;
import uk.ac.bgs.corescore.core.registry.ModelReference;
import uk.ac.bgs.corescore.core.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.registry.ModelVersion;

/** The option that says where models are kept. */
final class RegistryOptions {
  @Option(
      names = "--registry",
      paramLabel = "PLACE",
      description =
          "Where models are kept: a folder, http://HOST of an MLflow server, or mlflow, the server of"
              + " MLFLOW_TRACKING_URI.")
  private @Nullable String registry;

  static ModelRegistry of(String place, Map<String, String> environment) {
    return MlflowPlace.of(place, environment)
        .<ModelRegistry>map(server -> new MlflowRegistry(server, MlflowPlace.cache(environment)))
        .orElseGet(() -> new FolderRegistry(Path.of(place)));
  }

  ModelRegistry open() {
    if (registry == null) {
      throw new CoreScoreException("expected --registry PLACE");
    }
    return of(registry, System.getenv());
  }

  /**
   * The file of a model.
   *
   * @param model a file, or {@code registry:NAME@ALIAS} or {@code registry:NAME@VERSION}
   */
  String file(String model) throws IOException {
    if (!ModelReference.isOne(model)) {
      return model;
    }
    ModelRegistry open = open();
    ModelVersion version;
    try {
      version = open.resolve(ModelReference.parse(model));
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(String.valueOf(e.getMessage()), e);
    }
    return open.fetch(version.model(), version.version(), version.file()).toString();
  }
}
