// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.instance;

import java.util.Arrays;
import java.util.List;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;

/**
 * Parts rock into pieces by what the network learnt of boundaries and distances: a watershed
 * (Vincent and Soille, 1991) of the boundary's likelihood less the distance, from seeds where the
 * middle of a piece is likely and its boundary is not. Cost: a few passes over the cells.
 */
public final class MarkerWatershed {
  private static final int TOP = Prediction.TOP;
  private static final int LEVELS = TOP + 1;

  private static final LabelSet SEEDS =
      new LabelSet(List.of(new Label("Background", false), new Label("Seed", true)));

  /** No piece has this cell of rock yet. 0 is no rock. */
  private static final int FREE = -1;

  private static final int NONE = -1;

  private final int width;
  private final int height;

  /** Cells to the one below; there is a cell of no piece around the grid. */
  private final int stride;

  private final int[] piece;
  private final byte[] energy;
  private int pieces;

  /** Who waits at each level, first come first: the first and the last. */
  private final int[] head = new int[LEVELS];

  private final int[] tail = new int[LEVELS];

  /** All that have waited: their cells, and who is behind each. */
  private int[] cell = new int[1 << 14];

  private int[] next = new int[cell.length];
  private int waiting;

  private MarkerWatershed(int width, int height) {
    this.width = width;
    this.height = height;
    this.stride = width + 2;
    this.piece = new int[Math.multiplyExact(stride, height + 2)];
    this.energy = new byte[piece.length];
    Arrays.fill(head, NONE);
  }

  /**
   * All pieces, in the order of their seeds; then those without one.
   *
   * @param rock where rock is
   * @param boundary likelihood of the boundary, unsigned bytes with 255 for 1
   * @param distance from the boundary, likewise
   * @param seed from what distance, less the share that the boundary takes, a cell is a seed
   */
  public static FragmentMap part(
      int width, int height, boolean[] rock, byte[] boundary, byte[] distance, double seed) {
    MarkerWatershed shed = new MarkerWatershed(width, height);
    byte[] seeds = new byte[rock.length];
    // By half a step more: what is the limit itself has been rounded up.
    double least = (seed * TOP + 0.5) * TOP;
    for (int y = 0; y < height; y++) {
      int end = (y + 1) * width;
      int beside = shed.at(0, y) - y * width;
      for (int start = y * width; start < end; start++) {
        if (rock[start]) {
          int i = start;
          for (; i < end && rock[i]; i++) {
            int near = boundary[i] & 0xff;
            int deep = distance[i] & 0xff;
            seeds[i] = deep * (TOP - near) > least ? (byte) 1 : 0;
            shed.energy[beside + i] = (byte) ((TOP - deep + near + 1) / 2);
          }
          Arrays.fill(shed.piece, beside + start, beside + i, FREE);
          start = i;
        }
      }
    }
    shed.begin(FragmentFinder.find(LabelMask.wrap(width, height, seeds, SEEDS)));
    shed.flood();
    shed.addRest();
    return shed.runs();
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
        for (int i = at(seeds.runStart(run), y); i < end; i = rim(i + 1, end)) {
          if (piece[i - 1] == FREE
              || piece[i + 1] == FREE
              || piece[i - stride] == FREE
              || piece[i + stride] == FREE) {
            append(i, 0);
          }
        }
      }
    }
  }

  /** The next cell of a run that has others above or below it, or is the run's last. */
  private int rim(int i, int end) {
    int last = end - 1;
    if (i >= last) {
      return i;
    }
    int above = Arrays.mismatch(piece, i - stride, last - stride, piece, i, last);
    int until = above < 0 ? last : i + above;
    int below = Arrays.mismatch(piece, i + stride, until + stride, piece, i, until);
    return below < 0 ? until : i + below;
  }

  /** Grows all pieces over the rock, the lowest energy first, first come first served. */
  private void flood() {
    int level = 0;
    while (level < LEVELS) {
      int first = head[level];
      if (first < 0) {
        level++;
        continue;
      }
      head[level] = next[first];
      int i = cell[first];
      grow(i, i - 1, level);
      grow(i, i + 1, level);
      grow(i, i - stride, level);
      grow(i, i + stride, level);
    }
  }

  private void grow(int i, int j, int level) {
    if (piece[j] == FREE) {
      piece[j] = piece[i];
      append(j, Math.max(level, energy[j] & 0xff));
    }
  }

  private void append(int i, int level) {
    int last = push(i);
    next[last] = NONE;
    if (head[level] < 0) {
      head[level] = last;
    } else {
      next[tail[level]] = last;
    }
    tail[level] = last;
  }

  private int push(int i) {
    if (waiting == cell.length) {
      cell = Arrays.copyOf(cell, 2 * waiting);
      next = Arrays.copyOf(next, 2 * waiting);
    }
    cell[waiting] = i;
    return waiting++;
  }

  /** Makes a piece of every 8-connected region of rock that no seed has reached. */
  private void addRest() {
    waiting = 0;
    for (int first = 0; first < piece.length; first++) {
      if (piece[first] != FREE) {
        continue;
      }
      piece[first] = ++pieces;
      push(first);
      while (waiting > 0) {
        int i = cell[--waiting];
        for (int v = i - stride; v <= i + stride; v += stride) {
          for (int j = v - 1; j <= v + 1; j++) {
            if (piece[j] == FREE) {
              piece[j] = pieces;
              push(j);
            }
          }
        }
      }
    }
  }

  private FragmentMap runs() {
    FragmentMap.Builder runs = FragmentMap.builder(width, height);
    for (int y = 0; y < height; y++) {
      int row = at(0, y);
      int start = row;
      // Behind the last cell of a row there is one of no piece.
      for (int i = row; i < row + width; i++) {
        int id = piece[i];
        if (piece[i + 1] != id) {
          if (id != 0) {
            runs.add(y, start - row, i + 1 - row, id);
          }
          start = i + 1;
        }
      }
    }
    return runs.build();
  }
}
