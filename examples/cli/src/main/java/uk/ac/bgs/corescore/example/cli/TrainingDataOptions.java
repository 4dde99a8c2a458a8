// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.training.groundtruth.LabelledPhoto;
import uk.ac.bgs.corescore.djl.train.HoldOut;
import uk.ac.bgs.corescore.djl.train.TrainingData;
import uk.ac.bgs.corescore.djl.train.TrainingSplit;

/** The options that say which photos are trained on and which are held out. */
final class TrainingDataOptions {
  @Option(
      names = "--ignore",
      paramLabel = "DIR",
      description =
          "Pictures STEM.png of the photo's size: what is not black is not learnt from, nor"
              + " judged.")
  private @Nullable Path ignore;

  @Option(
      names = "--validate",
      paramLabel = "NAME",
      split = ",",
      description =
          "Photos to judge by and not to train on, by the beginning of their names, with their folders"
              + " or without.")
  private List<String> validate = new ArrayList<>();

  @Option(
      names = "--validate-share",
      paramLabel = "SHARE",
      description = "Instead of names: share of the photos to hold out, drawn by --split-seed.")
  private @Nullable Double share;

  @Option(
      names = "--split-seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Which photos --validate-share draws; default ${DEFAULT-VALUE}.")
  private long splitSeed = 1;

  @Option(
      names = "--rows",
      paramLabel = "FILE",
      description =
          "The rows of core of photos that show several, as of score: a label file, or a ZIP or"
              + " folder of them, with a polygon Box for each row; or JSON with a layout. Each row is"
              + " cut out and learnt from, or judged, by itself; other photos as they are.")
  private @Nullable Path rows;

  /** Fails if the options contradict each other. */
  void check() {
    Double given = share;
    if (given != null && !validate.isEmpty()) {
      throw new IllegalArgumentException("expected --validate or --validate-share, not both");
    }
    if (given != null && !(given > 0 && given < 1)) {
      throw new IllegalArgumentException("--validate-share is between 0 and 1, not " + given);
    }
  }

  /** Whether photos are trained on row by row. */
  boolean byRows() {
    return rows != null;
  }

  /** The photos, read. */
  TrainingSplit read(List<LabelledPhoto> photos, int photoWidth, PrintWriter console)
      throws IOException {
    HoldOut heldOut = share == null ? HoldOut.named(validate) : HoldOut.share(share, splitSeed);
    return new TrainingData(heldOut, Optional.ofNullable(ignore), Optional.ofNullable(rows))
        .read(photos, photoWidth, line -> console.println(Messages.line(line)));
  }
}
