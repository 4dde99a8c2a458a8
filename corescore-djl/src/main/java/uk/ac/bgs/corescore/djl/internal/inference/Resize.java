// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.inference;

import java.nio.IntBuffer;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.image.RgbImage;

/** Resamples photos to the network's grid. */
public final class Resize {
  private static final int ONE = 256;

  private Resize() {}

  /**
   * Scales a photo: area means to reduce, bilinear to enlarge.
   *
   * @param scale cells per pixel
   */
  static RgbImage scaled(RgbImage photo, double scale) {
    double columns = scale * photo.width();
    // The width of an image thinner than a cell is no measure of its scale.
    return columns < 1
        ? PhotoReducer.reduce(photo, 1, (int) Math.round(scale * photo.height()))
        : toWidth(photo, (int) Math.round(columns));
  }

  /** Scales a photo to some columns, and rows in proportion. */
  private static RgbImage toWidth(RgbImage photo, int width) {
    int height = Math.max(1, Math.round((float) photo.height() * width / photo.width()));
    return width <= photo.width() && height <= photo.height()
        ? PhotoReducer.reduce(photo, width, height)
        : enlarged(photo, width, height);
  }

  /** Scales a photo to a maximum side, as {@link #scaled}. */
  public static RgbImage toMaximumSide(RgbImage photo, int side) {
    return scaled(photo, (double) side / Math.max(photo.width(), photo.height()));
  }

  /** Mirrors an image: left to right, top to bottom, or both. */
  static RgbImage mirrored(RgbImage image, boolean sideways, boolean upDown) {
    if (!sideways && !upDown) {
      return image;
    }
    int width = image.width();
    int height = image.height();
    IntBuffer from = image.pixels();
    int[] to = new int[width * height];
    for (int y = 0; y < height; y++) {
      int row = (upDown ? height - 1 - y : y) * width;
      for (int x = 0; x < width; x++) {
        to[y * width + x] = from.get(row + (sideways ? width - 1 - x : x));
      }
    }
    return RgbImage.wrap(width, height, to);
  }

  /** Enlarges bilinearly, with weights of 256ths. */
  private static RgbImage enlarged(RgbImage photo, int width, int height) {
    int[] pixels = new int[photo.width() * photo.height()];
    photo.pixels().get(pixels);
    int[] lefts = new int[width];
    int[] rights = new int[width];
    int[] ways = new int[width];
    for (int x = 0; x < width; x++) {
      double u = Math.max(0, (x + 0.5) * photo.width() / width - 0.5);
      lefts[x] = Math.min((int) u, photo.width() - 1);
      rights[x] = Math.min(lefts[x] + 1, photo.width() - 1);
      ways[x] = (int) (ONE * (u - lefts[x]) + 0.5);
    }
    int[] to = new int[Math.multiplyExact(width, height)];
    int[] red = new int[photo.width()];
    int[] green = new int[photo.width()];
    int[] blue = new int[photo.width()];
    for (int y = 0; y < height; y++) {
      double v = Math.max(0, (y + 0.5) * photo.height() / height - 0.5);
      int row = Math.min((int) v, photo.height() - 1);
      int top = row * photo.width();
      int bottom = Math.min(row + 1, photo.height() - 1) * photo.width();
      int down = (int) (ONE * (v - row) + 0.5);
      interpolate(pixels, top, bottom, down, red, green, blue);
      for (int x = 0; x < width; x++) {
        int left = lefts[x];
        int right = rights[x];
        int way = ways[x];
        to[y * width + x] =
            mixed(red[left], red[right], way) << 16
                | mixed(green[left], green[right], way) << 8
                | mixed(blue[left], blue[right], way);
      }
    }
    return RgbImage.wrap(width, height, to);
  }

  /** Interpolates two rows of pixels in 256ths, a channel at a time. */
  private static void interpolate(
      int[] pixels, int top, int bottom, int down, int[] red, int[] green, int[] blue) {
    int up = ONE - down;
    for (int x = 0; x < red.length; x++) {
      int upper = pixels[top + x];
      int lower = pixels[bottom + x];
      red[x] = (upper >> 16) * up + (lower >> 16) * down;
      green[x] = (upper >> 8 & 0xff) * up + (lower >> 8 & 0xff) * down;
      blue[x] = (upper & 0xff) * up + (lower & 0xff) * down;
    }
  }

  private static int mixed(int left, int right, int way) {
    return (ONE * left + (right - left) * way + ONE * ONE / 2) >> 16;
  }
}
