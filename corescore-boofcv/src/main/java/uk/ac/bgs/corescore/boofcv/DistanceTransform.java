// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import boofcv.struct.image.GrayU8;

/**
 * Exact Euclidean distances, by the lower envelope of parabolas (Felzenszwalb and Huttenlocher,
 * "Distance Transforms of Sampled Functions", 2012). Cost: two skips the grid.
 */
final class DistanceTransform {
  /** Farther than any cell of a grid, and its square still an int. */
  private static final int FAR = 32767;

  private DistanceTransform() {}

  /**
   * The squared distance of each cell's centre to that of the nearest cell that is 0.
   *
   * @param outsideIsZero whether the cells around the grid count as 0; if not and no cell is 0, all
   *     distances are at the largest value
   * @return squared distances in cells, 0 on the cells that are 0
   */
  static int[] squared(GrayU8 cells, boolean outsideIsZero) {
    int width = cells.width;
    int height = cells.height;
    int[] down = new int[width * height];
    for (int x = 0; x < width; x++) {
      int distance = outsideIsZero ? 0 : FAR;
      for (int y = 0, i = x; y < height; y++, i += width) {
        distance = cells.data[i] == 0 ? 0 : Math.min(FAR, distance + 1);
        down[i] = distance;
      }
      distance = outsideIsZero ? 0 : FAR;
      for (int y = height - 1, i = y * width + x; y >= 0; y--, i -= width) {
        distance = cells.data[i] == 0 ? 0 : Math.min(FAR, distance + 1);
        down[i] = Math.min(down[i], distance);
      }
    }
    int pad = outsideIsZero ? 1 : 0;
    int n = width + 2 * pad;
    long[] f = new long[n];
    int[] parabola = new int[n];
    double[] from = new double[n + 1];
    int[] squared = new int[width * height];
    for (int y = 0; y < height; y++) {
      int row = y * width;
      for (int x = 0; x < width; x++) {
        f[x + pad] = (long) down[row + x] * down[row + x];
      }
      int last = 0;
      parabola[0] = 0;
      from[0] = Double.NEGATIVE_INFINITY;
      from[1] = Double.POSITIVE_INFINITY;
      for (int q = 1; q < n; q++) {
        double s = meet(f, q, parabola[last]);
        while (s <= from[last]) {
          last--;
          s = meet(f, q, parabola[last]);
        }
        last++;
        parabola[last] = q;
        from[last] = s;
        from[last + 1] = Double.POSITIVE_INFINITY;
      }
      int k = 0;
      for (int x = 0; x < width; x++) {
        int q = x + pad;
        while (from[k + 1] < q) {
          k++;
        }
        long dx = (long) q - parabola[k];
        squared[row + x] = (int) Math.min(Integer.MAX_VALUE, dx * dx + f[parabola[k]]);
      }
    }
    return squared;
  }

  private static double meet(long[] f, int q, int p) {
    return ((f[q] + (double) q * q) - (f[p] + (double) p * p)) / (2.0 * (q - p));
  }
}
