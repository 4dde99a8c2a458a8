// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

/**
 * Value noise on a lattice, summed over octaves, and cellular noise (Worley, "A Cellular Texture
 * Basis Function", 1996), in strict arithmetic, the same on every machine.
 */
final class Noise {
  private Noise() {}

  /** A cell of {@link #cell}: which one, and how far the point is from its centre and the next. */
  static final class Cell {
    /** Random bits of the cell. */
    int hash;

    /** Distance to the nearest centre, in cells. */
    double near;

    /** Distance to the second nearest centre, in cells. */
    double next;
  }

  static int hash(int seed, int x, int y) {
    int h = seed + x * 0x27D4EB2F + y * 0x165667B1;
    h = (h ^ (h >>> 15)) * 0x2C1B3C6D;
    h = (h ^ (h >>> 12)) * 0x297A2D39;
    return h ^ (h >>> 15);
  }

  /** -1 to 1 of random bits. */
  static double signed(int hash) {
    return hash * 0x1.0p-31;
  }

  /** 0 to 1 of random bits. */
  static double unit(int hash) {
    return (hash >>> 1) * 0x1.0p-31;
  }

  private static int floor(double x) {
    int i = (int) x;
    return x < i ? i - 1 : i;
  }

  /** Smooth noise in -1 to 1 that changes within one unit of x and y. */
  static double smooth(int seed, double x, double y) {
    int xi = floor(x);
    int yi = floor(y);
    double fx = x - xi;
    double fy = y - yi;
    fx = fx * fx * (3 - 2 * fx);
    fy = fy * fy * (3 - 2 * fy);
    int a = hash(seed, xi, yi);
    int b = hash(seed, xi + 1, yi);
    int c = hash(seed, xi, yi + 1);
    int d = hash(seed, xi + 1, yi + 1);
    double top = a + fx * ((double) b - a);
    double bottom = c + fx * ((double) d - c);
    return (top + fy * (bottom - top)) * 0x1.0p-31;
  }

  /** Smooth noise along a line. */
  static double smooth(int seed, double x) {
    int xi = floor(x);
    double fx = x - xi;
    fx = fx * fx * (3 - 2 * fx);
    int a = hash(seed, xi, 0);
    int b = hash(seed, xi + 1, 0);
    return (a + fx * ((double) b - a)) * 0x1.0p-31;
  }

  /**
   * Noise at several scales, each half the one before, in about -1 to 1.
   *
   * @param wave longest wavelength, in the units of x and y
   * @param octaves how many scales at most
   * @param finest no scale below this wavelength, for what a pixel cannot show
   */
  static double octaves(int seed, double x, double y, double wave, int octaves, double finest) {
    double sum = 0;
    double weight = 1;
    double all = 0;
    double w = wave;
    double u = x;
    double v = y;
    for (int i = 0; i < octaves && (i == 0 || w >= finest); i++) {
      sum += weight * smooth(seed + i * 0x3C6EF372, u / w, v / w);
      all += weight;
      weight *= 0.55;
      w *= 0.5;
      // Turned by the angle of the triangle 3, 4, 5, so that no lattice shows through.
      double turned = 0.8 * u - 0.6 * v;
      v = 0.6 * u + 0.8 * v;
      u = turned;
    }
    return sum / all * 1.4;
  }

  /** The cell of irregular paving that a point lies in. */
  static void cell(int seed, double x, double y, Cell cell) {
    int xi = floor(x);
    int yi = floor(y);
    double near = 9;
    double next = 9;
    int best = 0;
    for (int j = -1; j <= 1; j++) {
      for (int i = -1; i <= 1; i++) {
        int h = hash(seed, xi + i, yi + j);
        double dx = xi + i + (h & 0xFFFF) * 0x1.0p-16 - x;
        double dy = yi + j + (h >>> 16) * 0x1.0p-16 - y;
        double d = dx * dx + dy * dy;
        if (d < near) {
          next = near;
          near = d;
          best = h;
        } else if (d < next) {
          next = d;
        }
      }
    }
    cell.hash = hash(best, 17, 3);
    cell.near = Math.sqrt(near);
    cell.next = Math.sqrt(next);
  }
}
