// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.training.mlflow.MlflowSettings;
import uk.ac.bgs.corescore.core.training.track.ExperimentTracker;
import uk.ac.bgs.corescore.core.training.track.FolderTracker;
import uk.ac.bgs.corescore.spi.OptionException;

/** The options that say where runs are kept. */
final class TrackerOptions {
  @Option(
      names = "--track",
      paramLabel = "PLACE",
      description =
          "Where runs are kept: a folder (default runs, in --out if there is one), http://HOST of"
              + " an MLflow server, or mlflow, the server of MLFLOW_TRACKING_URI.")
  private @Nullable String track;

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      defaultValue = "corescore",
      description = "The runs' experiment on an MLflow server; default ${DEFAULT-VALUE}.")
  private String experiment = "corescore";

  /** A tracker to read from, so its folder is there. */
  ExperimentTracker open(Path usual) {
    ExperimentTracker open =
        tracker(usual, place -> MlflowSettings.tracker(place, experiment, System.getenv()));
    if (open instanceof FolderTracker) {
      OptionUse.requireThere("--track", track == null ? usual : Path.of(track));
    }
    return open;
  }

  /** A tracker for a training, which a server that is away does not stop. */
  ExperimentTracker enduring(Path usual, Path spool) {
    return tracker(
        usual, place -> MlflowSettings.spoolingTracker(place, experiment, spool, System.getenv()));
  }

  private ExperimentTracker tracker(Path usual, Function<String, ExperimentTracker> of) {
    try {
      return track == null ? new FolderTracker(usual) : of.apply(track);
    } catch (IllegalArgumentException e) {
      throw new OptionException("expected a name of an experiment, got '" + experiment + "'");
    }
  }
}
