// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.mask;

import java.util.List;

/**
 * Rasterizes labelled polygons to a mask: the seam between label files and training or ground
 * truth.
 *
 * <p>Implementations are immutable and safe for use by many threads.
 */
public interface MaskCreator {
  /**
   * Draws the polygons of one photograph.
   *
   * @param polygons the polygons in photo coordinates; what lies outside the photo is cut off
   * @param width the photo's columns, at least 1
   * @param height the photo's rows, at least 1
   * @return labels and fragments on the photo's own grid; each rock polygon that is visible is a
   *     fragment, in the order of the list
   * @throws uk.ac.bgs.corescore.CoreScoreException if a polygon cannot be drawn, for example
   *     because its label is not in the creator's label set
   */
  Segmentation create(List<LabelledPolygon> polygons, int width, int height);
}
