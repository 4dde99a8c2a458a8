// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/** Which shapes reach beyond a photo. */
final class Outside {
  /** How far a shape may reach beyond the photo by rounding alone, px. */
  private static final double SLACK = 0.01;

  private Outside() {}

  /**
   * A problem for each polygon that lies partly or wholly outside; none where the label file says
   * the photo's size, as its reader has reported them.
   *
   * @param file the label file
   * @param annotated the record
   * @param polygons its polygons in photo pixels
   * @param width the photo's columns
   * @param height the photo's rows
   */
  static List<AnnotationProblem> of(
      Path file, AnnotatedPhoto annotated, List<LabelledPolygon> polygons, int width, int height) {
    List<AnnotationProblem> problems = new ArrayList<>();
    if (annotated.size().filter(s -> s.width() == width && s.height() == height).isPresent()) {
      return problems;
    }
    Envelope photo = new Envelope(0, width, 0, height);
    Envelope slack = new Envelope(photo);
    slack.expandBy(SLACK);
    for (int i = 0; i < polygons.size(); i++) {
      Envelope box = polygons.get(i).outline().getEnvelopeInternal();
      if (!slack.contains(box)) {
        problems.add(
            new AnnotationProblem(
                file.toString(),
                annotated.name(),
                annotated.places().get(i),
                polygons.get(i).label(),
                isApart(photo, box) ? Kind.OUTSIDE_PHOTO : Kind.PARTLY_OUTSIDE,
                String.format(
                    Locale.ROOT,
                    "the shape spans x %s to %s, y %s to %s, the photo is %d x %d",
                    box.getMinX(),
                    box.getMaxX(),
                    box.getMinY(),
                    box.getMaxY(),
                    width,
                    height)));
      }
    }
    return problems;
  }

  /**
   * What to say of polygons that lie outside their photo; empty if none does wholly.
   *
   * @param polygons the polygons in photo pixels
   * @param width the photo's columns
   * @param height the photo's rows
   */
  static Optional<String> wholly(List<LabelledPolygon> polygons, int width, int height) {
    Envelope photo = new Envelope(0, width, 0, height);
    long outside =
        polygons.stream()
            .filter(polygon -> isApart(photo, polygon.outline().getEnvelopeInternal()))
            .count();
    return outside == 0
        ? Optional.empty()
        : Optional.of(
            outside
                + " of "
                + polygons.size()
                + " polygons lie outside the photo of "
                + width
                + " x "
                + height
                + "; if they were drawn on another size, give --scales");
  }

  private static boolean isApart(Envelope photo, Envelope box) {
    return box.getMaxX() <= photo.getMinX()
        || box.getMaxY() <= photo.getMinY()
        || box.getMinX() >= photo.getMaxX()
        || box.getMinY() >= photo.getMaxY();
  }
}
