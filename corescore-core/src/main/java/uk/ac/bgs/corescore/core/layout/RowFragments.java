// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.measure.FragmentSet;

/** Tells fragments in which row of core they lie. Stateless; safe for use by many threads. */
public final class RowFragments {
  private RowFragments() {}

  /**
   * Gives fragments the numbers of their rows: that of the row in which the centre of the first
   * cell of the first run lies. Where {@link RowSegmenter} found them all their cells lie in that
   * row. Cost: a pass over the runs; none where the photo is its only row.
   *
   * @param fragments what was measured
   * @param map the same fragments by id, on the photo's own grid; not looked at where the photo is
   *     its only row
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
}
