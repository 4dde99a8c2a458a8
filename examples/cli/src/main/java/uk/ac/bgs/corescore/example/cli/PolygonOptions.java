// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;
import uk.ac.bgs.corescore.core.mask.FillRule;
import uk.ac.bgs.corescore.core.photo.PhotoDimensions;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.place.LabelFrame;
import uk.ac.bgs.corescore.core.place.LabelPlacer;
import uk.ac.bgs.corescore.example.cli.retrain.RetrainConfig;
import uk.ac.bgs.corescore.mask.LabelSet;

/** The options that say how the polygons of a label file lie in photographs. */
final class PolygonOptions {
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

  private boolean tableFirst = true;

  /** Options that no command line has set, for masks, which need no placing. */
  static PolygonOptions of(Path photos) {
    PolygonOptions options = new PolygonOptions();
    options.photos = photos;
    return options;
  }

  /**
   * Options that no command line has set, for photographs that are named otherwise.
   *
   * @param named what messages call them
   * @param scales the table of labels drawn on another size, if there is one
   * @param labelsOn what the labels' coordinates count
   */
  static PolygonOptions of(
      Path named, List<PhotoFile> files, Optional<Path> scales, LabelFrame labelsOn)
      throws IOException {
    PolygonOptions options = of(named);
    PhotoPairing pairing = PhotoPairing.of(files);
    options.paired = scales.isEmpty() ? pairing : pairing.withScales(scales.get());
    options.labelsOn = labelsOn;
    return options;
  }

  /** Options that a file has set. */
  static PolygonOptions of(RetrainConfig.Truth truth) {
    PolygonOptions options = of(truth.photos());
    options.scales = truth.scales().orElse(null);
    options.labelsOn = truth.reading().labelsOn();
    options.yUp = truth.reading().yUp();
    options.emptyIsNoRock = truth.reading().emptyIsNoRock();
    options.tableFirst = truth.reading().tableFirst();
    return options;
  }

  Optional<Path> photos() {
    return Optional.ofNullable(photos);
  }

  SubFolders folders() {
    return folders;
  }

  FillRule rule() {
    return rule;
  }

  boolean strict() {
    return strict;
  }

  /** Made when it is first wanted: label files may be as many as photos. */
  private @Nullable PhotoPairing paired;

  /** The photographs there are, by the names of the labels. */
  PhotoPairing pairing() throws IOException {
    PhotoPairing made = paired;
    if (made == null) {
      made = PhotoPairing.of(photos == null ? List.of() : folders.photosIn(photos));
      made = scales == null ? made : made.withScales(scales);
      paired = made;
    }
    return made;
  }

  /** Reads label files; formats whose coordinates are shares of a photo find its size here. */
  AnnotationReader reader(PhotoPairing pairing) {
    AnnotationReader reader =
        AnnotationReader.create()
            .withPhotoSizes(
                name ->
                    pairing
                        .canvas(name)
                        .map(canvas -> new AnnotatedPhoto.Size(canvas.width(), canvas.height()))
                        .or(() -> found(name, pairing).map(match -> size(match.photo()))));
    if (annotator != null) {
      reader = reader.withAnnotator(annotator);
    }
    return strict ? reader.strict() : reader;
  }

  private static AnnotatedPhoto.Size size(PhotoFile photo) {
    PhotoDimensions read = PhotoReader.create().dimensions(photo.file());
    return new AnnotatedPhoto.Size(read.width(), read.height());
  }

  /** Which file was taken for a name that is not exactly its own. */
  static String taken(String name, PhotoPairing.Match match) {
    return name + ": its photo is " + match.photo().name();
  }

  /** What a record is called in tables: as its photo, where it has one. */
  String nameOf(String record, PhotoPairing pairing) {
    return found(record, pairing).map(match -> match.photo().name()).orElse(record);
  }

  /** The photo of a name; what is not clear about it is told where the photo is wanted. */
  static Optional<PhotoPairing.Match> found(String name, PhotoPairing pairing) {
    try {
      return pairing.find(name);
    } catch (CoreScoreException e) {
      return Optional.empty();
    }
  }

  /**
   * How labels are laid onto the photographs.
   *
   * @param labels which labels are rock
   */
  Placing placing(PhotoPairing pairing, LabelSet labels) {
    LabelPlacer placer = LabelPlacer.create().withFrame(labelsOn).withLabels(labels);
    placer = yUp ? placer.withYUpwards() : placer;
    placer = emptyIsNoRock ? placer.withEmptyAsAnnotated() : placer;
    return new Placing(strict ? placer.strict() : placer, pairing, tableFirst);
  }
}
