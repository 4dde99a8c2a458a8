// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import java.util.Arrays;

/**
 * One row of a drawing as stretches of paint that do not overlap: what is painted later covers what
 * was there. Cost of a stroke: the stretches of the row.
 */
final class RowPainter {
  private int[] starts = new int[8];
  private int[] ends = new int[8];
  private int[] paints = new int[8];
  private int size;

  int size() {
    return size;
  }

  int start(int i) {
    return starts[i];
  }

  int end(int i) {
    return ends[i];
  }

  int paint(int i) {
    return paints[i];
  }

  /** Paints columns start to end - 1; {@code covered} counts, by paint, the cells that go under. */
  void paint(int start, int end, int paint, long[] covered) {
    int first = 0;
    while (first < size && ends[first] <= start) {
      first++;
    }
    int last = first;
    while (last < size && starts[last] < end) {
      covered[paints[last]] += Math.min(end, ends[last]) - Math.max(start, starts[last]);
      last++;
    }
    // What is left of the first and the last stretch underneath stays at both sides of the stroke.
    boolean keepLeft = first < last && starts[first] < start;
    boolean keepRight = first < last && ends[last - 1] > end;
    int leftStart = keepLeft ? starts[first] : 0;
    int leftPaint = keepLeft ? paints[first] : 0;
    int rightEnd = keepRight ? ends[last - 1] : 0;
    int rightPaint = keepRight ? paints[last - 1] : 0;
    int inserted = 1 + (keepLeft ? 1 : 0) + (keepRight ? 1 : 0);
    move(last, first + inserted);
    int at = first;
    if (keepLeft) {
      set(at++, leftStart, start, leftPaint);
    }
    set(at++, start, end, paint);
    if (keepRight) {
      set(at, end, rightEnd, rightPaint);
    }
  }

  private void move(int from, int to) {
    int newSize = size + to - from;
    if (newSize > starts.length) {
      int length = Math.max(newSize, 2 * starts.length);
      starts = Arrays.copyOf(starts, length);
      ends = Arrays.copyOf(ends, length);
      paints = Arrays.copyOf(paints, length);
    }
    if (from != to) {
      System.arraycopy(starts, from, starts, to, size - from);
      System.arraycopy(ends, from, ends, to, size - from);
      System.arraycopy(paints, from, paints, to, size - from);
    }
    size = newSize;
  }

  private void set(int at, int start, int end, int paint) {
    starts[at] = start;
    ends[at] = end;
    paints[at] = paint;
  }
}
