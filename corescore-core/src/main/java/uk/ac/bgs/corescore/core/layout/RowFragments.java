// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.measure.FragmentSet;

/**
 * Assigns fragments to rows of core, and numbers them along the rows. Stateless; safe for use by
 * many threads.
 */
public final class RowFragments {
  private RowFragments() {}

  /**
   * Gives fragments the numbers of their rows: that of the row in which the centre of the first
   * cell of the first run lies. Where {@link RowSegmenter} found them all their cells lie in that
   * row. Cost: a pass over the runs; none where the photo is its only row.
   *
   * @param fragments what was measured
   * @param map the same fragments by id, on the photo's own grid; not used where the photo is its
   *     only row
   * @param layout the photo's rows
   * @return the same fragments with rows; without one where the first cell lies in none
   * @throws IllegalArgumentException if a fragment is not in the map
   */
  public static FragmentSet numbered(FragmentSet fragments, FragmentMap map, Layout layout) {
    boolean whole = layout.isWhole();
    int[] rows = whole ? new int[0] : rows(map, layout);
    List<Fragment> numbered = new ArrayList<>(fragments.fragments().size());
    for (Fragment fragment : fragments.fragments()) {
      if (!whole && fragment.id() >= rows.length) {
        throw new IllegalArgumentException("fragment " + fragment.id() + " is not in " + map);
      }
      int row = whole ? 1 : rows[fragment.id()];
      numbered.add(fragment.inRow(row > 0 ? OptionalInt.of(row) : OptionalInt.empty()));
    }
    return new FragmentSet(
        fragments.photoWidth(), fragments.photoHeight(), numbered, fragments.scale());
  }

  /** The number of the row of each fragment by id, -1 for none. */
  private static int[] rows(FragmentMap map, Layout layout) {
    int[] rows = new int[map.count() + 1];
    for (int y = 0; y < map.height(); y++) {
      for (int run = map.firstRun(y); run < map.firstRun(y + 1); run++) {
        int id = map.runId(run);
        if (rows[id] == 0) {
          rows[id] = layout.rowAt(map.runStart(run) + 0.5, y + 0.5).map(CoreRow::number).orElse(-1);
        }
      }
    }
    return rows;
  }

  /**
   * A segmentation and its fragments, with the same numbers.
   *
   * @param segmentation labels and fragments
   * @param fragments what was measured of them
   */
  public record Ordered(Segmentation segmentation, FragmentSet fragments) {}

  /**
   * Numbers fragments by the row they lie in and, in a row, by their centroids along it: by depth,
   * where rows are read downwards. Those beside all rows come last. Numbers are given once, when
   * fragments are found; a correction of one of them keeps the others' numbers. Cost: a pass over
   * the runs; none where they have these numbers already.
   *
   * @param segmentation labels and fragments, on any grid that covers the photo
   * @param fragments the same fragments by id, in photo pixels, with their rows
   * @param layout the photo's rows, in photo pixels
   * @return both with the new numbers
   * @throws IllegalArgumentException if the fragments are not those of the segmentation
   */
  public static Ordered ordered(Segmentation segmentation, FragmentSet fragments, Layout layout) {
    FragmentMap map = segmentation.fragments();
    if (map.count() != fragments.fragments().size()) {
      throw new IllegalArgumentException(
          fragments.fragments().size() + " fragments are not those of " + map);
    }
    List<Along> order = new ArrayList<>(fragments.fragments().size());
    for (Fragment fragment : fragments.fragments()) {
      order.add(Along.of(fragment, layout));
    }
    order.sort(
        Comparator.comparingInt(Along::row)
            .thenComparingDouble(Along::u)
            .thenComparingDouble(Along::v));
    int[] number = new int[map.count() + 1];
    boolean same = true;
    List<Fragment> numbered = new ArrayList<>(order.size());
    for (int i = 0; i < order.size(); i++) {
      Fragment fragment = order.get(i).fragment();
      number[fragment.id()] = i + 1;
      same &= fragment.id() == i + 1;
      numbered.add(fragment.withId(i + 1));
    }
    if (same) {
      return new Ordered(segmentation, fragments);
    }
    FragmentMap.Builder renumbered = FragmentMap.builder(map.width(), map.height());
    for (int y = 0; y < map.height(); y++) {
      for (int run = map.firstRun(y); run < map.firstRun(y + 1); run++) {
        renumbered.add(y, map.runStart(run), map.runEnd(run), number[map.runId(run)]);
      }
    }
    Segmentation inOrder =
        Segmentation.of(
            segmentation.mask(), renumbered.build().withMarksOf(map, number), segmentation.frame());
    return new Ordered(
        segmentation.confidence().map(inOrder::withConfidence).orElse(inOrder),
        new FragmentSet(
            fragments.photoWidth(), fragments.photoHeight(), numbered, fragments.scale()));
  }

  /** A fragment and where it lies in its row. */
  private record Along(Fragment fragment, int row, double u, double v) {
    static Along of(Fragment fragment, Layout layout) {
      double x = fragment.measures().centroidX();
      double y = fragment.measures().centroidY();
      int number = fragment.row().orElse(Integer.MAX_VALUE);
      for (CoreRow row : layout.rows()) {
        if (row.number() == number) {
          PhotoPoint place = RowTransform.of(row, row.length(), row.width()).toRow(x, y);
          return new Along(fragment, number, place.x(), place.y());
        }
      }
      return new Along(fragment, number, x, y);
    }
  }
}
