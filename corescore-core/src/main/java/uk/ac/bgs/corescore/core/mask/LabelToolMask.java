// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import java.util.Arrays;
import java.util.Set;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * The mask from which LabelTool makes polygons. It takes 4-connected regions of one value, drops
 * those below 0.2 % of the image, and loses holes. So here: fragments that touch are separated by a
 * seam of background, one pixel wide; regions and holes below 0.2 % are gone.
 *
 * <p>Values are the indices of the labels. Immutable.
 */
public final class LabelToolMask {
  /** LabelTool's own limit, as a share of the image. */
  public static final double SMALLEST = 0.002;

  private final int width;
  private final int height;
  private final byte[] values;

  private LabelToolMask(int width, int height, byte[] values) {
    this.width = width;
    this.height = height;
    this.values = values;
  }

  /**
   * Makes the mask of a segmentation on the image's own grid. Cost: some skips the pixels.
   *
   * @param segmentation labels and fragments
   * @param labels names of the labels that stay; the others become background
   * @return the mask
   */
  public static LabelToolMask of(Segmentation segmentation, Set<String> labels) {
    LabelMask mask = segmentation.mask();
    int width = mask.width();
    int height = mask.height();
    byte[] values = new byte[width * height];
    mask.values().get(values);
    boolean[] kept = new boolean[mask.labels().size()];
    for (int i = 1; i < kept.length; i++) {
      kept[i] = labels.contains(mask.labels().get(i).name());
    }
    for (int i = 0; i < values.length; i++) {
      if (!kept[values[i] & 0xFF]) {
        values[i] = 0;
      }
    }
    LabelToolMask result = new LabelToolMask(width, height, values);
    result.part(segmentation.fragments());
    double smallest = SMALLEST * values.length;
    result.clear(new Regions(width, height, values, mask.labels()), smallest);
    result.fill(new Regions(width, height, values, mask.labels()), smallest);
    return result;
  }

  /** Lays a seam where a fragment has another of the same label to its right or below. */
  private void part(FragmentMap map) {
    int[] ids = map.toIds();
    byte[] before = values.clone();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        boolean right = x + 1 < width && touches(ids, before, i, i + 1);
        boolean below = y + 1 < height && touches(ids, before, i, i + width);
        if (right || below) {
          values[i] = 0;
        }
      }
    }
  }

  private static boolean touches(int[] ids, byte[] values, int here, int there) {
    return ids[here] != ids[there] && values[here] != 0 && values[here] == values[there];
  }

  /** Clears what LabelTool would drop. */
  private void clear(Regions regions, double smallest) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0 && regions.area(i) < smallest) {
        values[i] = 0;
      }
    }
  }

  /** Fills small holes: background that one region alone encloses. */
  private void fill(Regions regions, double smallest) {
    // For each region of background the one region around it; -1 for several or the border.
    int[] around = new int[regions.count()];
    Arrays.fill(around, Regions.NONE);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        if (values[i] == 0) {
          int hole = regions.region(i);
          if (x == 0 || y == 0 || x == width - 1 || y == height - 1) {
            around[hole] = Regions.SEVERAL;
          } else {
            for (int neighbour : new int[] {i - 1, i + 1, i - width, i + width}) {
              around[hole] = regions.joined(around[hole], hole, neighbour);
            }
          }
        }
      }
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] == 0 && regions.area(i) < smallest && around[regions.region(i)] >= 0) {
        values[i] = regions.value(around[regions.region(i)]);
      }
    }
  }

  /**
   * Columns.
   *
   * @return pixels
   */
  public int width() {
    return width;
  }

  /**
   * Rows.
   *
   * @return pixels
   */
  public int height() {
    return height;
  }

  /**
   * The value of a pixel.
   *
   * @param x its column
   * @param y its row
   * @return the index of its label, 0 for background
   */
  public int value(int x, int y) {
    return values[y * width + x] & 0xFF;
  }
}
