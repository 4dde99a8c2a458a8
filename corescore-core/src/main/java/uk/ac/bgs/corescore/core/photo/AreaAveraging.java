// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.nio.IntBuffer;
import java.util.Arrays;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Area averaging of a photo that arrives row by row.
 *
 * <p>The rows may be those of a copy already, each of whose pixels is the mean of some photo pixels
 * each way; fewer at the right and at the bottom, where the photo ends.
 *
 * <p>Lengths are counted in units of 1 / width of a photo pixel across and 1 / height down, so that
 * a photo pixel is width x height and a cell photo width x photo height units. Rows are added up
 * first, a channel at a time, which the processor does many pixels at once.
 */
final class AreaAveraging {
  /** Up to here a column's sum fits an int. */
  static final int MAX_ROWS = Integer.MAX_VALUE / 255;

  private static final int CHANNELS = 3;

  private final int photoHeight;
  private final int factor;
  private final int width;
  private final int height;
  private final int[][] sums;
  private final int[] reduced;
  private final long area;

  /** Where cells begin and end: a column, and how far into it. */
  private final int[] columns;

  private final long[] parts;
  private int row;
  private int line;

  /** Begins with a photo's size, at most {@link #MAX_ROWS} rows, and that of its copy. */
  AreaAveraging(int photoWidth, int photoHeight, int width, int height) {
    this(photoWidth, photoHeight, 1, width, height);
  }

  /**
   * Begins with the size of a photo of which a copy comes.
   *
   * @param factor photo pixels that a pixel of the copy is wide and high; no more than fit into a
   *     pixel of the result
   */
  AreaAveraging(int photoWidth, int photoHeight, int factor, int width, int height) {
    this.photoHeight = photoHeight;
    this.factor = factor;
    this.width = width;
    this.height = height;
    this.sums = new int[CHANNELS][(photoWidth + factor - 1) / factor];
    this.reduced = new int[Math.multiplyExact(width, height)];
    this.area = (long) photoWidth * photoHeight;
    this.columns = new int[width + 1];
    this.parts = new long[width + 1];
    long full = (long) factor * width;
    for (int i = 0; i <= width; i++) {
      columns[i] = (int) Math.min((long) i * photoWidth / full, sums[0].length - 1);
      parts[i] = (long) i * photoWidth - columns[i] * full;
    }
  }

  /** The next rows. */
  void addAll(RgbImage rows) {
    IntBuffer pixels = rows.pixels();
    int[] pixelsOfRow = new int[rows.width()];
    for (int y = 0; y < rows.height(); y++) {
      pixels.get(pixelsOfRow);
      add(pixelsOfRow);
    }
  }

  private void add(int[] pixels) {
    long top = (long) row * factor * height;
    long bottom = Math.min((row + 1L) * factor, photoHeight) * height;
    long end = (line + 1L) * photoHeight;
    add(pixels, (int) (Math.min(bottom, end) - top), sums[0], sums[1], sums[2]);
    if (bottom >= end) {
      write(sums[0], sums[1], sums[2], line * width);
      for (int[] sum : sums) {
        Arrays.fill(sum, 0);
      }
      add(pixels, (int) (bottom - end), sums[0], sums[1], sums[2]);
      line++;
    }
    row++;
  }

  /** The copy, once all rows have come. */
  RgbImage result() {
    if ((long) row * factor < photoHeight) {
      throw new IllegalStateException(photoHeight + " rows expected, " + row * factor + " found");
    }
    return RgbImage.wrap(width, height, reduced);
  }

  private static void add(int[] pixels, int weight, int[] red, int[] green, int[] blue) {
    for (int x = 0; x < pixels.length; x++) {
      int pixel = pixels[x];
      red[x] += weight * (pixel >> 16);
      green[x] += weight * (pixel >> 8 & 0xFF);
      blue[x] += weight * (pixel & 0xFF);
    }
  }

  /** Cuts a line of sums into cells and rounds each cell's mean. */
  private void write(int[] red, int[] green, int[] blue, int at) {
    // Half a unit more keeps every quotient off the whole numbers, by more than the product errs.
    long half = area / 2;
    double more = half + 0.5;
    double share = 1.0 / area;
    long full = (long) factor * width;
    int x = 0;
    long startRed = 0;
    long startGreen = 0;
    long startBlue = 0;
    for (int i = 0; i < width; i++) {
      int column = columns[i + 1];
      long wholeRed = 0;
      long wholeGreen = 0;
      long wholeBlue = 0;
      for (; x < column; x++) {
        wholeRed += red[x];
        wholeGreen += green[x];
        wholeBlue += blue[x];
      }
      long part = parts[i + 1];
      long partRed = part * red[column];
      long partGreen = part * green[column];
      long partBlue = part * blue[column];
      long cellRed = full * wholeRed + partRed - startRed;
      long cellGreen = full * wholeGreen + partGreen - startGreen;
      long cellBlue = full * wholeBlue + partBlue - startBlue;
      startRed = partRed;
      startGreen = partGreen;
      startBlue = partBlue;
      reduced[at + i] =
          (int) ((cellRed + more) * share) << 16
              | (int) ((cellGreen + more) * share) << 8
              | (int) ((cellBlue + more) * share);
    }
  }
}
