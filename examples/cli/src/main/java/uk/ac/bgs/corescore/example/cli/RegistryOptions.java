// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.training.mlflow.MlflowSettings;
import uk.ac.bgs.corescore.core.training.registry.FolderRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelReference;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelVersion;
import uk.ac.bgs.corescore.spi.OptionException;

/** The option that says where models are kept. */
final class RegistryOptions {
  @Option(
      names = "--registry",
      paramLabel = "PLACE",
      description =
          "Where models are kept: a folder, http://HOST of an MLflow server, or mlflow, the server"
              + " of MLFLOW_TRACKING_URI.")
  private @Nullable String registry;

  /** A registry to look something up in, so its folder is there. */
  ModelRegistry open() {
    if (registry == null) {
      throw new OptionException("expected --registry PLACE");
    }
    ModelRegistry open = MlflowSettings.registry(registry, System.getenv());
    if (open instanceof FolderRegistry) {
      OptionUse.requireThere("--registry", Path.of(registry));
    }
    return open;
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
      throw new CoreScoreException(FailureKind.BAD_INPUT, String.valueOf(e.getMessage()), e);
    }
    return open.fetch(version.model(), version.version(), version.file()).toString();
  }
}
