// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.measure;

import java.util.OptionalDouble;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygonal;

/**
 * One piece of rock: its outline in the photograph and what is measured of it.
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
 */
public record Fragment(
    int id, String label, Geometry outline, FragmentMeasures measures, OptionalDouble confidence) {
  /**
   * Checks the id, the label, that the outline is polygonal and not empty, and that the confidence
   * is a probability.
   *
   * @param id number of the fragment in its photo
   * @param label name of its rock label
   * @param outline a valid {@link org.locationtech.jts.geom.Polygon}
   * @param measures what is measured
   * @param confidence mean probability of its label, empty where there is none
   */
  public Fragment {
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
}
