// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.place;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.core.photo.PhotoDimensions;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/** Finds shapes of a record that are outside their photo or reach beyond it. */
final class BoundsCheck {
  /** How far a shape may reach beyond the photo by rounding alone, px. */
  private static final double SLACK = 0.01;

  /** How many places a remark names. */
  private static final int NAMED = 3;

  private final String file;
  private final AnnotatedPhoto record;
  private final AnnotatedPhoto.Size size;
  private final List<LabelledPolygon> kept = new ArrayList<>();
  private final List<String> places = new ArrayList<>();
  private final List<AnnotationProblem> problems = new ArrayList<>();
  private final List<LabelledPolygon> outside = new ArrayList<>();
  private final List<LabelledPolygon> across = new ArrayList<>();

  /**
   * Judges shapes.
   *
   * @param polygons those of the record, in pixels of the photo
   */
  BoundsCheck(
      String file, AnnotatedPhoto record, List<LabelledPolygon> polygons, PhotoDimensions photo) {
    this.file = file;
    this.record = record;
    this.size = new AnnotatedPhoto.Size(photo.width(), photo.height());
    for (int i = 0; i < polygons.size(); i++) {
      judge(polygons.get(i), record.places().get(i));
    }
  }

  private void judge(LabelledPolygon polygon, String place) {
    Envelope box = polygon.outline().getEnvelopeInternal();
    boolean apart =
        box.getMaxX() <= 0
            || box.getMaxY() <= 0
            || box.getMinX() >= size.width()
            || box.getMinY() >= size.height();
    boolean inside =
        box.getMinX() >= -SLACK
            && box.getMinY() >= -SLACK
            && box.getMaxX() <= size.width() + SLACK
            && box.getMaxY() <= size.height() + SLACK;
    if (apart) {
      outside.add(polygon);
    } else {
      kept.add(polygon);
      places.add(place);
      if (!inside) {
        across.add(polygon);
      }
    }
    if (apart || !inside) {
      problems.add(
          new AnnotationProblem(
              file,
              record.name(),
              place,
              polygon.label(),
              apart ? Kind.OUTSIDE_PHOTO : Kind.PARTLY_OUTSIDE,
              "the shape spans " + Extent.of(List.of(polygon)) + ", the photo is " + size));
    }
  }

  /** How many shapes lie wholly outside. */
  int outside() {
    return outside.size();
  }

  /** That the shapes were drawn on something larger than the photo, of unknown size. */
  String largerCanvas() {
    List<LabelledPolygon> all = new ArrayList<>(kept);
    all.addAll(outside);
    return outside.size()
        + " of "
        + all.size()
        + " shapes lie outside the photo of "
        + size
        + " ("
        + named(Kind.OUTSIDE_PHOTO)
        + "): the shapes span "
        + Extent.of(all)
        + ", and the file does not say how large its photo was";
  }

  /**
   * The record without what lies outside.
   *
   * @param found what is to be said before
   * @param sizeKnown whether the size that the labels were drawn on is known
   */
  PlacedLabels placed(List<AnnotationProblem> found, boolean sizeKnown) {
    List<AnnotationProblem> remarks = new ArrayList<>(found);
    if (!outside.isEmpty()) {
      remarks.add(remark(Kind.OUTSIDE_PHOTO, outside, "lie outside the photo", ""));
    }
    if (!across.isEmpty()) {
      remarks.add(
          sizeKnown
              ? remark(Kind.PARTLY_OUTSIDE, across, "reach beyond the photo", "")
              : remark(
                  Kind.LARGER_CANVAS,
                  across,
                  "reach beyond the photo",
                  "; the file does not say how large its photo was"));
    }
    return new PlacedLabels(
        new AnnotatedPhoto(
            record.name(),
            Optional.of(size),
            kept,
            record.attributes(),
            places,
            record.leftOut() + outside.size(),
            record.annotated()),
        remarks,
        problems);
  }

  private AnnotationProblem remark(
      Kind kind, List<LabelledPolygon> shapes, String what, String end) {
    Kind ofShapes = kind == Kind.LARGER_CANVAS ? Kind.PARTLY_OUTSIDE : kind;
    return new AnnotationProblem(
        file,
        record.name(),
        "",
        "",
        kind,
        shapes.size()
            + " of "
            + record.polygons().size()
            + " shapes "
            + what
            + " of "
            + size
            + ": they span "
            + Extent.of(shapes)
            + " ("
            + named(ofShapes)
            + ")"
            + end);
  }

  private String named(Kind kind) {
    List<String> of =
        problems.stream()
            .filter(problem -> problem.kind() == kind)
            .map(AnnotationProblem::shape)
            .toList();
    String first = String.join(", ", of.subList(0, Math.min(NAMED, of.size())));
    return of.size() > NAMED ? first + ", ..." : first;
  }
}
