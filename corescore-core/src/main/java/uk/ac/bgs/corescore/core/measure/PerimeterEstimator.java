// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.measure;

import java.util.Arrays;
import uk.ac.bgs.corescore.mask.FragmentMap;

/**
 * Estimates the perimeters of fragments from the local patterns of their border cells.
 *
 * <p>A border cell is a cell of the fragment with a 4-neighbour outside it; beyond the grid is
 * outside. With s and d its numbers of 4-neighbours and diagonal neighbours on the same fragment's
 * border, it counts 1 if s is 2 or 3 and d at most 2, √2 if (s, d) is (0, 2) or (1, 3), (1 + √2)/2
 * if s is 1 and d is 1 or 2, and else nothing: Benkrid and Crookes (2000), as in scikit-image's
 * {@code perimeter} with its 4-neighbourhood. Each fragment is measured as if it were alone.
 *
 * <p>Only border cells are touched: those of three rows at a time, as fragment ids in rows of their
 * own. Cost: the runs, and the border cells times nine. One counter counts one map, on one thread.
 */
final class PerimeterEstimator {
  private static final int STRAIGHT = 1;
  private static final int DIAGONAL = 2;
  private static final int MIXED = 3;

  /** Kind of a border cell by 5 s + d. */
  private static final byte[] KIND = new byte[25];

  static {
    for (int s = 2; s <= 3; s++) {
      for (int d = 0; d <= 2; d++) {
        KIND[5 * s + d] = STRAIGHT;
      }
    }
    KIND[2] = DIAGONAL;
    KIND[5 + 3] = DIAGONAL;
    KIND[5 + 1] = MIXED;
    KIND[5 + 2] = MIXED;
  }

  private final FragmentMap map;

  /** Counts by 4 id + kind. */
  private final int[] counts;

  private PerimeterEstimator(FragmentMap map) {
    this.map = map;
    this.counts = new int[4 * map.count() + 4];
  }

  /**
   * Estimates all perimeters.
   *
   * @param map the fragments
   * @return for each id its perimeter, in cells; index 0 is not used
   */
  static double[] perimeters(FragmentMap map) {
    PerimeterEstimator counter = new PerimeterEstimator(map);
    counter.count();
    double[] perimeters = new double[map.count() + 1];
    for (int id = 1; id <= map.count(); id++) {
      perimeters[id] =
          counter.counts[4 * id + STRAIGHT]
              + counter.counts[4 * id + DIAGONAL] * Math.sqrt(2)
              + counter.counts[4 * id + MIXED] * (1 + Math.sqrt(2)) / 2;
    }
    return perimeters;
  }

  /**
   * The border cells of one row, as stretches and as one id a column (shifted by one, so that 0 is
   * off the grid).
   */
  private static final class BorderRow {
    final int[] ids;
    int[] starts = new int[64];
    int[] ends = new int[64];
    int size;

    BorderRow(int width) {
      ids = new int[width + 2];
    }

    void add(int start, int end, int id) {
      if (start >= end) {
        return;
      }
      if (size == starts.length) {
        starts = Arrays.copyOf(starts, 2 * size);
        ends = Arrays.copyOf(ends, 2 * size);
      }
      starts[size] = start + 1;
      ends[size++] = end + 1;
      Arrays.fill(ids, start + 1, end + 1, id);
    }

    void clear() {
      for (int i = 0; i < size; i++) {
        Arrays.fill(ids, starts[i], ends[i], 0);
      }
      size = 0;
    }
  }

  private void count() {
    BorderRow above = new BorderRow(map.width());
    BorderRow row = new BorderRow(map.width());
    BorderRow below = new BorderRow(map.width());
    findBorder(0, row);
    for (int y = 0; y < map.height(); y++) {
      if (y + 1 < map.height()) {
        findBorder(y + 1, below);
      }
      count(above.ids, row, below.ids);
      above.clear();
      BorderRow free = above;
      above = row;
      row = below;
      below = free;
    }
  }

  /**
   * Takes from each run of a row what lies strictly inside it and under and over runs of its own
   * fragment.
   */
  private void findBorder(int y, BorderRow border) {
    int up = y == 0 ? 0 : map.firstRun(y - 1);
    int upEnd = y == 0 ? 0 : map.firstRun(y);
    int down = map.firstRun(y + 1);
    int downEnd = y + 1 == map.height() ? down : map.firstRun(y + 2);
    for (int run = map.firstRun(y); run < map.firstRun(y + 1); run++) {
      int start = map.runStart(run);
      int end = map.runEnd(run);
      int id = map.runId(run);
      while (up < upEnd && map.runEnd(up) <= start) {
        up++;
      }
      while (down < downEnd && map.runEnd(down) <= start) {
        down++;
      }
      int from = start;
      int u = up;
      int d = down;
      while (u < upEnd && d < downEnd && map.runStart(u) < end && map.runStart(d) < end) {
        if (map.runId(u) == id && map.runId(d) == id) {
          int innerStart = Math.max(start + 1, Math.max(map.runStart(u), map.runStart(d)));
          int innerEnd = Math.min(end - 1, Math.min(map.runEnd(u), map.runEnd(d)));
          if (innerStart < innerEnd) {
            border.add(from, innerStart, id);
            from = innerEnd;
          }
        }
        if (map.runEnd(u) <= map.runEnd(d)) {
          u++;
        } else {
          d++;
        }
      }
      border.add(from, end, id);
    }
  }

  private void count(int[] above, BorderRow row, int[] below) {
    int[] here = row.ids;
    for (int i = 0; i < row.size; i++) {
      int end = row.ends[i];
      int id = here[row.starts[i]];
      for (int x = row.starts[i]; x < end; x++) {
        int straight =
            is(above[x], id) + is(below[x], id) + is(here[x - 1], id) + is(here[x + 1], id);
        int diagonal =
            is(above[x - 1], id)
                + is(above[x + 1], id)
                + is(below[x - 1], id)
                + is(below[x + 1], id);
        counts[4 * id + KIND[5 * straight + diagonal]]++;
      }
    }
  }

  private static int is(int value, int id) {
    return value == id ? 1 : 0;
  }
}
