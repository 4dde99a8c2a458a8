// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import java.util.List;
import uk.ac.bgs.corescore.mask.LabelledPolygon;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * A mask rasterized from polygons, with the result for each polygon.
 *
 * @param segmentation labels and fragments on the photo's own grid
 * @param shapes one entry a polygon, in the order of the list that was drawn
 */
public record FilledMask(Segmentation segmentation, List<Shape> shapes) {
  /**
   * Copies the list.
   *
   * @param segmentation labels and fragments
   * @param shapes one entry a polygon
   */
  public FilledMask {
    shapes = List.copyOf(shapes);
  }

  /**
   * What became of a polygon.
   *
   * @param polygon what was to be drawn
   * @param label the label it was drawn with, after merging; empty where the label was left out
   * @param drawn pixels that it covered when it was drawn; 0 where it lies outside the photo
   * @param visible pixels that show it in the end; {@code drawn - visible} went under other
   *     polygons
   * @param fragment its number among the fragments, 0 where it is none
   */
  public record Shape(
      LabelledPolygon polygon, String label, long drawn, long visible, int fragment) {}

  /**
   * Pixels that were painted more than once.
   *
   * @return sum of what went under other polygons
   */
  public long overlap() {
    return shapes.stream().mapToLong(shape -> shape.drawn() - shape.visible()).sum();
  }
}
