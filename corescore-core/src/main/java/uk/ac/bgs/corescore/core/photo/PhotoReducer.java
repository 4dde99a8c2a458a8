// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.nio.IntBuffer;
import java.util.Arrays;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Makes a smaller copy of a photograph in which each pixel is the mean of the area it covers.
 *
 * <p>The ratio need not be whole: a photo pixel that lies across the border of two cells counts in
 * each by the share of it that lies there, in exact integer arithmetic, and each channel is rounded
 * once, to the nearest of 0 to 255 (a half goes up). The mean is of the sRGB values as they are
 * stored. A photo of one colour stays that colour, and a reduction to the photo's own size is the
 * photo.
 *
 * <p>Cost: one pass over the photo's pixels; memory of four rows of the photo besides the result.
 * Without state; safe for use by many threads.
 */
public final class PhotoReducer {
  private static final int CHANNELS = 3;

  /** Up to here a column's sum fits an int. */
  private static final int MOST_ROWS = Integer.MAX_VALUE / 255;

  private PhotoReducer() {}

  /**
   * Reduces a photo until its longer side is no longer than a limit.
   *
   * @param photo the photograph, not changed
   * @param longerSide the most pixels that the longer side of the result may have, at least 1
   * @return the photo itself if it is small enough, else a copy whose longer side is {@code
   *     longerSide} and whose shorter side is the nearest in proportion, at least 1. The grid of
   *     the copy covers the whole photo: its frame is {@code PixelFrame.covering(photo.width(),
   *     photo.height(), copy.width(), copy.height())}
   * @throws IllegalArgumentException if {@code longerSide} is below 1
   */
  public static RgbImage reduceToFit(RgbImage photo, int longerSide) {
    if (longerSide < 1) {
      throw new IllegalArgumentException("the longer side is at least 1, not " + longerSide);
    }
    int longest = Math.max(photo.width(), photo.height());
    if (longest <= longerSide) {
      return photo;
    }
    double ratio = (double) longerSide / longest;
    int width = (int) Math.max(1, Math.round(photo.width() * ratio));
    int height = (int) Math.max(1, Math.round(photo.height() * ratio));
    return reduce(photo, width, height);
  }

  /**
   * Reduces a photo to a size.
   *
   * @param photo the photograph, not changed
   * @param width columns of the result, 1 to the photo's
   * @param height rows of the result, 1 to the photo's
   * @return the reduced photo; the photo itself if that is its size
   * @throws IllegalArgumentException if a side is below 1 or above the photo's, or the photo has
   *     over 8 421 504 rows
   */
  public static RgbImage reduce(RgbImage photo, int width, int height) {
    if (width < 1 || height < 1 || width > photo.width() || height > photo.height()) {
      throw new IllegalArgumentException(
          "a photo of "
              + photo.width()
              + " x "
              + photo.height()
              + " is not reduced to "
              + width
              + " x "
              + height);
    }
    if (width == photo.width() && height == photo.height()) {
      return photo;
    }
    if (photo.height() > MOST_ROWS) {
      throw new IllegalArgumentException(
          "a photo of " + photo.height() + " rows is not reduced, one of " + MOST_ROWS + " is");
    }
    return new Reduction(photo, width, height).result();
  }

  /**
   * One reduction. Lengths are counted in units of 1 / width of a photo pixel across and 1 / height
   * down, so that a photo pixel is width x height and a cell photo.width() x photo.height() units.
   * Rows are added up first, a channel at a time, which the processor does many pixels at once.
   */
  private static final class Reduction {
    private final RgbImage photo;
    private final int width;
    private final int height;
    private final int[][] sums;
    private final int[] reduced;
    private final long area;

    Reduction(RgbImage photo, int width, int height) {
      this.photo = photo;
      this.width = width;
      this.height = height;
      this.sums = new int[CHANNELS][photo.width()];
      this.reduced = new int[width * height];
      this.area = (long) photo.width() * photo.height();
    }

    RgbImage result() {
      IntBuffer pixels = photo.pixels();
      int[] row = new int[photo.width()];
      long end = photo.height();
      int line = 0;
      for (int y = 0; y < photo.height(); y++) {
        pixels.get(row);
        long top = (long) y * height;
        long bottom = top + height;
        add(row, (int) (Math.min(bottom, end) - top), sums[0], sums[1], sums[2]);
        if (bottom >= end) {
          for (int channel = 0; channel < CHANNELS; channel++) {
            write(sums[channel], line * width, 16 - 8 * channel);
            Arrays.fill(sums[channel], 0);
          }
          add(row, (int) (bottom - end), sums[0], sums[1], sums[2]);
          line++;
          end += photo.height();
        }
      }
      return RgbImage.wrap(width, height, reduced);
    }

    private static void add(int[] row, int weight, int[] red, int[] green, int[] blue) {
      for (int x = 0; x < row.length; x++) {
        int pixel = row[x];
        red[x] += weight * (pixel >> 16);
        green[x] += weight * (pixel >> 8 & 0xFF);
        blue[x] += weight * (pixel & 0xFF);
      }
    }

    /** Cuts a line of sums into cells and rounds each cell's mean. */
    private void write(int[] line, int at, int shift) {
      double share = 1.0 / area;
      int x = 0;
      long left = width;
      for (int i = 0; i < width; i++) {
        long need = line.length;
        long take = Math.min(left, need);
        long sum = take * line[x];
        need -= take;
        left -= take;
        long whole = 0;
        for (; need >= width; need -= width) {
          whole += line[++x];
        }
        sum += width * whole;
        if (left == 0 && x + 1 < line.length) {
          left = width - need;
          sum += need * line[++x];
        }
        sum += area / 2;
        // The product may be off by one next to a whole number, the remainder tells.
        long mean = (long) (sum * share);
        long rest = sum - mean * area;
        mean += rest < 0 ? -1 : rest >= area ? 1 : 0;
        reduced[at + i] |= (int) mean << shift;
      }
    }
  }
}
