// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.column;

import java.util.OptionalDouble;

/**
 * How columns are made of the rows of a core log. Immutable.
 *
 * @param rowsPerMetre rows of pixels for a metre of depth; empty for as many as the photos have:
 *     the median of the rows of core in a hole
 * @param mask what of a row of core is shown
 * @param gaps what becomes of depths that no photo shows
 * @param mostGapMetres below a larger gap another page begins, m
 * @param mostPixels a page has at most so many pixels, up to {@link CoreColumn#MOST_PIXELS}
 */
public record ColumnSettings(
    OptionalDouble rowsPerMetre,
    ColumnMask mask,
    ColumnGaps gaps,
    double mostGapMetres,
    long mostPixels) {
  private static final double MOST_GAP = 5;
  private static final long PAGE = 1L << 26;

  /** The resolution of the photos, all of each row, gaps of up to 5 m filled, 2^26 pixels. */
  public static final ColumnSettings USUAL =
      new ColumnSettings(OptionalDouble.empty(), ColumnMask.ROW, ColumnGaps.FILL, MOST_GAP, PAGE);

  /**
   * Checks the numbers.
   *
   * @param rowsPerMetre rows of pixels for a metre of depth
   * @param mask what of a row of core is shown
   * @param gaps what becomes of depths that no photo shows
   * @param mostGapMetres below a larger gap another page begins
   * @param mostPixels how many pixels a page has at most
   */
  public ColumnSettings {
    double rows = rowsPerMetre.orElse(1);
    if (!(rows > 0 && rows < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("rows for a metre are above 0, not " + rows);
    }
    if (!(mostGapMetres >= 0)) {
      throw new IllegalArgumentException("a gap is from 0 m, not " + mostGapMetres);
    }
    if (mostPixels < 1 || mostPixels > CoreColumn.MOST_PIXELS) {
      throw new IllegalArgumentException(
          "a page has from 1 to " + CoreColumn.MOST_PIXELS + " pixels, not " + mostPixels);
    }
  }

  /**
   * The same with another resolution.
   *
   * @param rows rows of pixels for a metre of depth, above 0
   * @return a copy
   */
  public ColumnSettings withRowsPerMetre(double rows) {
    return new ColumnSettings(OptionalDouble.of(rows), mask, gaps, mostGapMetres, mostPixels);
  }

  /**
   * The same with another mask.
   *
   * @param shown what of a row of core is shown
   * @return a copy
   */
  public ColumnSettings withMask(ColumnMask shown) {
    return new ColumnSettings(rowsPerMetre, shown, gaps, mostGapMetres, mostPixels);
  }

  /**
   * The same with another answer on gaps.
   *
   * @param between what becomes of depths that no photo shows
   * @param mostMetres below a larger gap another page begins, m, from 0
   * @return a copy
   */
  public ColumnSettings withGaps(ColumnGaps between, double mostMetres) {
    return new ColumnSettings(rowsPerMetre, mask, between, mostMetres, mostPixels);
  }

  /**
   * The same with smaller or larger pages.
   *
   * @param pixels how many pixels a page has at most
   * @return a copy
   */
  public ColumnSettings withMostPixels(long pixels) {
    return new ColumnSettings(rowsPerMetre, mask, gaps, mostGapMetres, pixels);
  }
}
