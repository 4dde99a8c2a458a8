// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.util.Arrays;

/**
 * Parts rock into pieces by what the network learnt of boundaries and distances: a watershed
 * (Vincent and Soille, 1991) of the boundary's likelihood less the distance, from seeds where the
 * middle of a piece is likely and its boundary is not. Cost: a few passes over the cells.
 */
final class LearntWatershed {
  private static final int TOP = Prediction.TOP;
  private static final int LEVELS = TOP + 1;

  private final int width;
  private final int height;
  private final boolean[] rock;
  private final int[] piece;
  private final int[] stack;
  private int pieces;

  private LearntWatershed(int width, int height, boolean[] rock) {
    this.width = width;
    this.height = height;
    this.rock = rock;
    this.piece = new int[rock.length];
    this.stack = new int[rock.length];
  }

  /**
   * The piece of each cell, from 1 without gaps in the order of their first cells, 0 for none.
   *
   * @param rock where rock is
   * @param boundary likelihood of the boundary, unsigned bytes with 255 for 1
   * @param distance from the boundary, likewise
   * @param seed from what distance, less the share that the boundary takes, a cell is a seed
   * @param minArea cells of the smallest piece; smaller ones are left out
   */
  static int[] part(
      int width,
      int height,
      boolean[] rock,
      byte[] boundary,
      byte[] distance,
      double seed,
      int minArea) {
    LearntWatershed shed = new LearntWatershed(width, height, rock);
    boolean[] seeds = new boolean[rock.length];
    byte[] energy = new byte[rock.length];
    // By half a step more: what is the limit itself has been rounded up.
    double least = (seed * TOP + 0.5) * TOP;
    for (int i = 0; i < rock.length; i++) {
      int near = boundary[i] & 0xff;
      int deep = distance[i] & 0xff;
      seeds[i] = rock[i] && deep * (TOP - near) > least;
      energy[i] = (byte) ((TOP - deep + near + 1) / 2);
    }
    shed.connect(seeds);
    shed.flood(energy);
    shed.connect(rock);
    return shed.numbered(minArea);
  }

  /** Makes a piece of every 8-connected region of {@code cells} that is in none yet. */
  private void connect(boolean[] cells) {
    for (int first = 0; first < cells.length; first++) {
      if (!cells[first] || piece[first] != 0) {
        continue;
      }
      piece[first] = ++pieces;
      int size = 0;
      stack[size++] = first;
      while (size > 0) {
        int i = stack[--size];
        int x = i % width;
        int y = Math.floorDiv(i, width);
        for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
          for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
            int j = v * width + u;
            if (cells[j] && piece[j] == 0) {
              piece[j] = pieces;
              stack[size++] = j;
            }
          }
        }
      }
    }
  }

  /** Grows all pieces over the rock, the lowest energy first, first come first served. */
  private void flood(byte[] energy) {
    int[] next = new int[rock.length];
    int[] head = new int[LEVELS];
    int[] tail = new int[LEVELS];
    Arrays.fill(head, -1);
    Arrays.fill(tail, -1);
    boolean[] queued = new boolean[rock.length];
    for (int i = 0; i < rock.length; i++) {
      if (piece[i] != 0) {
        queued[i] = true;
        append(i, 0, next, head, tail);
      }
    }
    int level = 0;
    while (level < LEVELS) {
      int i = head[level];
      if (i < 0) {
        level++;
        continue;
      }
      head[level] = next[i];
      int x = i % width;
      int y = Math.floorDiv(i, width);
      for (int side = 0; side < 4; side++) {
        int u = x + (side == 0 ? -1 : side == 1 ? 1 : 0);
        int v = y + (side == 2 ? -1 : side == 3 ? 1 : 0);
        int j = v * width + u;
        if (u >= 0 && v >= 0 && u < width && v < height && rock[j] && !queued[j]) {
          queued[j] = true;
          piece[j] = piece[i];
          append(j, Math.max(level, energy[j] & 0xff), next, head, tail);
        }
      }
    }
  }

  private static void append(int i, int level, int[] next, int[] head, int[] tail) {
    next[i] = -1;
    if (head[level] < 0) {
      head[level] = i;
    } else {
      next[tail[level]] = i;
    }
    tail[level] = i;
  }

  private int[] numbered(int minArea) {
    int[] area = new int[pieces + 1];
    for (int id : piece) {
      area[id]++;
    }
    int[] number = new int[pieces + 1];
    int count = 0;
    for (int i = 0; i < piece.length; i++) {
      int id = piece[i];
      if (id != 0 && area[id] >= minArea) {
        if (number[id] == 0) {
          number[id] = ++count;
        }
        piece[i] = number[id];
      } else {
        piece[i] = 0;
      }
    }
    return piece;
  }
}
