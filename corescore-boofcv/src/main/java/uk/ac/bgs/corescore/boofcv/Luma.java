// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import java.nio.IntBuffer;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Luma (ITU-R BT.601) of an image, row by row.
 *
 * @param width columns
 * @param height rows
 * @param values 0 to 255
 */
@SuppressWarnings("ArrayRecordComponent") // on its way from one step to the next
record Luma(int width, int height, float[] values) {
  static Luma of(RgbImage picture) {
    float[] values = new float[picture.width() * picture.height()];
    IntBuffer pixels = picture.pixels();
    for (int i = 0; i < values.length; i++) {
      int rgb = pixels.get(i);
      values[i] = 0.299f * (rgb >> 16 & 0xff) + 0.587f * (rgb >> 8 & 0xff) + 0.114f * (rgb & 0xff);
    }
    return new Luma(picture.width(), picture.height(), values);
  }

  float at(int x, int y) {
    return values[y * width + x];
  }

  /** The means of squares of four cells. */
  Luma halved() {
    int w = width / 2;
    int h = height / 2;
    float[] means = new float[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        means[y * w + x] =
            (at(2 * x, 2 * y)
                    + at(2 * x + 1, 2 * y)
                    + at(2 * x, 2 * y + 1)
                    + at(2 * x + 1, 2 * y + 1))
                / 4;
      }
    }
    return new Luma(w, h, means);
  }

  /**
   * Smoothed each way by a symmetric kernel of five.
   *
   * @param centre weight of the cell itself
   * @param next of each of its neighbours
   * @param far of those behind them
   */
  Luma smoothed(float centre, float next, float far) {
    float[] across = new float[values.length];
    float[] both = new float[values.length];
    float[] kernel = {centre, next, far};
    for (int y = 0; y < height; y++) {
      line(values, across, y * width, 1, width, kernel);
    }
    for (int x = 0; x < width; x++) {
      line(across, both, x, width, height, kernel);
    }
    return new Luma(width, height, both);
  }

  /** Smoothed by a Gaussian of deviation 1, to a binomial of five. */
  Luma smoothed() {
    return smoothed(6 / 16f, 4 / 16f, 1 / 16f);
  }

  private static void line(
      float[] in, float[] out, int first, int step, int length, float[] kernel) {
    for (int i = 0; i < length; i++) {
      float a = in[first + Math.max(0, i - 2) * step];
      float b = in[first + Math.max(0, i - 1) * step];
      float c = in[first + i * step];
      float d = in[first + Math.min(length - 1, i + 1) * step];
      float e = in[first + Math.min(length - 1, i + 2) * step];
      out[first + i * step] = kernel[0] * c + kernel[1] * (b + d) + kernel[2] * (a + e);
    }
  }
}
