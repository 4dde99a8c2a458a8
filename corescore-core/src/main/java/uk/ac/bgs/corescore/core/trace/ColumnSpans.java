// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.trace;

import java.util.Arrays;

/**
 * The spans of photo columns between two rows of cells, divided where the four cells around a
 * pixel's centre become or stop being of one kind. Cost: a few steps for each change along the
 * rows, besides comparing them.
 */
final class ColumnSpans {
  /** Code of a stretch whose pixels do not lie among four cells of one code. */
  static final int MIXED = Integer.MIN_VALUE;

  private final int cells;

  /** For each cell from -1 the first photo column that it is at the left of. */
  private final int[] firstColumn;

  private final int[] ends;
  private final int[] codes;
  private int count;

  /**
   * @param cells in a row
   * @param cellOfColumn for each photo column the cell at the left of its centre, from -1, rising
   */
  ColumnSpans(int cells, int[] cellOfColumn) {
    this.cells = cells;
    this.firstColumn = new int[cells + 2];
    this.ends = new int[cells + 1];
    this.codes = new int[cells + 1];
    Arrays.fill(firstColumn, cellOfColumn.length);
    for (int x = cellOfColumn.length - 1; x >= 0; x--) {
      firstColumn[cellOfColumn[x] + 1] = x;
    }
    for (int cell = cells; cell >= 0; cell--) {
      firstColumn[cell] = Math.min(firstColumn[cell], firstColumn[cell + 1]);
    }
  }

  /** Cuts the columns again, by the codes of a row's cells and of those of the next. */
  void cut(int[] upper, int[] lower) {
    count = 0;
    int upperEnd = 0;
    int lowerEnd = 0;
    for (int start = 0; start < cells; ) {
      upperEnd = upperEnd > start ? upperEnd : runEnd(upper, start);
      lowerEnd = lowerEnd > start ? lowerEnd : runEnd(lower, start);
      int end = Math.min(upperEnd, lowerEnd);
      // Outside the first and the last cell there are these themselves.
      int last = end == cells ? end - 1 : end - 2;
      if (last >= start || start == 0) {
        add(upper[start] == lower[start] ? upper[start] : MIXED, last);
      }
      if (end < cells) {
        add(MIXED, end - 1);
      }
      start = end;
    }
  }

  private int runEnd(int[] codes, int start) {
    int same = Arrays.mismatch(codes, start, cells - 1, codes, start + 1, cells);
    return same < 0 ? cells : start + same + 1;
  }

  private void add(int code, int lastCell) {
    if (count == 0 || codes[count - 1] != code) {
      codes[count++] = code;
    }
    ends[count - 1] = firstColumn[lastCell + 2];
  }

  int count() {
    return count;
  }

  /** The column behind a stretch. The first one begins at column 0, the others where one ends. */
  int end(int stretch) {
    return ends[stretch];
  }

  /** What all cells of a stretch are, or {@link #MIXED}. */
  int code(int stretch) {
    return codes[stretch];
  }
}
