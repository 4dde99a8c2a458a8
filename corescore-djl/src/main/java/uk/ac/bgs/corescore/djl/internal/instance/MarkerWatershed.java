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
 * Marker-controlled watershed (Meyer and Beucher, 1990) by flooding with one queue for each level
 * (Meyer, 1991). It splits rock into pieces. The relief is the likelihood of the boundary minus the
 * distance; markers are regions where the distance is high and the boundary is unlikely. Cost: a
 * few passes over the cells.
 */
public final class MarkerWatershed {
  private static final int TOP = Prediction.TOP;
  private static final int LEVELS = TOP + 1;

  private static final LabelSet SEEDS =
      new LabelSet(List.of(new Label("Background", false), new Label("Seed", true)));

  /** A cell of rock without a piece yet; 0 is no rock. */
  private static final int FREE = -1;

  private static final int NONE = -1;

  private final int width;
  private final int height;

  /** Cells of a row with its border: a border of cells without rock surrounds the grid. */
  private final int stride;

  private final int[] piece;
  private final byte[] energy;
  private int pieces;

  /** Queue of each level, first in, first out: its first and its last entry. */
  private final int[] head = new int[LEVELS];

  private final int[] tail = new int[LEVELS];

  /** Entries of all queues: their cells, and the entry behind each. */
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
   * Splits rock.
   *
   * @param rock whether a cell is rock
   * @param boundary likelihood of the boundary, unsigned bytes with 255 for 1
   * @param distance from the boundary, likewise
   * @param seed least distance, reduced by the likelihood of the boundary, of a marker's cells
   * @return the pieces in the order of their markers, then regions without a marker
   */
  public static FragmentMap split(
      int width, int height, boolean[] rock, byte[] boundary, byte[] distance, double seed) {
    MarkerWatershed shed = new MarkerWatershed(width, height);
    byte[] seeds = new byte[rock.length];
    // Half a step more: a value at the limit has been rounded up.
    double minimum = (seed * TOP + 0.5) * TOP;
    for (int y = 0; y < height; y++) {
      int end = (y + 1) * width;
      int beside = shed.at(0, y) - y * width;
      for (int start = y * width; start < end; start++) {
        if (rock[start]) {
          int i = start;
          for (; i < end && rock[i]; i++) {
            int near = boundary[i] & 0xff;
            int deep = distance[i] & 0xff;
            seeds[i] = deep * (TOP - near) > minimum ? (byte) 1 : 0;
            shed.energy[beside + i] = (byte) ((TOP - deep + near + 1) / 2);
          }
          Arrays.fill(shed.piece, beside + start, beside + i, FREE);
          start = i;
        }
      }
    }
    shed.queueMarkers(FragmentFinder.find(LabelMask.wrap(width, height, seeds, SEEDS)));
    shed.flood();
    shed.addUnmarked();
    return shed.runs();
  }

  private int at(int x, int y) {
    return (y + 1) * stride + x + 1;
  }

  /**
   * Labels the markers, each an 8-connected region, and queues their cells that have free
   * neighbours.
   */
  private void queueMarkers(FragmentMap seeds) {
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
        for (int i = at(seeds.runStart(run), y); i < end; i = nextBorderCell(i + 1, end)) {
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

  /**
   * The next cell of a run with a neighbour above or below that is not in the run, or the run's
   * last cell.
   */
  private int nextBorderCell(int i, int end) {
    int last = end - 1;
    if (i >= last) {
      return i;
    }
    int above = Arrays.mismatch(piece, i - stride, last - stride, piece, i, last);
    int until = above < 0 ? last : i + above;
    int below = Arrays.mismatch(piece, i + stride, until + stride, piece, i, until);
    return below < 0 ? until : i + below;
  }

  /** Floods: grows all pieces over the rock in the order of the levels. */
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

  /** Makes a piece of every 8-connected region of rock that no marker has reached. */
  private void addUnmarked() {
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
      // The border cell behind a row has no piece.
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
