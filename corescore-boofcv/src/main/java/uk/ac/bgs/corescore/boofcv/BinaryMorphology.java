// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import boofcv.struct.image.GrayU8;
import java.util.function.IntPredicate;

/**
 * Binary morphology on a grid of cells that are 1 (set) or 0. Areas are counts of cells, not of
 * contours. Every method returns a new grid and does not change its argument.
 */
final class BinaryMorphology {
  private BinaryMorphology() {}

  /** The cells for whose index the test holds. */
  static GrayU8 where(int width, int height, IntPredicate test) {
    GrayU8 cells = new GrayU8(width, height);
    for (int i = 0; i < cells.data.length; i++) {
      cells.data[i] = (byte) (test.test(i) ? 1 : 0);
    }
    return cells;
  }

  /** The set grown by a disc and shrunk again: gaps narrower than twice the radius close. */
  static GrayU8 close(GrayU8 cells, double radius) {
    return radius <= 0 ? cells.clone() : erode(dilate(cells, radius), radius);
  }

  /** The set shrunk by a disc and grown again: what is narrower than twice the radius goes. */
  static GrayU8 open(GrayU8 cells, double radius) {
    return radius <= 0 ? cells.clone() : dilate(erode(cells, radius), radius);
  }

  /** Cells within a radius of a set cell. */
  static GrayU8 dilate(GrayU8 cells, double radius) {
    int[] squared = DistanceTransform.squared(complement(cells), false);
    double limit = radius * radius;
    return where(cells.width, cells.height, i -> squared[i] <= limit);
  }

  /** Set cells farther than a radius from every cell that is not set; outside counts as set. */
  static GrayU8 erode(GrayU8 cells, double radius) {
    int[] squared = DistanceTransform.squared(cells, false);
    double limit = radius * radius;
    return where(cells.width, cells.height, i -> squared[i] > limit);
  }

  static GrayU8 complement(GrayU8 cells) {
    return where(cells.width, cells.height, i -> cells.data[i] == 0);
  }

  /** The set without a rim of so many cells at each side. */
  static GrayU8 withoutRim(GrayU8 cells, int rim) {
    return where(
        cells.width,
        cells.height,
        i -> {
          int x = i % cells.width;
          int y = i / cells.width;
          return cells.data[i] != 0
              && x >= rim
              && y >= rim
              && x < cells.width - rim
              && y < cells.height - rim;
        });
  }

  /**
   * The set without its 8-connected regions below an area.
   *
   * @param area smallest number of cells that stays
   */
  static GrayU8 withoutSmall(GrayU8 cells, int area) {
    ConnectedComponents regions = ConnectedComponents.of(cells, true);
    return where(cells.width, cells.height, i -> cells.data[i] != 0 && regions.areaAt(i) >= area);
  }

  /**
   * The set with its small holes filled: 4-connected regions of unset cells that do not reach the
   * grid's border.
   *
   * @param maxHole largest number of cells of a hole that is filled
   */
  static GrayU8 filled(GrayU8 cells, int maxHole) {
    ConnectedComponents gaps = ConnectedComponents.of(complement(cells), false);
    boolean[] fill = new boolean[gaps.count() + 1];
    for (int id = 1; id < fill.length; id++) {
      fill[id] = gaps.area(id) <= maxHole;
    }
    for (int x = 0; x < cells.width; x++) {
      fill[gaps.id(x)] = false;
      fill[gaps.id((cells.height - 1) * cells.width + x)] = false;
    }
    for (int y = 0; y < cells.height; y++) {
      fill[gaps.id(y * cells.width)] = false;
      fill[gaps.id((y + 1) * cells.width - 1)] = false;
    }
    return where(cells.width, cells.height, i -> cells.data[i] != 0 || fill[gaps.id(i)]);
  }
}
