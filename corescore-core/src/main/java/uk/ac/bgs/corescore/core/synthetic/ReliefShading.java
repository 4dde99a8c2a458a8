// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

import java.util.Arrays;

/**
 * Shades a relief: lamps from the sides with cast shadows (each lamp has several sample points, for
 * the penumbra), and ambient occlusion in gaps.
 *
 * <p>Cost: about nine skips the pixels. Shadows are found in one sweep a lamp point: a pixel's
 * shadow is as high as that of its neighbour towards the lamp less the fall of the ray.
 */
final class ReliefShading {
  /** Points of a lamp, for its penumbra. */
  private static final int POINTS = 5;

  private final Canvas canvas;
  private final float[] free;
  private final float[] lit;
  private final float[] work;

  ReliefShading(Canvas canvas) {
    this.canvas = canvas;
    this.lit = new float[canvas.top.length];
    this.free = new float[canvas.top.length];
    this.work = new float[canvas.top.length];
  }

  /**
   * Adds a lamp.
   *
   * @param toX where the light comes from, along X; with toY of length 1
   * @param toY where it comes from, along Y
   * @param rise tangent of its height above the bench
   * @param power of its light on a surface that faces it
   */
  void lamp(double toX, double toY, double rise, double power) {
    Arrays.fill(free, 0);
    for (int k = 0; k < POINTS; k++) {
      double off = k - (POINTS - 1) / 2.0;
      double x = toX - 0.05 * off * toY;
      double y = toY + 0.05 * off * toX;
      double norm = Math.sqrt(x * x + y * y);
      sweep(x / norm, y / norm, rise * (1 + 0.05 * off));
      for (int i = 0; i < free.length; i++) {
        free[i] += Math.max(0, Math.min(1, 1 - (work[i] - canvas.top[i] - 0.2f) * 0.5f));
      }
    }
    shine(toX, toY, rise, power / POINTS);
  }

  /** Fills {@code work} with the height up to which each pixel lies in shadow. */
  private void sweep(double ax, double ay, double rise) {
    int w = canvas.width;
    int h = canvas.height;
    float[] top = canvas.top;
    int sx = ax >= 0 ? 1 : -1;
    int sy = ay >= 0 ? 1 : -1;
    double fx = Math.abs(ax);
    double fy = Math.abs(ay);
    boolean flat = fx >= fy;
    // Along the longer axis one step back, along the shorter one a part of a step.
    float part = (float) (flat ? fy / fx : fx / fy);
    float fall = (float) (canvas.mm * rise * Math.sqrt(1 + part * part));
    for (int b = 0; b < h; b++) {
      int y = sy > 0 ? h - 1 - b : b;
      int row = y * w;
      int up = row + sy * w;
      for (int a = 0; a < w; a++) {
        int x = sx > 0 ? w - 1 - a : a;
        int i = row + x;
        float shadow = 0;
        boolean side = a > 0;
        boolean above = b > 0;
        if (side && above) {
          float diagonal = work[up + x + sx];
          float straight = flat ? work[i + sx] : work[up + x];
          shadow = straight + part * (diagonal - straight) - fall;
        } else if (flat && side) {
          shadow = work[i + sx] - fall;
        } else if (!flat && above) {
          shadow = work[up + x] - fall;
        }
        work[i] = Math.max(top[i], shadow);
      }
    }
  }

  private void shine(double ax, double ay, double rise, double power) {
    int w = canvas.width;
    int h = canvas.height;
    float[] top = canvas.top;
    double norm = 1 / Math.sqrt(1 + rise * rise);
    float lx = (float) (ax * norm);
    float ly = (float) (ay * norm);
    float lz = (float) (rise * norm);
    float inv = (float) (1 / (2 * canvas.mm));
    for (int y = 0; y < h; y++) {
      int up = y > 0 ? -w : 0;
      int down = y < h - 1 ? w : 0;
      for (int x = 0; x < w; x++) {
        int i = y * w + x;
        if (free[i] <= 0) {
          continue;
        }
        float gx = slope((top[i + (x < w - 1 ? 1 : 0)] - top[i - (x > 0 ? 1 : 0)]) * inv);
        float gy = slope((top[i + down] - top[i + up]) * inv);
        float face = (lz - gx * lx - gy * ly) / (float) Math.sqrt(1 + gx * gx + gy * gy);
        if (face > 0) {
          lit[i] += (float) power * face * free[i];
        }
      }
    }
  }

  private static float slope(float slope) {
    return Math.max(-1.2f, Math.min(1.2f, slope));
  }

  /**
   * Adds light from all round, less where the surroundings are higher.
   *
   * @param power on an open plane
   */
  float[] finish(double power) {
    float[] near = blur(Math.max(1, (int) (1.2 / canvas.mm + 0.5)));
    float[] open = new float[near.length];
    for (int i = 0; i < open.length; i++) {
      open[i] = 1 / (1 + 0.22f * Math.max(0, near[i] - canvas.top[i]));
    }
    float[] far = blur(Math.max(2, (int) (11 / canvas.mm + 0.5)));
    for (int i = 0; i < open.length; i++) {
      float dark = open[i] / (1 + 0.055f * Math.max(0, far[i] - canvas.top[i]));
      lit[i] = lit[i] * (0.25f + 0.75f * open[i]) + (float) power * dark;
    }
    return lit;
  }

  /** The heights, averaged over a square of so many pixels to each side. */
  private float[] blur(int reach) {
    int w = canvas.width;
    int h = canvas.height;
    float[] out = new float[w * h];
    double[] prefix = new double[w + 1];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        prefix[x + 1] = prefix[x] + canvas.top[y * w + x];
      }
      for (int x = 0; x < w; x++) {
        int a = Math.max(0, x - reach);
        int b = Math.min(w, x + reach + 1);
        work[y * w + x] = (float) ((prefix[b] - prefix[a]) / (b - a));
      }
    }
    double[] sum = new double[w];
    int rows = 0;
    for (int y = -reach; y < h; y++) {
      if (y + reach < h) {
        add(sum, (y + reach) * w, 1);
        rows++;
      }
      if (y - reach - 1 >= 0) {
        add(sum, (y - reach - 1) * w, -1);
        rows--;
      }
      if (y >= 0) {
        for (int x = 0; x < w; x++) {
          out[y * w + x] = (float) (sum[x] / rows);
        }
      }
    }
    Arrays.fill(sum, 0);
    return out;
  }

  private void add(double[] sum, int row, int sign) {
    for (int x = 0; x < sum.length; x++) {
      sum[x] += sign * (double) work[row + x];
    }
  }
}
