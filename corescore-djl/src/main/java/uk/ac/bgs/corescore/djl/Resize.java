// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.nio.IntBuffer;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.image.RgbImage;

/** A photo on the network's grid. */
final class Resize {
  private Resize() {}

  /** The photo with so many columns and rows in proportion: means of cells, or bilinear. */
  static RgbImage toWidth(RgbImage photo, int width) {
    int height = Math.max(1, Math.round((float) photo.height() * width / photo.width()));
    return width <= photo.width() && height <= photo.height()
        ? PhotoReducer.reduce(photo, width, height)
        : enlarged(photo, width, height);
  }

  /** The image in a mirror: left to right, top to bottom, or both. */
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

  private static RgbImage enlarged(RgbImage photo, int width, int height) {
    IntBuffer from = photo.pixels();
    int[] to = new int[Math.multiplyExact(width, height)];
    for (int y = 0; y < height; y++) {
      double v = Math.max(0, (y + 0.5) * photo.height() / height - 0.5);
      int top = Math.min((int) v, photo.height() - 1);
      int bottom = Math.min(top + 1, photo.height() - 1);
      double fy = v - top;
      for (int x = 0; x < width; x++) {
        double u = Math.max(0, (x + 0.5) * photo.width() / width - 0.5);
        int left = Math.min((int) u, photo.width() - 1);
        int right = Math.min(left + 1, photo.width() - 1);
        double fx = u - left;
        int a = from.get(top * photo.width() + left);
        int b = from.get(top * photo.width() + right);
        int c = from.get(bottom * photo.width() + left);
        int d = from.get(bottom * photo.width() + right);
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
          double upper = (a >> shift & 0xff) * (1 - fx) + (b >> shift & 0xff) * fx;
          double lower = (c >> shift & 0xff) * (1 - fx) + (d >> shift & 0xff) * fx;
          rgb = rgb << 8 | (int) Math.round(upper * (1 - fy) + lower * fy);
        }
        to[y * width + x] = rgb;
      }
    }
    return RgbImage.wrap(width, height, to);
  }
}
