// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.util.Arrays;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * One reduction by means of areas, which takes the photo row by row.
 *
 * <p>Lengths are counted in units of 1 / width of a photo pixel across and 1 / height down, so that
 * a photo pixel is width x height and a cell photo width x photo height units. Rows are added up
 * first, a channel at a time, which the processor does many pixels at once.
 */
final class RowReduction {
  /** Up to here a column's sum fits an int. */
  static final int MOST_ROWS = Integer.MAX_VALUE / 255;

  private static final int CHANNELS = 3;

  private final int photoWidth;
  private final int photoHeight;
  private final int width;
  private final int height;
  private final int[][] sums;
  private final int[] reduced;
  private final long area;
  private int row;
  private int line;

  /** Begins with a photo's size, at most {@link #MOST_ROWS} rows, and that of its copy. */
  RowReduction(int photoWidth, int photoHeight, int width, int height) {
    this.photoWidth = photoWidth;
    this.photoHeight = photoHeight;
    this.width = width;
    this.height = height;
    this.sums = new int[CHANNELS][photoWidth];
    this.reduced = new int[Math.multiplyExact(width, height)];
    this.area = (long) photoWidth * photoHeight;
  }

  /** The next row of the photo, which begins at that place of the array. */
  void add(int[] pixels, int from) {
    long top = (long) row * height;
    long bottom = top + height;
    long end = (line + 1L) * photoHeight;
    add(pixels, from, (int) (Math.min(bottom, end) - top), sums[0], sums[1], sums[2]);
    if (bottom >= end) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        write(sums[channel], line * width, 16 - 8 * channel);
        Arrays.fill(sums[channel], 0);
      }
      add(pixels, from, (int) (bottom - end), sums[0], sums[1], sums[2]);
      line++;
    }
    row++;
  }

  /** The copy, once all rows have come. */
  RgbImage result() {
    if (row != photoHeight) {
      throw new IllegalStateException(photoHeight + " rows expected, " + row + " came");
    }
    return RgbImage.wrap(width, height, reduced);
  }

  private static void add(int[] pixels, int from, int weight, int[] red, int[] green, int[] blue) {
    for (int x = 0; x < red.length; x++) {
      int pixel = pixels[from + x];
      red[x] += weight * (pixel >> 16);
      green[x] += weight * (pixel >> 8 & 0xFF);
      blue[x] += weight * (pixel & 0xFF);
    }
  }

  /** Cuts a line of sums into cells and rounds each cell's mean. */
  private void write(int[] sum, int at, int shift) {
    double share = 1.0 / area;
    int x = 0;
    long left = width;
    for (int i = 0; i < width; i++) {
      long need = photoWidth;
      long take = Math.min(left, need);
      long cell = take * sum[x];
      need -= take;
      left -= take;
      long whole = 0;
      for (; need >= width; need -= width) {
        whole += sum[++x];
      }
      cell += width * whole;
      if (left == 0 && x + 1 < sum.length) {
        left = width - need;
        cell += need * sum[++x];
      }
      cell += area / 2;
      // The product may be off by one next to a whole number, the remainder tells.
      long mean = (long) (cell * share);
      long rest = cell - mean * area;
      mean += rest < 0 ? -1 : rest >= area ? 1 : 0;
      reduced[at + i] |= (int) mean << shift;
    }
  }
}
