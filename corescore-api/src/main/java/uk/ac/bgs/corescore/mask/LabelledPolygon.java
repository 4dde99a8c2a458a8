// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.mask;

import java.util.Locale;
import java.util.Set;
import org.locationtech.jts.geom.CoordinateFilter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygonal;

/**
 * A polygon that a person drew on a photograph, with its label: one object, which may have several
 * parts.
 *
 * @param label the label's name, as in the label file
 * @param outline a {@link org.locationtech.jts.geom.Polygon} or {@link
 *     org.locationtech.jts.geom.MultiPolygon} in photo coordinates: px, origin at the outer corner
 *     of the top left pixel, y down, finite. Not to be changed afterwards; it may cross itself, as
 *     drawn polygons do
 * @param marks its other marks
 */
public record LabelledPolygon(String label, Geometry outline, Set<PieceMark> marks) {
  /**
   * Checks that there is a label and an outline with finite coordinates.
   *
   * @param label the label's name
   * @param outline the polygon in photo coordinates
   * @param marks its other marks
   * @throws IllegalArgumentException if there is not
   */
  public LabelledPolygon {
    marks = Set.copyOf(marks);
    if (label.isBlank()) {
      throw new IllegalArgumentException("a labelled polygon has a label");
    }
    if (!(outline instanceof Polygonal)) {
      throw new IllegalArgumentException(
          "the outline of a " + label + " is polygonal, not a " + outline.getGeometryType());
    }
    if (outline.isEmpty()) {
      throw new IllegalArgumentException("the polygon of a " + label + " is empty");
    }
    outline.apply(
        (CoordinateFilter)
            point -> {
              if (!Double.isFinite(point.x) || !Double.isFinite(point.y)) {
                throw new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "the coordinates of a %s are finite, not (%s, %s)",
                        label,
                        point.x,
                        point.y));
              }
            });
  }

  /**
   * A polygon without marks.
   *
   * @param label the label's name
   * @param outline the polygon in photo coordinates
   */
  public LabelledPolygon(String label, Geometry outline) {
    this(label, outline, Set.of());
  }

  /**
   * The same thing drawn elsewhere.
   *
   * @param moved its outline there
   * @return a copy with that outline
   */
  public LabelledPolygon withOutline(Geometry moved) {
    return new LabelledPolygon(label, moved, marks);
  }

  /**
   * Whether it is marked as rubble or fines: rock that is no piece of core.
   *
   * @return false where nothing is stated
   */
  public boolean rubble() {
    return marks.contains(PieceMark.RUBBLE);
  }
}
