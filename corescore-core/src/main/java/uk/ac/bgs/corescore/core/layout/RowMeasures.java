// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.measure.Area;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.measure.FragmentSet;

/**
 * The measures of one row of core.
 *
 * @param row the row
 * @param fragments how many fragments lie in it
 * @param area the sum of their areas, in pixels of the whole photo
 * @param coreShare which share of the row's strip is core: of the cells whose centres lie in the
 *     row, as far as that is on the photo and not in an earlier row, those that belong to a
 *     fragment; 0 to 1, empty where the strip has no cell
 */
public record RowMeasures(CoreRow row, int fragments, Area area, OptionalDouble coreShare) {
  /**
   * Measures the rows of a photo. Stateless; safe for use by many threads. Cost: a pass over the
   * cells of the map, over its runs where the photo is its only row.
   *
   * @param layout the photo's rows
   * @param found its fragments, each with the number of its row
   * @param map the same fragments on a grid that covers the photo
   * @return the rows in reading order; fragments without a row count in none
   * @throws IllegalArgumentException if a fragment is in a row that the layout does not have
   */
  public static List<RowMeasures> of(Layout layout, FragmentSet found, FragmentMap map) {
    int count = layout.rows().size();
    int[] fragments = new int[count];
    double[] areas = new double[count];
    for (Fragment fragment : found.fragments()) {
      if (fragment.row().isPresent()) {
        int row = fragment.row().getAsInt();
        if (row > count) {
          throw new IllegalArgumentException(
              "fragment " + fragment.id() + " is in row " + row + " of " + count);
        }
        fragments[row - 1]++;
        areas[row - 1] += fragment.measures().area().squarePixels();
      }
    }
    double[] shares = coreShares(layout, map);
    List<RowMeasures> measures = new ArrayList<>(count);
    for (CoreRow row : layout.rows()) {
      int i = row.number() - 1;
      measures.add(
          new RowMeasures(
              row,
              fragments[i],
              new Area(areas[i]),
              Double.isNaN(shares[i]) ? OptionalDouble.empty() : OptionalDouble.of(shares[i])));
    }
    return List.copyOf(measures);
  }

  /** The share of core in each row by place, NaN where a row has no cell. */
  private static double[] coreShares(Layout layout, FragmentMap map) {
    if (layout.isWhole()) {
      return new double[] {map.areas()[0] / ((double) map.width() * map.height())};
    }
    List<CoreRow> rows = layout.rows();
    long[] strip = new long[rows.size() + 1];
    long[] core = new long[strip.length];
    int[] owner = new int[map.width()];
    double across = (double) map.width() / layout.photoWidth();
    double down = (double) map.height() / layout.photoHeight();
    for (int y = 0; y < map.height(); y++) {
      Arrays.fill(owner, 0);
      // The first of the rows that overlap is written last.
      for (int i = rows.size() - 1; i >= 0; i--) {
        claim(owner, rows.get(i), (y + 0.5) / down, across);
      }
      for (int row : owner) {
        strip[row]++;
      }
      for (int run = map.firstRun(y); run < map.firstRun(y + 1); run++) {
        for (int x = map.runStart(run); x < map.runEnd(run); x++) {
          core[owner[x]]++;
        }
      }
    }
    double[] shares = new double[rows.size()];
    Arrays.setAll(shares, i -> (double) core[i + 1] / strip[i + 1]);
    return shares;
  }

  /** Gives a row the cells of a line of the grid whose centres lie in it. */
  private static void claim(int[] owner, CoreRow row, double y, double across) {
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    List<PhotoPoint> corners = row.corners();
    for (int i = 0; i < corners.size(); i++) {
      PhotoPoint a = corners.get(i);
      PhotoPoint b = corners.get((i + 1) % corners.size());
      if (Math.min(a.y(), b.y()) <= y && y <= Math.max(a.y(), b.y())) {
        double share = a.y() == b.y() ? 0 : (y - a.y()) / (b.y() - a.y());
        double crossing = a.x() + share * (b.x() - a.x());
        double other = a.y() == b.y() ? b.x() : crossing;
        left = Math.min(left, Math.min(crossing, other));
        right = Math.max(right, Math.max(crossing, other));
      }
    }
    if (left <= right) {
      int from = (int) Math.max(0, Math.ceil(left * across - 0.5));
      int to = (int) Math.min(owner.length, Math.floor(right * across - 0.5) + 1);
      if (from < to) {
        Arrays.fill(owner, from, to, row.number());
      }
    }
  }
}
