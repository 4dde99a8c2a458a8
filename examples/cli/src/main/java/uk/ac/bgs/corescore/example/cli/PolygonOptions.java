// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.util.AffineTransformation;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationException;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem;
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;
import uk.ac.bgs.corescore.core.mask.FillRule;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/** The options that say how the polygons of a label file lie in photographs. */
final class PolygonOptions {
  @Option(names = "--photos", paramLabel = "DIR", description = "The folder of the photographs.")
  private @Nullable Path photos;

  @Option(
      names = "--scales",
      paramLabel = "CSV",
      description =
          "A table of photos whose size is not that of the labels' canvas: columns file,"
              + " external_id, label_canvas_width, label_canvas_height.")
  private @Nullable Path scales;

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

  /** Options that no command line has set. */
  static PolygonOptions of(Path photos, Optional<Path> scales) {
    PolygonOptions options = new PolygonOptions();
    options.photos = photos;
    options.scales = scales.orElse(null);
    return options;
  }

  Optional<Path> photos() {
    return Optional.ofNullable(photos);
  }

  FillRule rule() {
    return rule;
  }

  boolean strict() {
    return strict;
  }

  /** The photographs there are, by the names of the labels. */
  PhotoPairing pairing() throws IOException {
    PhotoPairing pairing = PhotoPairing.of(photos == null ? List.of() : PhotoReader.list(photos));
    return scales == null ? pairing : pairing.withScales(scales);
  }

  /** Reads label files; formats whose coordinates are shares of a photo find its size here. */
  AnnotationReader reader(PhotoPairing pairing) {
    AnnotationReader reader =
        AnnotationReader.create()
            .withPhotoSizes(name -> pairing.find(name).map(PolygonOptions::size));
    if (annotator != null) {
      reader = reader.withAnnotator(annotator);
    }
    return strict ? reader.strict() : reader;
  }

  private static AnnotatedPhoto.Size size(Path photo) {
    Photo read = PhotoReader.create().read(photo);
    return new AnnotatedPhoto.Size(read.width(), read.height());
  }

  /** The polygons in photo pixels, where the labels were drawn on another size. */
  static List<LabelledPolygon> scaled(
      AnnotatedPhoto annotated, PhotoPairing pairing, int width, int height) {
    PhotoPairing.Scale scale = pairing.scale(annotated.name(), width, height);
    if (scale.x() == 1 && scale.y() == 1) {
      return annotated.polygons();
    }
    AffineTransformation toPhoto = AffineTransformation.scaleInstance(scale.x(), scale.y());
    return annotated.polygons().stream()
        .map(polygon -> new LabelledPolygon(polygon.label(), toPhoto.transform(polygon.outline())))
        .toList();
  }

  /**
   * When strict, refuses a label file with a shape beyond its photo, before anything is made of it.
   */
  void requireInside(Path file, List<AnnotatedPhoto> records, PhotoPairing pairing) {
    for (AnnotatedPhoto annotated : strict ? records : List.<AnnotatedPhoto>of()) {
      Optional<Path> photo = pairing.find(annotated.name());
      if (photo.isPresent()) {
        RgbImage image = PhotoReader.create().read(photo.get()).image();
        List<LabelledPolygon> polygons = scaled(annotated, pairing, image.width(), image.height());
        List<AnnotationProblem> outside =
            Outside.of(file, annotated, polygons, image.width(), image.height());
        if (!outside.isEmpty()) {
          throw new AnnotationException(outside.get(0));
        }
      }
    }
  }
}
