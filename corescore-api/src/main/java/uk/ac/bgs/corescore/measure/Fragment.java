// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.measure;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygonal;
import uk.ac.bgs.corescore.mask.PieceMark;

/**
 * One piece of rock, or one stretch of rubble: its outline in the photograph and its measures.
 *
 * @param id number of the fragment in its photo, from 1
 * @param label name of its rock label
 * @param outline a valid {@link org.locationtech.jts.geom.Polygon}, or a {@link
 *     org.locationtech.jts.geom.MultiPolygon} where parts of it meet in pixel corners only or not
 *     at all; on pixel corners, in photo coordinates (px, y down), so that its area is the number
 *     of pixels. Not to be changed
 * @param measures what is measured
 * @param confidence mean over its pixels of the probability that the segmenter gives its label, 0
 *     to 1; empty where the segmenter gives none
 * @param row number of the row of core in which it lies, as in the photo's layout; 1 where the
 *     whole photo was taken for one row; empty without a layout, as for shapes drawn by a person
 * @param marks what else is known of it, which core logs go by
 */
public record Fragment(
    int id,
    String label,
    Geometry outline,
    FragmentMeasures measures,
    OptionalDouble confidence,
    OptionalInt row,
    Set<PieceMark> marks) {
  /**
   * Checks the id, the label, that the outline is polygonal and not empty, that the confidence is a
   * probability, and the row's number.
   *
   * @param id number of the fragment in its photo
   * @param label name of its rock label
   * @param outline a valid {@link org.locationtech.jts.geom.Polygon}
   * @param measures what is measured
   * @param confidence mean probability of its label, empty where there is none
   * @param row number of its row, empty where there is none
   * @param marks what else is known of it
   */
  public Fragment {
    marks = Set.copyOf(marks);
    if (id < 1) {
      throw new IllegalArgumentException("fragments are numbered from 1, not " + id);
    }
    if (label.isBlank()) {
      throw new IllegalArgumentException("fragment " + id + " has a label");
    }
    if (!(outline instanceof Polygonal) || outline.isEmpty()) {
      throw new IllegalArgumentException(
          "the outline of fragment "
              + id
              + " is polygonal and not empty, not "
              + (outline.isEmpty() ? "an empty " : "a ")
              + outline.getGeometryType());
    }
    double sure = confidence.orElse(1);
    if (!(sure >= 0 && sure <= 1)) {
      throw new IllegalArgumentException(
          "the confidence of fragment " + id + " is a probability from 0 to 1, not " + sure);
    }
    if (row.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "rows are numbered from 1, but fragment " + id + " is in row " + row.getAsInt());
    }
  }

  /**
   * A piece.
   *
   * @param id number of the fragment in its photo
   * @param label name of its rock label
   * @param outline a valid {@link org.locationtech.jts.geom.Polygon}
   * @param measures what is measured
   * @param confidence mean probability of its label, empty where there is none
   * @param row number of its row, empty where there is none
   */
  public Fragment(
      int id,
      String label,
      Geometry outline,
      FragmentMeasures measures,
      OptionalDouble confidence,
      OptionalInt row) {
    this(id, label, outline, measures, confidence, row, Set.of());
  }

  /**
   * A fragment of which no row is known.
   *
   * @param id number of the fragment in its photo
   * @param label name of its rock label
   * @param outline a valid {@link org.locationtech.jts.geom.Polygon}
   * @param measures what is measured
   * @param confidence mean probability of its label, empty where there is none
   */
  public Fragment(
      int id,
      String label,
      Geometry outline,
      FragmentMeasures measures,
      OptionalDouble confidence) {
    this(id, label, outline, measures, confidence, OptionalInt.empty());
  }

  /**
   * A fragment without confidence.
   *
   * @param id number of the fragment in its photo
   * @param label name of its rock label
   * @param outline a valid {@link org.locationtech.jts.geom.Polygon}
   * @param measures what is measured
   */
  public Fragment(int id, String label, Geometry outline, FragmentMeasures measures) {
    this(id, label, outline, measures, OptionalDouble.empty());
  }

  /**
   * The same fragment in a row.
   *
   * @param number number of the row, from 1; empty for none
   * @return a copy
   */
  public Fragment inRow(OptionalInt number) {
    return new Fragment(id, label, outline, measures, confidence, number, marks);
  }

  /**
   * The same fragment with another number.
   *
   * @param number number of the fragment in its photo, from 1
   * @return a copy
   */
  public Fragment withId(int number) {
    return new Fragment(number, label, outline, measures, confidence, row, marks);
  }

  /**
   * The same fragment of which something else is known.
   *
   * @param known its marks, and no others
   * @return a copy
   */
  public Fragment withMarks(Set<PieceMark> known) {
    return new Fragment(id, label, outline, measures, confidence, row, known);
  }

  /**
   * Whether it is rubble or fines, which is no piece of core; core logs call it non-intact.
   *
   * @return false for pieces
   */
  public boolean rubble() {
    return marks.contains(PieceMark.RUBBLE);
  }
}
