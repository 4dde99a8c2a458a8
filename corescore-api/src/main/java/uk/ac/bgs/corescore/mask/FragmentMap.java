// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.mask;

import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import uk.ac.bgs.corescore.image.PixelRect;

/**
 * The fragment of each cell of a grid: fragment instances, numbered 1 to {@link #count()}, stored
 * as runs of cells in a row.
 *
 * <p>A run is a maximal stretch of neighbouring cells of one fragment in one row. Runs are ordered
 * by row, then by column; cells in no run belong to no fragment and have id 0. Fragments may touch,
 * and need not be connected. A fragment may have {@linkplain #marks marks}, such as that it is
 * rubble: core that is no piece. Immutable and safe for use by many threads. Memory: twelve bytes a
 * run and four a row, whatever the width.
 */
public final class FragmentMap {
  private static final BitSet NONE = new BitSet();

  private final int width;
  private final int height;
  private final int count;
  private final int[] firstRun;
  private final int[] starts;
  private final int[] ends;
  private final int[] ids;

  /** What is stated about which; neither is changed once the map is made, and no set is empty. */
  private final Map<PieceMark, BitSet> marks;

  private FragmentMap(FragmentMap other, Map<PieceMark, BitSet> marks) {
    this.width = other.width;
    this.height = other.height;
    this.count = other.count;
    this.firstRun = other.firstRun;
    this.starts = other.starts;
    this.ends = other.ends;
    this.ids = other.ids;
    this.marks = marks;
  }

  private FragmentMap(Builder builder) {
    this.width = builder.width;
    this.height = builder.height;
    this.firstRun = builder.firstRun;
    this.starts = Arrays.copyOf(builder.starts, builder.size);
    this.ends = Arrays.copyOf(builder.ends, builder.size);
    this.ids = Arrays.copyOf(builder.ids, builder.size);
    int highest = 0;
    for (int id : ids) {
      highest = Math.max(highest, id);
    }
    if (highest > ids.length) {
      throw new IllegalArgumentException(
          "fragments are numbered without gaps, but "
              + ids.length
              + " runs hold an id of "
              + highest);
    }
    boolean[] seen = new boolean[highest + 1];
    for (int id : ids) {
      seen[id] = true;
    }
    for (int id = 1; id <= highest; id++) {
      if (!seen[id]) {
        throw new IllegalArgumentException(
            "fragments are numbered without gaps, but " + id + " has no cell");
      }
    }
    this.count = highest;
    this.marks = Map.of();
  }

  /**
   * Makes a map from one id a cell.
   *
   * @param width columns, at least 1
   * @param height rows, at least 1
   * @param ids {@code width * height} fragment ids, row by row; 0 is no fragment, the others 1 to n
   *     without gaps
   * @return the map
   * @throws IllegalArgumentException if the sizes do not agree, an id is negative or the ids have
   *     gaps
   */
  public static FragmentMap ofIds(int width, int height, int[] ids) {
    PixelRect.checkSize(width, height, ids.length);
    Builder builder = new Builder(width, height);
    for (int y = 0, row = 0; y < height; y++, row += width) {
      int x = 0;
      while (x < width) {
        int id = ids[row + x];
        int start = x++;
        while (x < width && ids[row + x] == id) {
          x++;
        }
        if (id != 0) {
          builder.add(y, start, x, id);
        }
      }
    }
    return builder.build();
  }

  /**
   * A builder that takes runs in order.
   *
   * @param width columns, at least 1
   * @param height rows, at least 1
   * @return an empty builder
   * @throws IllegalArgumentException if a side is not positive or there are more cells than an
   *     array can hold
   */
  public static Builder builder(int width, int height) {
    return new Builder(width, height);
  }

  /**
   * Columns.
   *
   * @return the number of columns, at least 1
   */
  public int width() {
    return width;
  }

  /**
   * Rows.
   *
   * @return the number of rows, at least 1
   */
  public int height() {
    return height;
  }

  /**
   * How many fragments there are.
   *
   * @return the highest fragment id, 0 if there is none
   */
  public int count() {
    return count;
  }

  /**
   * How many runs there are.
   *
   * @return the number of runs
   */
  public int runCount() {
    return ids.length;
  }

  /**
   * The first run of a row; the row's runs are {@code firstRun(y)} to {@code firstRun(y + 1) - 1}.
   *
   * @param y row, 0 to {@code height()} (the latter for the end of the last row)
   * @return index of the first run at or below that row
   */
  public int firstRun(int y) {
    return firstRun[y];
  }

  /**
   * First column of a run.
   *
   * @param run index of the run
   * @return its first column
   */
  public int runStart(int run) {
    return starts[run];
  }

