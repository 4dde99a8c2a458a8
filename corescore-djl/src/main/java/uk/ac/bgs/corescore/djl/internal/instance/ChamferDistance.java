// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.instance;

import java.util.HashMap;
import java.util.Map;

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
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int i = y * w + x;
        if (fragment[i] != 0) {
          float d = Float.MAX_VALUE;
          d = x > 0 ? least(fragment, depth, i, i - 1, 1, d) : d;
          d = y > 0 ? least(fragment, depth, i, i - w, 1, d) : d;
          d = y > 0 && x > 0 ? least(fragment, depth, i, i - w - 1, 1.4f, d) : d;
          depth[i] = y > 0 && x < w - 1 ? least(fragment, depth, i, i - w + 1, 1.4f, d) : d;
        }
      }
    }
    int[] piece = new int[w * h];
    float[] deepest = new float[numbered(fragment, piece)];
    for (int y = h - 1; y >= 0; y--) {
      for (int x = w - 1; x >= 0; x--) {
        int i = y * w + x;
        if (fragment[i] != 0) {
          float d = depth[i];
          d = x < w - 1 ? least(fragment, depth, i, i + 1, 1, d) : d;
          d = y < h - 1 ? least(fragment, depth, i, i + w, 1, d) : d;
          d = y < h - 1 && x < w - 1 ? least(fragment, depth, i, i + w + 1, 1.4f, d) : d;
          d = y < h - 1 && x > 0 ? least(fragment, depth, i, i + w - 1, 1.4f, d) : d;
          depth[i] = d;
          deepest[piece[i]] = d > deepest[piece[i]] ? d : deepest[piece[i]];
        }
      }
    }
    for (int i = 0; i < depth.length; i++) {
      if (fragment[i] != 0) {
        depth[i] = Math.min(1, depth[i] / Math.min(FAR, deepest[piece[i]]));
      }
    }
    return depth;
  }

  /** The distance by a neighbour, or that found before if it is less. */
  private static float least(
      int[] fragment, float[] depth, int i, int neighbour, float length, float before) {
    float there = fragment[neighbour] == fragment[i] ? depth[neighbour] + length : length;
    return there < before ? there : before;
  }

  /**
   * Numbers the pieces from 1 in the order of their first pixels; their own numbers may be large.
   *
   * @param number becomes that of each pixel, 0 for none
   * @return one more than the last
   */
  private static int numbered(int[] fragment, int[] number) {
    Map<Integer, Integer> numbers = new HashMap<>();
    int before = 0;
    int same = 0;
    for (int i = 0; i < fragment.length; i++) {
      if (fragment[i] != before) {
        before = fragment[i];
        same = before == 0 ? 0 : numbers.computeIfAbsent(before, id -> numbers.size() + 1);
      }
      number[i] = same;
    }
    return numbers.size() + 1;
  }
}
