// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.mask.LabelTable;
import uk.ac.bgs.corescore.core.training.groundtruth.GroundTruth;
import uk.ac.bgs.corescore.core.training.groundtruth.GroundTruthReader;
import uk.ac.bgs.corescore.mask.LabelSet;

/** The options that say where the ground truth of photos is. */
final class GroundTruthOptions {
  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "A label file, or a ZIP or folder of them: the truth as polygons, each rock polygon a"
              + " fragment; may be given several times.")
  private List<Path> labels = List.of();

  @Option(
      names = "--masks",
      paramLabel = "DIR",
      description =
          "A folder of class-index masks: the truth where there are no polygons. Fragments are"
              + " those of STEM.instances.png beside a mask, else its 8-connected regions of rock.")
  private @Nullable Path masks;

  @Mixin private LabelOptions polygons = new LabelOptions();

  @Option(
      names = "--truth-labels-of",
      paramLabel = "NAME",
      defaultValue = "corescore",
      description =
          "What values mean in --masks that do not say: corescore, 2019, or a"
              + " text file of labels; default ${DEFAULT-VALUE}.")
  private String labelsOf = "";

  /** The ground truth of at least one photo. */
  GroundTruth read(boolean photosNeeded, PrintWriter console) throws IOException {
    if (labels.isEmpty() == (masks == null)) {
      throw new CoreScoreException(
          FailureKind.CONFIGURATION, "expected --labels FILE or --masks DIR, and not both");
    }
    if (polygons.photos().isEmpty() && (photosNeeded || !labels.isEmpty())) {
      throw new CoreScoreException(FailureKind.CONFIGURATION, "expected --photos DIR");
    }
    GroundTruthReader reader =
        new GroundTruthReader(
            polygons.photos().isEmpty() ? Optional.empty() : Optional.of(polygons.pairing()),
            polygons.reading(),
            line -> console.println(Messages.line(line)));
    GroundTruth found =
        masks == null
            ? reader.labels(labels)
            : reader.masks(masks, polygons.folders().recursive(), labelSet(), photosNeeded);
    return found.requireSome(polygons.photos().map(Path::toString).orElse("--photos"));
  }

  /** Whether folders inside those that are given count. */
  SubFolders folders() {
    return polygons.folders();
  }

  /** The labels that the ground truth can have. */
  LabelSet labelSet() throws IOException {
    return masks == null ? LabelSet.CORESCORE : LabelTable.named(labelsOf);
  }
}
