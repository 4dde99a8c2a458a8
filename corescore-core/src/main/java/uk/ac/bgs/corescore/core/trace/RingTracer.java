// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.trace;

import java.util.Arrays;

/**
 * Chains the borders of runs into rings of pixel corners.
 *
 * <p>Every run has two vertical unit edges of the outline: edge {@code 2 r} at its left, walked
 * upwards, and edge {@code 2 r + 1} at its right, walked downwards, so that the inside is always on
 * the right hand (y down). On the grid line between two rows the outline of a part is where exactly
 * one of the rows has the part; the ends of these stretches are the ends of the rows' runs, so one
 * merge of the two rows' run ends, in order of x, links every edge to the next: two ends of one
 * part in a row bound a horizontal stretch. Where two runs of a part meet in a corner only, the
 * stretches are joined so that the ring keeps to the outside: rings of one 4-connected part then
 * never touch themselves, each part has one shell, and holes touch other rings in single points at
 * most, as the OGC's polygons demand.
 *
 * <p>Cost: linear in the runs. One tracer traces one raster, on one thread.
 */
final class RingTracer {
  private final RunLengthRaster runs;

  /** Component of each run, 4-connected and of one id; see {@link RunLengthRaster#components}. */
  private final int[] part;

  /**
   * For each edge the one that follows it on its ring; the edge's complement once it was walked.
   */
  private final int[] next;

  private final int[] rowOfRun;
  private int[] xs = new int[1024];
  private int[] ys = new int[1024];
  private int vertices;

  RingTracer(RunLengthRaster runs, int[] part) {
    this.runs = runs;
    this.part = part;
    this.next = new int[2 * runs.size()];
    this.rowOfRun = new int[runs.size()];
    for (int y = 0; y < runs.height; y++) {
      Arrays.fill(rowOfRun, runs.firstRun[y], runs.firstRun[y + 1], y);
    }
    int[] open = new int[part[runs.size()] + 1];
    Arrays.fill(open, -1);
    for (int y = 0; y <= runs.height; y++) {
      link(y, open);
    }
  }

  /**
   * What takes rings: the part they belong to, whether they are its shell, and the open chain of
   * corners.
   */
  interface Sink {
    void ring(int part, boolean shell, int[] xs, int[] ys, int vertices);
  }

  /** Hands over all rings; a part's shell comes before its holes. */
  void trace(Sink sink) {
    boolean[] hasShell = new boolean[part[runs.size()] + 1];
    for (int edge = 0; edge < next.length; edge++) {
      if (next[edge] >= 0) {
        // The first edge of a part, at the left of its topmost run, lies on its shell.
        int owner = part[edge >> 1];
        walk(edge);
        sink.ring(owner, !hasShell[owner], xs, ys, vertices);
        hasShell[owner] = true;
      }
    }
  }

  private void walk(int first) {
    vertices = 0;
    int edge = first;
    do {
      int following = next[edge];
      next[edge] = ~following;
      int x = x(edge);
      if (x != x(following)) {
        int y = rowOfRun[edge >> 1] + (edge & 1);
        append(x, y);
        append(x(following), y);
      }
      edge = following;
    } while (edge != first);
  }

  private void append(int x, int y) {
    if (vertices == xs.length) {
      xs = Arrays.copyOf(xs, 2 * vertices);
      ys = Arrays.copyOf(ys, 2 * vertices);
    }
    xs[vertices] = x;
    ys[vertices++] = y;
  }

  private int x(int edge) {
    return (edge & 1) == 0 ? runs.starts[edge >> 1] : runs.ends[edge >> 1];
  }

  /** Links the edges that end on the grid line above row y. */
  private void link(int y, int[] open) {
    int above = y == 0 ? 0 : 2 * runs.firstRun[y - 1];
    int aboveEnd = 2 * runs.firstRun[y];
    int below = aboveEnd;
    int belowEnd = y == runs.height ? below : 2 * runs.firstRun[y + 1];
    while (above < aboveEnd || below < belowEnd) {
      int xAbove = above < aboveEnd ? x(above) : Integer.MAX_VALUE;
      int xBelow = below < belowEnd ? x(below) : Integer.MAX_VALUE;
      if (xAbove < xBelow) {
        end(above++, aboveEnd, open);
      } else if (xBelow < xAbove) {
        end(below++, aboveEnd, open);
      } else {
        int lastAbove = above + 1 < aboveEnd && x(above + 1) == xAbove ? above + 1 : above;
        int lastBelow = below + 1 < belowEnd && x(below + 1) == xBelow ? below + 1 : below;
        meet(above, lastAbove, below, lastBelow, aboveEnd, open);
        above = lastAbove + 1;
        below = lastBelow + 1;
      }
    }
  }

  /**
   * Run ends of both rows at one x: one or two of each row, those of one row of different parts.
   */
  private void meet(
      int above, int lastAbove, int below, int lastBelow, int firstBelow, int[] open) {
    for (int up = above; up <= lastAbove; up++) {
      int owner = part[up >> 1];
      int down = part[below >> 1] == owner ? below : part[lastBelow >> 1] == owner ? lastBelow : -1;
      if (down < 0) {
        end(up, firstBelow, open);
      } else {
        if (((up ^ down) & 1) == 0) {
          // Both left or both right: the outline goes straight on.
          next[(up & 1) == 0 ? down : up] = (up & 1) == 0 ? up : down;
        } else if ((up & 1) == 1) {
          // A corner of the part's above left and below right cells.
          end(down, firstBelow, open);
          end(up, firstBelow, open);
        } else {
          end(up, firstBelow, open);
          end(down, firstBelow, open);
        }
      }
    }
    for (int down = below; down <= lastBelow; down++) {
      int owner = part[down >> 1];
      if (part[above >> 1] != owner && part[lastAbove >> 1] != owner) {
        end(down, firstBelow, open);
      }
    }
  }

  /** One end of a horizontal stretch of its part: opens it, or closes the one that is open. */
  private void end(int edge, int firstBelow, int[] open) {
    int owner = part[edge >> 1];
    int left = open[owner];
    if (left < 0) {
      open[owner] = edge;
      return;
    }
    open[owner] = -1;
    // A right edge above and a left edge below lead to the grid line, the other two away from it.
    boolean leftLeadsHere = (left < firstBelow) == ((left & 1) == 1);
    next[leftLeadsHere ? left : edge] = leftLeadsHere ? edge : left;
  }
}
