// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.util.Arrays;
import java.util.List;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;

/**
 * Parts rock into pieces by what the network learnt of boundaries and distances: a watershed
 * (Vincent and Soille, 1991) of the boundary's likelihood less the distance, from seeds where the
 * middle of a piece is likely and its boundary is not. Cost: a few passes over the cells.
 */
final class LearntWatershed {
  private static final int TOP = Prediction.TOP;
  private static final int LEVELS = TOP + 1;

  private static final LabelSet SEEDS =
      new LabelSet(List.of(new Label("Background", false), new Label("Seed", true)));

  /** No piece will have this cell. */
  private static final int NEVER = -1;

  private final int width;
  private final int height;

  /** Cells to the one below; there is a cell of no piece around the grid. */
  private final int stride;

  private final int[] piece;
  private final byte[] energy;
  private int pieces;

  /**
   * Cells that wait at each level, first come first: the first, the last, and who is behind one.
   */
  private final int[] head = new int[LEVELS];

  private final int[] tail = new int[LEVELS];
  private final int[] next;

  private LearntWatershed(int width, int height) {
    this.width = width;
    this.height = height;
    this.stride = width + 2;
    this.piece = new int[Math.multiplyExact(stride, height + 2)];
    this.energy = new byte[piece.length];
    this.next = new int[piece.length];
    Arrays.fill(piece, NEVER);
    Arrays.fill(head, NEVER);
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
    LearntWatershed shed = new LearntWatershed(width, height);
    byte[] seeds = new byte[rock.length];
    // By half a step more: what is the limit itself has been rounded up.
    double least = (seed * TOP + 0.5) * TOP;
    for (int y = 0, i = 0; y < height; y++) {
      int at = shed.at(0, y);
      for (int x = 0; x < width; x++, i++, at++) {
        if (rock[i]) {
          int near = boundary[i] & 0xff;
          int deep = distance[i] & 0xff;
          seeds[i] = deep * (TOP - near) > least ? (byte) 1 : 0;
          shed.energy[at] = (byte) ((TOP - deep + near + 1) / 2);
          shed.piece[at] = 0;
        }
      }
    }
    shed.begin(FragmentFinder.find(LabelMask.wrap(width, height, seeds, SEEDS)));
    shed.flood();
    shed.addRest();
    return shed.numbered(minArea);
  }

  private int at(int x, int y) {
    return (y + 1) * stride + x + 1;
  }

  /** Each 8-connected region of seeds begins a piece; those of its cells wait that can grow. */
  private void begin(FragmentMap seeds) {
    pieces = seeds.count();
    for (int y = 0; y < height; y++) {
      for (int run = seeds.firstRun(y); run < seeds.firstRun(y + 1); run++) {
        int row = at(0, y);
        Arrays.fill(piece, row + seeds.runStart(run), row + seeds.runEnd(run), seeds.runId(run));
      }
    }
    for (int y = 0; y < height; y++) {
      for (int run = seeds.firstRun(y); run < seeds.firstRun(y + 1); run++) {
        int end = at(seeds.runEnd(run), y);
        for (int i = at(seeds.runStart(run), y); i < end; i++) {
          if (piece[i - 1] == 0
              || piece[i + 1] == 0
              || piece[i - stride] == 0
              || piece[i + stride] == 0) {
            append(i, 0);
          }
        }
      }
    }
  }

  /** Grows all pieces over the rock, the lowest energy first, first come first served. */
  private void flood() {
    int level = 0;
    while (level < LEVELS) {
      int i = head[level];
      if (i < 0) {
        level++;
        continue;
      }
      head[level] = next[i];
      grow(i, i - 1, level);
      grow(i, i + 1, level);
      grow(i, i - stride, level);
      grow(i, i + stride, level);
    }
  }

  private void grow(int i, int j, int level) {
    if (piece[j] == 0) {
      piece[j] = piece[i];
      append(j, Math.max(level, energy[j] & 0xff));
    }
  }

  private void append(int i, int level) {
    next[i] = NEVER;
    if (head[level] < 0) {
      head[level] = i;
    } else {
      next[tail[level]] = i;
    }
    tail[level] = i;
  }

  /** Makes a piece of every 8-connected region of rock that no seed has reached. */
  private void addRest() {
    int[] stack = next;
    for (int first = 0; first < piece.length; first++) {
      if (piece[first] != 0) {
        continue;
      }
      piece[first] = ++pieces;
      int size = 0;
      stack[size++] = first;
      while (size > 0) {
        int i = stack[--size];
        for (int v = i - stride; v <= i + stride; v += stride) {
          for (int j = v - 1; j <= v + 1; j++) {
            if (piece[j] == 0) {
              piece[j] = pieces;
              stack[size++] = j;
            }
          }
        }
      }
    }
  }

  private int[] numbered(int minArea) {
    int[] area = new int[pieces + 1];
    for (int id : piece) {
      if (id > 0) {
        area[id]++;
      }
    }
    int[] number = new int[pieces + 1];
    int[] numbers = new int[width * height];
    int count = 0;
    for (int y = 0, i = 0; y < height; y++) {
      int at = at(0, y);
      for (int x = 0; x < width; x++, i++, at++) {
        int id = piece[at];
        if (id > 0 && area[id] >= minArea) {
          if (number[id] == 0) {
            number[id] = ++count;
          }
          numbers[i] = number[id];
        }
      }
    }
    return numbers;
  }
}
