// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.mask.FillRule;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.place.LabelFrame;
import uk.ac.bgs.corescore.core.training.groundtruth.LabelReading;
import uk.ac.bgs.corescore.core.training.groundtruth.MaskFolder;

/** The options that say how the polygons of a label file lie in photographs. */
final class LabelOptions {
  @Option(names = "--photos", paramLabel = "DIR", description = "The folder of the photographs.")
  private @Nullable Path photos;

  @Mixin private SubFolders folders = new SubFolders();

  @Option(
      names = "--scales",
      paramLabel = "CSV",
      description =
          "A table of photos whose size is not that of the labels' canvas: columns file,"
              + " external_id, label_canvas_width, label_canvas_height.")
  private @Nullable Path scales;

  @Option(
      names = "--labels-on",
      paramLabel = "PIXELS",
      defaultValue = "checked",
      description =
          "What the labels' coordinates count: checked (pixels of the photo as shown or of a copy"
              + " of its shape, by the size that the label file states), shown (pixels as shown,"
              + " whatever it states), stored (pixels before the photo is turned by its"
              + " orientation), stretched (the stated size, whatever its shape); default"
              + " ${DEFAULT-VALUE}.")
  private LabelFrame labelsOn = LabelFrame.CHECKED;

  @Option(
      names = "--y-up",
      description =
          "The labels' y is 0 at the top of the photo and negative in it, as QGIS has it.")
  private boolean yUp;

  @Option(
      names = "--empty-is-no-rock",
      description =
          "A photo without a shape has no rock, though the label file does not say that it was"
              + " annotated.")
  private boolean emptyIsNoRock;

  @Option(
      names = "--rule",
      paramLabel = "RULE",
      defaultValue = "exact",
      description =
          "Which pixels a polygon covers: exact (pixel centres) or published (as CoreScore's masks"
              + " of 2019 to 2021); default ${DEFAULT-VALUE}.")
  private FillRule rule = FillRule.EXACT;

  @Option(
      names = "--strict",
      description =
          "Refuses the label file at its first bad or doubtful shape, be it one that reaches beyond"
              + " its photo.")
  private boolean strict;

  @Option(
      names = "--annotator",
      paramLabel = "WHO",
      description =
          "Whose annotations are read where several people made some (Label Studio, Labelbox): an"
              + " id or a mail address, as the file has it. Without it the ground truth is read,"
              + " else the latest.")
  private @Nullable String annotator;

  Optional<Path> photos() {
    return Optional.ofNullable(photos);
  }

  SubFolders folders() {
    return folders;
  }

  /** The photographs there are, by the names of the labels; none without --photos. */
  PhotoPairing pairing() throws IOException {
    PhotoPairing pairing =
        PhotoPairing.of(
            photos == null ? List.of() : MaskFolder.photos(photos, folders.recursive()));
    return scales == null ? pairing : pairing.withScales(scales);
  }

  /** How label files are read. */
  LabelReading reading() {
    return new LabelReading(
        labelsOn,
        yUp,
        emptyIsNoRock,
        rule,
        strict,
        Optional.ofNullable(annotator),
        true,
        new OptionAdvice());
  }
}