  /**
   * The column behind a run.
   *
   * @param run index of the run
   * @return its last column plus one
   */
  public int runEnd(int run) {
    return ends[run];
  }

  /**
   * The fragment of a run.
   *
   * @param run index of the run
   * @return its fragment's id, 1 to {@link #count()}
   */
  public int runId(int run) {
    return ids[run];
  }

  /**
   * The fragment of one cell. Cost: logarithmic in the runs of the row.
   *
   * @param x column, from 0 at the left
   * @param y row, from 0 at the top
   * @return the fragment's id, 0 for none
   * @throws IndexOutOfBoundsException if the cell lies outside the map
   */
  public int id(int x, int y) {
    if (x < 0 || x >= width || y < 0 || y >= height) {
      throw new IndexOutOfBoundsException(
          "cell (" + x + ", " + y + ") outside " + width + " x " + height);
    }
    int at = Arrays.binarySearch(starts, firstRun[y], firstRun[y + 1], x);
    int run = at >= 0 ? at : -at - 2;
    return run >= firstRun[y] && x < ends[run] ? ids[run] : 0;
  }

  /**
   * One id a cell, row by row.
   *
   * @return a new array of {@code width() * height()} ids, 0 where there is no fragment
   */
  public int[] toIds() {
    int[] cells = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int run = firstRun[y]; run < firstRun[y + 1]; run++) {
        Arrays.fill(cells, y * width + starts[run], y * width + ends[run], ids[run]);
      }
    }
    return cells;
  }

  /**
   * The cells of each fragment.
   *
   * @return for each id its number of cells, at index 0 the number of all cells in fragments
   */
  public long[] areas() {
    long[] areas = new long[count + 1];
    for (int run = 0; run < ids.length; run++) {
      int length = ends[run] - starts[run];
      areas[ids[run]] += length;
      areas[0] += length;
    }
    return areas;
  }

  /**
   * Whether a fragment is rubble: broken rock or fines that are no piece of core, one fragment for
   * each stretch of it. Core logs call it non-intact.
   *
   * @param id the fragment's id
   * @return false for pieces, and where nothing is stated
   * @throws IllegalArgumentException if there is no such fragment
   */
  public boolean isRubble(int id) {
    return is(PieceMark.RUBBLE, id);
  }

  /**
   * Whether something is stated about a fragment.
   *
   * @param mark what
   * @param id the fragment's id
   * @return false where it is not stated
   * @throws IllegalArgumentException if there is no such fragment
   */
  public boolean is(PieceMark mark, int id) {
    if (id < 1 || id > count) {
      throw new IllegalArgumentException("fragments are 1 to " + count + ", not " + id);
    }
    BitSet ids = marks.get(mark);
    return ids != null && ids.get(id);
  }

  /**
   * What is stated about a fragment beside its shape.
   *
   * @param id the fragment's id
   * @return its marks; empty where nothing is stated
   * @throws IllegalArgumentException if there is no such fragment
   */
  public Set<PieceMark> marks(int id) {
    Set<PieceMark> said = EnumSet.noneOf(PieceMark.class);
    for (PieceMark mark : PieceMark.values()) {
      if (is(mark, id)) {
        said.add(mark);
      }
    }
    return said;
  }

  /**
   * How many fragments are rubble.
   *
   * @return their number, at most {@link #count()}
   */
  public int rubbleCount() {
    return marks.getOrDefault(PieceMark.RUBBLE, NONE).cardinality();
  }

  /**
   * Returns the same fragments with other rubble marks.
   *
   * @param isRubble called once for each id, 1 to {@link #count()}
   * @return a copy in which exactly those are rubble; the runs are shared
   */
  public FragmentMap withRubble(IntPredicate isRubble) {
    return withMark(PieceMark.RUBBLE, isRubble);
  }

  /**
   * Returns the same fragments with a mark on others.
   *
   * @param mark what is stated
   * @param marked called once for each id, 1 to {@link #count()}
   * @return a copy with the mark on exactly those; the runs are shared
   */
  public FragmentMap withMark(PieceMark mark, IntPredicate marked) {
    BitSet ids = new BitSet();
    for (int id = 1; id <= count; id++) {
      ids.set(id, marked.test(id));
    }
    Map<PieceMark, BitSet> said = new EnumMap<>(PieceMark.class);
    said.putAll(marks);
    said.remove(mark);
    if (!ids.isEmpty()) {
      said.put(mark, ids);
    }
    return said.equals(marks) ? this : new FragmentMap(this, said);
  }

  /**
   * Returns the same fragments with the marks of their sources. For steps that renumber fragments.
   *
   * @param source the fragments before
   * @param numbers by id of the source the id here, 0 where a fragment was left out; index 0 is
   *     ignored. Several may have one number: of it is said what is stated of one of them
   * @return a copy with exactly those marks; the runs are shared
   * @throws IllegalArgumentException if a number is not 0 to {@link #count()}, or there is not one
   *     for each fragment of the source
   */
  public FragmentMap withMarksOf(FragmentMap source, int[] numbers) {
    if (numbers.length != source.count + 1) {
      throw new IllegalArgumentException(
          "a number for each of " + source.count + " fragments expected, not " + numbers.length);
    }
    FragmentMap carried = this;
    for (PieceMark mark : PieceMark.values()) {
      BitSet before = source.marks.getOrDefault(mark, NONE);
      BitSet ids = new BitSet();
      for (int id = before.nextSetBit(1); id > 0; id = before.nextSetBit(id + 1)) {
        if (numbers[id] < 0 || numbers[id] > count) {
          throw new IllegalArgumentException(
              "fragments are 1 to " + count + ", not " + numbers[id]);
        }
        ids.set(numbers[id]);
      }
      carried = carried.withMark(mark, ids::get);
    }
    return carried;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FragmentMap that
        && width == that.width
        && height == that.height
        && Arrays.equals(firstRun, that.firstRun)
        && Arrays.equals(starts, that.starts)
        && Arrays.equals(ends, that.ends)
        && Arrays.equals(ids, that.ids)
        && marks.equals(that.marks);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(starts) + Arrays.hashCode(ends)) + Arrays.hashCode(ids);
  }

  @Override
  public String toString() {
    return "FragmentMap["
        + width
        + " x "
        + height
        + ", "
        + count
        + " fragments"
        + (rubbleCount() == 0 ? ", " : " of which " + rubbleCount() + " rubble, ")
        + ids.length
        + " runs]";
  }

  /** Takes runs in order of row, then column. Not for use by several threads at once. */
  public static final class Builder {
    private final int width;
    private final int height;
    private final int[] firstRun;
    private int[] starts = new int[256];
    private int[] ends = new int[256];
    private int[] ids = new int[256];
    private int size;
    private int row;
    private boolean built;

    private Builder(int width, int height) {
      if (width < 1 || height < 1 || (long) width * height > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            "no fragment map of " + width + " x " + height + " cells");
      }
      this.width = width;
      this.height = height;
      this.firstRun = new int[height + 1];
    }

    /**
     * Adds a run. A run that continues the one before it, in the same row and fragment, is joined
     * to it.
     *
     * @param y row; not above that of the run before
     * @param start first column; not left of the end of the run before, in the same row
     * @param end last column plus one
     * @param id fragment, at least 1
     * @return this
     * @throws IllegalArgumentException if the run is empty, out of order or outside
     * @throws IllegalStateException if the map is built
     */
    public Builder add(int y, int start, int end, int id) {
      refuseIfBuilt();
      if (id < 1) {
        throw new IllegalArgumentException(
            "fragments are numbered from 1, row " + y + " has " + id + " at column " + start);
      }
      if (y < row || y >= height || start < 0 || start >= end || end > width) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "run of fragment %d in row %d, columns %d to %d: not within %d x %d or behind row"
                    + " %d",
                id,
                y,
                start,
                end,
                width,
                height,
                row));
      }
      while (row < y) {
        firstRun[++row] = size;
      }
      if (size > firstRun[y]) {
        int last = size - 1;
        if (start < ends[last]) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "run at column %d of row %d begins before column %d",
                  start,
                  y,
                  ends[last]));
        }
        if (start == ends[last] && id == ids[last]) {
          ends[last] = end;
          return this;
        }
      }
      if (size == ids.length) {
        starts = Arrays.copyOf(starts, size * 2);
        ends = Arrays.copyOf(ends, size * 2);
        ids = Arrays.copyOf(ids, size * 2);
      }
      starts[size] = start;
      ends[size] = end;
      ids[size++] = id;
      return this;
    }

    /** How many runs there are so far. */
    int runCount() {
      return size;
    }

    /**
     * Finishes the map. The builder cannot be used afterwards.
     *
     * @return the map of the runs added
     * @throws IllegalArgumentException if the ids have gaps
     * @throws IllegalStateException if the map is built
     */
    public FragmentMap build() {
      refuseIfBuilt();
      built = true;
      while (row < height) {
        firstRun[++row] = size;
      }
      return new FragmentMap(this);
    }

    private void refuseIfBuilt() {
      if (built) {
        throw new IllegalStateException("this builder has built its map");
      }
    }
  }
}
