// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import java.util.Arrays;

/**
 * Markers for the watershed, one per piece of a shape: the wide parts that only necks join.
 *
 * <p>Cells are taken from the deepest (farthest from the shape's edge) to the shallowest. Where two
 * pieces meet, the depth of the meeting cell is half the neck's width, and the depth of the
 * shallower piece's deepest cell half that piece's width. If the neck is at least {@code share} as
 * wide as the piece, the two are one. This is the choice of maxima by their dynamics (Grimaud, "A
 * New Measure of Contrast: the Dynamics", 1992), made relative to the size of the piece, so that a
 * long piece of even width is not cut however its edge wavers.
 */
final class WatershedMarkers {
  private WatershedMarkers() {}

  /**
   * Finds the seeds.
   *
   * @param width columns
   * @param squared squared distance of each cell to the shape's edge, 0 outside of it
   * @param share the neck's width over the piece's, from which on they are one, 0 to 1
   * @return for each cell its seed, 1 to n, or 0; no two seeds touch
   */
  static int[] find(int width, int[] squared, double share) {
    int height = squared.length / width;
    int[] order = fromDeepest(squared);
    int[] piece = new int[squared.length];
    Arrays.fill(piece, -1);
    int[] parent = new int[squared.length];
    double limit = share * share;
    for (int cell : order) {
      int x = cell % width;
      int y = cell / width;
      int deepest = -1;
      for (int dy = y > 0 ? -1 : 0; dy <= (y < height - 1 ? 1 : 0); dy++) {
        for (int dx = x > 0 ? -1 : 0; dx <= (x < width - 1 ? 1 : 0); dx++) {
          int next = piece[cell + dy * width + dx];
          if (next >= 0) {
            int root = root(parent, next);
            if (deepest < 0 || deeper(squared, root, deepest)) {
              deepest = root;
            }
          }
        }
      }
      if (deepest < 0) {
        parent[cell] = cell;
        piece[cell] = cell;
        continue;
      }
      piece[cell] = deepest;
      for (int dy = y > 0 ? -1 : 0; dy <= (y < height - 1 ? 1 : 0); dy++) {
        for (int dx = x > 0 ? -1 : 0; dx <= (x < width - 1 ? 1 : 0); dx++) {
          int next = piece[cell + dy * width + dx];
          if (next >= 0) {
            int root = root(parent, next);
            if (root != deepest && squared[cell] >= limit * squared[root]) {
              parent[root] = deepest;
            }
          }
        }
      }
    }
    return grow(width, squared, order, piece, parent, limit);
  }

  /** A piece is named by its deepest cell; of two as deep the first one found comes first. */
  private static boolean deeper(int[] squared, int a, int b) {
    return squared[a] > squared[b] || (squared[a] == squared[b] && a < b);
  }

  private static int root(int[] parent, int cell) {
    int root = cell;
    while (parent[root] != root) {
      root = parent[root];
    }
    int at = cell;
    while (parent[at] != root) {
      int next = parent[at];
      parent[at] = root;
      at = next;
    }
    return root;
  }

  /** The seeds: of each piece the cells around its deepest that are deeper than any neck of it. */
  private static int[] grow(
      int width, int[] squared, int[] order, int[] piece, int[] parent, double limit) {
    int height = squared.length / width;
    int[] seeds = new int[squared.length];
    int[] stack = new int[squared.length];
    int count = 0;
    for (int cell : order) {
      if (piece[cell] != cell || parent[cell] != cell) {
        continue;
      }
      count++;
      double floor = limit * squared[cell];
      int size = 0;
      stack[size++] = cell;
      seeds[cell] = count;
      while (size > 0) {
        int at = stack[--size];
        int x = at % width;
        int y = at / width;
        for (int dy = y > 0 ? -1 : 0; dy <= (y < height - 1 ? 1 : 0); dy++) {
          for (int dx = x > 0 ? -1 : 0; dx <= (x < width - 1 ? 1 : 0); dx++) {
            int next = at + dy * width + dx;
            if (squared[next] > 0
                && seeds[next] == 0
                && squared[next] >= floor
                && root(parent, piece[next]) == cell) {
              seeds[next] = count;
              stack[size++] = next;
            }
          }
        }
      }
    }
    return seeds;
  }

  /** The cells of the shape by falling depth, those of one depth in the grid's order. */
  private static int[] fromDeepest(int[] squared) {
    int shape = 0;
    for (int depth : squared) {
      shape += depth > 0 ? 1 : 0;
    }
    long[] keys = new long[shape];
    int at = 0;
    for (int i = 0; i < squared.length; i++) {
      if (squared[i] > 0) {
        keys[at++] = (long) (Integer.MAX_VALUE - squared[i]) << 32 | i;
      }
    }
    Arrays.sort(keys);
    int[] order = new int[shape];
    for (int i = 0; i < shape; i++) {
      order[i] = (int) keys[i];
    }
    return order;
  }
}
