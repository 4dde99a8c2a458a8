// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.trace;

import java.util.Arrays;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;

/**
 * A raster as runs of equal ids per row, in plain arrays: the input of all steps of this package.
 *
 * <p>The runs of row y are {@code firstRun[y]} to {@code firstRun[y + 1] - 1}; run r covers columns
 * {@code starts[r]} to {@code ends[r] - 1} with {@code ids[r]} (1 or more). The arrays may be
 * longer than the number of runs.
 */
final class RunLengthRaster {
  final int width;
  final int height;
  final int[] firstRun;
  int[] starts = new int[1024];
  int[] ends = new int[1024];
  int[] ids = new int[1024];
  private int size;

  private RunLengthRaster(int width, int height) {
    this.width = width;
    this.height = height;
    this.firstRun = new int[height + 1];
  }

  int size() {
    return size;
  }

  /** The runs of fragments. */
  static RunLengthRaster of(FragmentMap map) {
    RunLengthRaster runs = new RunLengthRaster(map.width(), map.height());
    int count = map.runCount();
    runs.starts = new int[count];
    runs.ends = new int[count];
    runs.ids = new int[count];
    runs.size = count;
    for (int y = 0; y <= map.height(); y++) {
      runs.firstRun[y] = map.firstRun(y);
    }
    for (int run = 0; run < count; run++) {
      runs.starts[run] = map.runStart(run);
      runs.ends[run] = map.runEnd(run);
      runs.ids[run] = map.runId(run);
    }
    return runs;
  }

  /**
   * The runs of a mask.
   *
   * @param mask the mask
   * @param idOfLabel id for each label index, 0 for labels without runs; neighbouring labels of one
   *     id form one run
   */
  static RunLengthRaster of(LabelMask mask, int[] idOfLabel) {
    RunLengthRaster runs = new RunLengthRaster(mask.width(), mask.height());
    for (int y = 0; y < mask.height(); y++) {
      runs.firstRun[y] = runs.size;
      for (int x = 0; x < mask.width(); ) {
        int end = mask.runEnd(x, y);
        int id = idOfLabel[mask.index(x, y)];
        if (id != 0) {
          runs.append(y, x, end, id);
        }
        x = end;
      }
    }
    runs.firstRun[mask.height()] = runs.size;
    return runs;
  }

  private void append(int y, int start, int end, int id) {
    int last = size - 1;
    if (last >= firstRun[y] && ends[last] == start && ids[last] == id) {
      ends[last] = end;
      return;
    }
    if (size == ids.length) {
      starts = Arrays.copyOf(starts, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
      ids = Arrays.copyOf(ids, size * 2);
    }
    starts[size] = start;
    ends[size] = end;
    ids[size++] = id;
  }

  /**
   * Numbers the connected components of runs of one id.
   *
   * <p>Union of runs that touch in neighbouring rows, with path halving (Tarjan and van Leeuwen
   * 1984). Cost: nearly linear in the runs.
   *
   * @param diagonal whether runs that meet in a corner only are connected (8-connectivity) or not
   *     (4-connectivity)
   * @return for each run its component from 1, numbered in the order of their first runs; at index
   *     {@link #size()} the number of components
   */
  int[] components(boolean diagonal) {
    int[] parent = new int[size + 1];
    int reach = diagonal ? 1 : 0;
    for (int y = 0; y < height; y++) {
      int above = y == 0 ? 0 : firstRun[y - 1];
      int aboveEnd = firstRun[y];
      for (int run = firstRun[y]; run < firstRun[y + 1]; run++) {
        parent[run] = run;
        int start = starts[run] - reach;
        int end = ends[run] + reach;
        while (above < aboveEnd && ends[above] <= start) {
          above++;
        }
        for (int up = above; up < aboveEnd && starts[up] < end; up++) {
          if (ids[up] == ids[run]) {
            unite(parent, up, run);
          }
        }
      }
    }
    // A component's root is its first run, so one pass in order numbers them all.
    int count = 0;
    for (int run = 0; run < size; run++) {
      int root = parent[run];
      parent[run] = root == run ? ++count : parent[root];
    }
    parent[size] = count;
    return parent;
  }

  private static void unite(int[] parent, int a, int b) {
    int rootA = root(parent, a);
    int rootB = root(parent, b);
    if (rootA < rootB) {
      parent[rootB] = rootA;
    } else {
      parent[rootA] = rootB;
    }
  }

  private static int root(int[] parent, int run) {
    int at = run;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }
}
