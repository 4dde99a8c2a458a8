// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.instance;

import java.util.Arrays;

/**
 * Distance of each pixel of a piece from the nearest pixel outside of it, by the 5-7 chamfer metric
 * in two passes (Borgefors, 1986), relative to the maximum of the piece or to {@link #FAR},
 * whichever is less. The border of the image does not bound a piece.
 */
public final class ChamferDistance {
  /** Distance in pixels at and beyond which the result is 1. */
  public static final float FAR = 16;

  private ChamferDistance() {}

  /**
   * Distances of all pixels.
   *
   * @param fragment piece of each pixel, row by row, 0 for none
   * @return 0 to 1 for each pixel, 0 outside of pieces
   */
  public static float[] of(int w, int h, int[] fragment) {
    float[] depth = new float[w * h];
    Arrays.fill(depth, Float.MAX_VALUE);
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int i = y * w + x;
        if (fragment[i] == 0) {
          depth[i] = 0;
          continue;
        }
        step(fragment, depth, i, x > 0, i - 1, 1);
        step(fragment, depth, i, y > 0, i - w, 1);
        step(fragment, depth, i, y > 0 && x > 0, i - w - 1, 1.4f);
        step(fragment, depth, i, y > 0 && x < w - 1, i - w + 1, 1.4f);
      }
    }
    int maximum = Arrays.stream(fragment).max().orElse(0);
    float[] deepest = new float[maximum + 1];
    for (int y = h - 1; y >= 0; y--) {
      for (int x = w - 1; x >= 0; x--) {
        int i = y * w + x;
        if (fragment[i] == 0) {
          continue;
        }
        step(fragment, depth, i, x < w - 1, i + 1, 1);
        step(fragment, depth, i, y < h - 1, i + w, 1);
        step(fragment, depth, i, y < h - 1 && x < w - 1, i + w + 1, 1.4f);
        step(fragment, depth, i, y < h - 1 && x > 0, i + w - 1, 1.4f);
        deepest[fragment[i]] = Math.max(deepest[fragment[i]], depth[i]);
      }
    }
    for (int i = 0; i < depth.length; i++) {
      if (fragment[i] != 0) {
        depth[i] = Math.min(1, depth[i] / Math.min(FAR, deepest[fragment[i]]));
      }
    }
    return depth;
  }

  private static void step(
      int[] fragment, float[] depth, int i, boolean inside, int neighbour, float length) {
    if (inside) {
      float there = fragment[neighbour] == fragment[i] ? depth[neighbour] : 0;
      depth[i] = Math.min(depth[i], there + length);
    }
  }
}
