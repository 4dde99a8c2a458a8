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
 * <p>Cost: one pass over the photo's pixels; memory of one reduced row besides the result. Without
 * state; safe for use by many threads.
 */
public final class PhotoReducer {
  private static final int CHANNELS = 3;

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
   * @throws IllegalArgumentException if a side is below 1 or above the photo's
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
    // Lengths are counted in units of 1 / width of a photo pixel across and 1 / height down, so
    // that a photo pixel is width x height and a cell photo.width() x photo.height() units.
    int[] row = new int[photo.width()];
    long[] across = new long[CHANNELS * width];
    long[] sums = new long[CHANNELS * width];
    int[] reduced = new int[width * height];
    IntBuffer pixels = photo.pixels();
    long cell = photo.height();
    long end = cell;
    int at = 0;
    for (int y = 0; y < photo.height(); y++) {
      pixels.get(row);
      reduceRow(row, width, across);
      long top = (long) y * height;
      long bottom = top + height;
      add(sums, across, Math.min(bottom, end) - top);
      if (bottom >= end) {
        write(sums, (long) photo.width() * photo.height(), reduced, at);
        at += width;
        Arrays.fill(sums, 0);
        add(sums, across, bottom - end);
        end += cell;
      }
    }
    return RgbImage.wrap(width, height, reduced);
  }

  private static void reduceRow(int[] row, int width, long[] across) {
    int x = 0;
    long left = width;
    for (int i = 0; i < width; i++) {
      long need = row.length;
      long take = Math.min(left, need);
      int pixel = row[x];
      long red = take * (pixel >> 16);
      long green = take * (pixel >> 8 & 0xFF);
      long blue = take * (pixel & 0xFF);
      need -= take;
      left -= take;
      int whole = (int) (need / width);
      long wholeRed = 0;
      long wholeGreen = 0;
      long wholeBlue = 0;
      for (int k = 0; k < whole; k++) {
        pixel = row[++x];
        wholeRed += pixel >> 16;
        wholeGreen += pixel >> 8 & 0xFF;
        wholeBlue += pixel & 0xFF;
      }
      red += width * wholeRed;
      green += width * wholeGreen;
      blue += width * wholeBlue;
      need -= (long) width * whole;
      if (left == 0 && x + 1 < row.length) {
        x++;
        left = width;
        pixel = row[x];
        red += need * (pixel >> 16);
        green += need * (pixel >> 8 & 0xFF);
        blue += need * (pixel & 0xFF);
        left -= need;
      }
      across[CHANNELS * i] = red;
      across[CHANNELS * i + 1] = green;
      across[CHANNELS * i + 2] = blue;
    }
  }

  private static void add(long[] sums, long[] across, long weight) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * across[i];
    }
  }

  private static void write(long[] sums, long area, int[] reduced, int at) {
    long half = area / 2;
    for (int i = 0, k = 0; k < sums.length; i++, k += CHANNELS) {
      int red = (int) ((sums[k] + half) / area);
      int green = (int) ((sums[k + 1] + half) / area);
      int blue = (int) ((sums[k + 2] + half) / area);
      reduced[at + i] = red << 16 | green << 8 | blue;
    }
  }
}
