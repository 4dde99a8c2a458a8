// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.augmentation;

/** Mean filters of one plane, in place. */
public final class BoxFilter {
  private BoxFilter() {}

  /**
   * The mean of a square of side 2r + 1, with the border repeated outwards; the cost does not
   * depend on r.
   */
  public static void box(float[] plane, int width, int height, int r) {
    float[] line = new float[Math.max(width, height)];
    for (int y = 0; y < height; y++) {
      line(plane, y * width, 1, width, r, line);
    }
    for (int x = 0; x < width; x++) {
      line(plane, x, width, height, r, line);
    }
  }

  private static void line(float[] plane, int start, int step, int n, int r, float[] line) {
    for (int i = 0; i < n; i++) {
      line[i] = plane[start + i * step];
    }
    double sum = 0;
    for (int k = -r; k <= r; k++) {
      sum += line[Math.max(0, Math.min(n - 1, k))];
    }
    float share = 1f / (2 * r + 1);
    for (int i = 0; i < n; i++) {
      plane[start + i * step] = (float) sum * share;
      sum += line[Math.min(n - 1, i + r + 1)] - line[Math.max(0, i - r)];
    }
  }
}
