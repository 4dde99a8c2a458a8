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
    float[] line = new float[width];
    for (int y = 0; y < height; y++) {
      line(plane, y * width, width, r, line);
    }
    columns(plane, width, height, r);
  }

  /** All columns at once, row by row. */
  private static void columns(float[] plane, int width, int height, int r) {
    float[] was = plane.clone();
    double[] sums = new double[width];
    for (int k = -r; k <= r; k++) {
      int row = Math.max(0, Math.min(height - 1, k)) * width;
      for (int x = 0; x < width; x++) {
        sums[x] += was[row + x];
      }
    }
    float share = 1f / (2 * r + 1);
    for (int y = 0; y < height; y++) {
      int row = y * width;
      int next = Math.min(height - 1, y + r + 1) * width;
      int last = Math.max(0, y - r) * width;
      for (int x = 0; x < width; x++) {
        plane[row + x] = (float) sums[x] * share;
        sums[x] += was[next + x] - was[last + x];
      }
    }
  }

  private static void line(float[] plane, int start, int n, int r, float[] line) {
    System.arraycopy(plane, start, line, 0, n);
    double sum = 0;
    for (int k = -r; k <= r; k++) {
      sum += line[Math.max(0, Math.min(n - 1, k))];
    }
    float share = 1f / (2 * r + 1);
    for (int i = 0; i < n; i++) {
      plane[start + i] = (float) sum * share;
      sum += line[Math.min(n - 1, i + r + 1)] - line[Math.max(0, i - r)];
    }
  }
}
