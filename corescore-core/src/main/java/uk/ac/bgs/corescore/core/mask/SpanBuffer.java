// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import java.util.Arrays;

/**
 * A span buffer: one row of a drawing as disjoint spans, where later spans cover earlier ones. Cost
 * of a stroke: the stretches of the row.
 */
final class SpanBuffer {
  /** Start, end and paint of each stretch, side by side so that all move at once. */
  private int[] stretches = new int[3 * 8];

  private int length;

  /** Where the last stroke is: polygons of one row come from the left as a rule. */
  private int last;

  int size() {
    return length / 3;
  }

  int start(int i) {
    return stretches[3 * i];
  }

  int end(int i) {
    return stretches[3 * i + 1];
  }

  int paint(int i) {
    return stretches[3 * i + 2];
  }

  /** Paints columns start to end - 1; {@code covered} counts, by paint, the cells that go under. */
  void paint(int start, int end, int paint, long[] covered) {
    if (length == 0 || stretches[length - 2] <= start) {
      last = length;
      move(length, length + 3);
      set(last, start, end, paint);
      return;
    }
    int from = stretches[last] <= start ? last : 0;
    while (from < length && stretches[from + 1] <= start) {
      from += 3;
    }
    int to = from;
    while (to < length && stretches[to] < end) {
      covered[stretches[to + 2]] +=
          Math.min(end, stretches[to + 1]) - Math.max(start, stretches[to]);
      to += 3;
    }
    // What is left of the first and the last stretch underneath stays at both sides of the stroke.
    boolean keepLeft = from < to && stretches[from] < start;
    boolean keepRight = from < to && stretches[to - 2] > end;
    int rightEnd = keepRight ? stretches[to - 2] : 0;
    int rightPaint = keepRight ? stretches[to - 1] : 0;
    int at = keepLeft ? from + 3 : from;
    move(to, keepRight ? at + 6 : at + 3);
    if (keepLeft) {
      stretches[from + 1] = start;
    }
    set(at, start, end, paint);
    if (keepRight) {
      set(at + 3, end, rightEnd, rightPaint);
    }
    last = at;
  }

  private void move(int from, int to) {
    int newLength = length + to - from;
    if (newLength > stretches.length) {
      stretches = Arrays.copyOf(stretches, 2 * newLength);
    }
    if (from != to) {
      System.arraycopy(stretches, from, stretches, to, length - from);
    }
    length = newLength;
  }

  private void set(int at, int start, int end, int paint) {
    stretches[at] = start;
    stretches[at + 1] = end;
    stretches[at + 2] = paint;
  }
}
