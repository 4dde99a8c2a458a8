// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.mlflow.MlflowPlace;
import uk.ac.bgs.corescore.core.mlflow.MlflowServer;
import uk.ac.bgs.corescore.core.mlflow.MlflowTracker;
import uk.ac.bgs.corescore.core.track.ExperimentTracker;
import uk.ac.bgs.corescore.core.track.FolderTracker;
import uk.ac.bgs.corescore.core.track.SpoolingTracker;
import uk.ac.bgs.corescore.spi.OptionException;

/** The options that say where runs are kept. */
final class TrackerOptions {
  private static final int ATTEMPTS = 3;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration BETWEEN_TRIES = Duration.ofMinutes(1);

  @Option(
      names = "--track",
      paramLabel = "PLACE",
      description =
          "Where runs are kept: a folder (default runs, in --out if there is one), http://HOST of an"
              + " MLflow server, or mlflow, the server of MLFLOW_TRACKING_URI.")
  private @Nullable String track;

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      defaultValue = "corescore",
      description = "The runs' experiment on an MLflow server; default ${DEFAULT-VALUE}.")
  private String experiment = "corescore";

  /** A tracker to read from, so its folder is there. */
  ExperimentTracker open(Path usual) {
    ExperimentTracker open = open(track, experiment, usual);
    if (open instanceof FolderTracker) {
      Folders.requireThere("--track", track == null ? usual : Path.of(track));
    }
    return open;
  }

  private static ExperimentTracker open(@Nullable String place, String experiment, Path usual) {
    if (place == null) {
      return new FolderTracker(usual);
    }
    return MlflowPlace.of(place, System.getenv())
        .<ExperimentTracker>map(server -> tracker(server, experiment))
        .orElseGet(() -> new FolderTracker(Path.of(place)));
  }

  private static MlflowTracker tracker(MlflowServer server, String experiment) {
    if (experiment.isBlank()) {
      throw new OptionException("expected a name of an experiment, got '" + experiment + "'");
    }
    return new MlflowTracker(server.withAttempts(ATTEMPTS, FIRST_PAUSE), experiment);
  }

  /** A tracker for a training, which a server that is away does not stop. */
  ExperimentTracker enduring(Path usual, Path spool) {
    return enduring(open(track, experiment, usual), spool);
  }

  static ExperimentTracker enduring(String place, String experiment, Path spool) {
    return enduring(open(place, experiment, Path.of(".")), spool);
  }

  private static ExperimentTracker enduring(ExperimentTracker open, Path spool) {
    return open instanceof MlflowTracker ? new SpoolingTracker(open, spool, BETWEEN_TRIES) : open;
  }
}
