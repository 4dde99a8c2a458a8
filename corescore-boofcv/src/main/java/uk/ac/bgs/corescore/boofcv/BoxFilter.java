// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import boofcv.struct.image.GrayF32;

/**
 * A box filter: the mean over a square around each cell, of the cells inside the grid. Cost: two
 * passes by running sums, for any radius.
 */
final class BoxFilter {
  private BoxFilter() {}

  static GrayF32 of(GrayF32 plane, int radius) {
    if (radius == 0) {
      return plane.clone();
    }
    int width = plane.width;
    int height = plane.height;
    GrayF32 across = new GrayF32(width, height);
    for (int y = 0; y < height; y++) {
      line(plane.data, across.data, y * width, 1, width, radius);
    }
    GrayF32 mean = new GrayF32(width, height);
    for (int x = 0; x < width; x++) {
      line(across.data, mean.data, x, width, height, radius);
    }
    return mean;
  }

  private static void line(float[] in, float[] out, int at, int step, int length, int radius) {
    double sum = 0;
    int cells = 0;
    for (int i = 0; i < Math.min(radius, length); i++) {
      sum += in[at + i * step];
      cells++;
    }
    for (int i = 0; i < length; i++) {
      if (i + radius < length) {
        sum += in[at + (i + radius) * step];
        cells++;
      }
      if (i - radius > 0) {
        sum -= in[at + (i - radius - 1) * step];
        cells--;
      }
      out[at + i * step] = (float) (sum / cells);
    }
  }
}
