// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.measure;

/**
 * The convex hull of a fragment's cells, computed from the left and right ends of its rows.
 *
 * <p>Points are cell corners. The hull is Andrew's monotone chain (1979) along the rows, the
 * smallest rectangle around it has a side on one of the hull's edges (Freeman and Shapira 1975) and
 * is found with rotating calipers (Toussaint 1983). Cost: linear in the rows.
 */
final class ConvexHull {
  private final double[] xs;
  private final double[] ys;
  private int size;

  /**
   * Builds the hull.
   *
   * @param top first row
   * @param from first entry of the fragment's rows in the two arrays
   * @param rows number of rows
   * @param lefts first column of each row, {@code Integer.MAX_VALUE} for a row without cells
   * @param rights last column plus one of each row, {@code Integer.MIN_VALUE} for a row without
   *     cells
   */
  ConvexHull(int top, int from, int rows, int[] lefts, int[] rights) {
    xs = new double[2 * rows + 2];
    ys = new double[2 * rows + 2];
    for (int line = 0; line <= rows; line++) {
      int above = line == 0 ? Integer.MAX_VALUE : lefts[from + line - 1];
      int below = line == rows ? Integer.MAX_VALUE : lefts[from + line];
      add(Math.min(above, below), top + line, 0);
    }
    int turn = size;
    for (int line = rows; line >= 0; line--) {
      int above = line == 0 ? Integer.MIN_VALUE : rights[from + line - 1];
      int below = line == rows ? Integer.MIN_VALUE : rights[from + line];
      add(Math.max(above, below), top + line, turn);
    }
  }

  private void add(int x, int y, int chainStart) {
    if (x == Integer.MAX_VALUE || x == Integer.MIN_VALUE) {
      return;
    }
    // Down the left side and up the right one every turn is to the left of the way (y down).
    while (size >= chainStart + 2 && cross(size - 2, size - 1, x, y) >= 0) {
      size--;
    }
    xs[size] = x;
    ys[size++] = y;
  }

  /** Above zero where the point lies to the right of the way from a to b (y down). */
  private double cross(int a, int b, double x, double y) {
    return (xs[b] - xs[a]) * (y - ys[a]) - (ys[b] - ys[a]) * (x - xs[a]);
  }

  double area() {
    double twice = 0;
    for (int i = 0; i < size; i++) {
      int j = next(i);
      twice += (xs[i] - xs[0]) * (ys[j] - ys[0]) - (xs[j] - xs[0]) * (ys[i] - ys[0]);
    }
    return Math.abs(twice) / 2;
  }

  private int next(int i) {
    return i + 1 == size ? 0 : i + 1;
  }

  /** Longer and shorter side of the smallest rectangle around the hull. */
  double[] smallestRectangle() {
    double bestArea = Double.POSITIVE_INFINITY;
    double[] sides = {0, 0};
    int far = 1;
    int ahead = 1;
    int behind = 0;
    for (int i = 0; i < size; i++) {
      int j = next(i);
      double length = Math.hypot(xs[j] - xs[i], ys[j] - ys[i]);
      double ux = (xs[j] - xs[i]) / length;
      double uy = (ys[j] - ys[i]) / length;
      while (dot(next(ahead), ux, uy) > dot(ahead, ux, uy)) {
        ahead = next(ahead);
      }
      if (i == 0) {
        far = ahead;
      }
      // The hull's inside is to the left of its edges (y down): (uy, -ux) points into it.
      while (dot(next(far), uy, -ux) > dot(far, uy, -ux)) {
        far = next(far);
      }
      if (i == 0) {
        behind = far;
      }
      while (dot(next(behind), -ux, -uy) > dot(behind, -ux, -uy)) {
        behind = next(behind);
      }
      double along = dot(ahead, ux, uy) - dot(behind, ux, uy);
      double across = dot(far, uy, -ux) - dot(i, uy, -ux);
      if (along * across < bestArea) {
        bestArea = along * across;
        sides = new double[] {Math.max(along, across), Math.min(along, across)};
      }
    }
    return sides;
  }

  private double dot(int point, double ux, double uy) {
    return xs[point] * ux + ys[point] * uy;
  }
}
