// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.column;

import java.util.OptionalDouble;

/**
 * Settings for making columns from the rows of a core log. Immutable.
 *
 * @param rowsPerMetre rows of pixels for a metre of depth; empty for as many as the photos have:
 *     the median of the rows of core in a hole
 * @param mask the part of a row of core that is shown
 * @param gaps how depths without a photo are represented
 * @param maxGapMetres below a larger gap another page begins, m
 * @param maxPixels a page has at most this many pixels, up to {@link CoreColumn#MAX_PIXELS}
 */
public record ColumnSettings(
    OptionalDouble rowsPerMetre,
    ColumnMask mask,
    ColumnGaps gaps,
    double maxGapMetres,
    long maxPixels) {
  private static final double MAX_GAP = 5;
  private static final long PAGE = 1L << 26;

  /** The resolution of the photos, all of each row, gaps of up to 5 m filled, 2^26 pixels. */
  public static final ColumnSettings DEFAULT =
      new ColumnSettings(OptionalDouble.empty(), ColumnMask.ROW, ColumnGaps.FILL, MAX_GAP, PAGE);

  /**
   * Checks the numbers.
   *
   * @param rowsPerMetre rows of pixels for a metre of depth
   * @param mask the part of a row of core that is shown
   * @param gaps how depths without a photo are represented
   * @param maxGapMetres below a larger gap another page begins
   * @param maxPixels how many pixels a page has at most
   */
  public ColumnSettings {
    double rows = rowsPerMetre.orElse(1);
    if (!(rows > 0 && rows < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("rows for a metre are above 0, not " + rows);
    }
    if (!(maxGapMetres >= 0)) {
      throw new IllegalArgumentException("a gap is from 0 m, not " + maxGapMetres);
    }
    if (maxPixels < 1 || maxPixels > CoreColumn.MAX_PIXELS) {
      throw new IllegalArgumentException(
          "a page has from 1 to " + CoreColumn.MAX_PIXELS + " pixels, not " + maxPixels);
    }
  }

  /**
   * The same with another resolution.
   *
   * @param rows rows of pixels for a metre of depth, above 0
   * @return a copy
   */
  public ColumnSettings withRowsPerMetre(double rows) {
    return new ColumnSettings(OptionalDouble.of(rows), mask, gaps, maxGapMetres, maxPixels);
  }

  /**
   * The same with another mask.
   *
   * @param shown the part of a row of core that is shown
   * @return a copy
   */
  public ColumnSettings withMask(ColumnMask shown) {
    return new ColumnSettings(rowsPerMetre, shown, gaps, maxGapMetres, maxPixels);
  }

  /**
   * The same with another answer on gaps.
   *
   * @param between how depths without a photo are represented
   * @param maxMetres below a larger gap another page begins, m, from 0
   * @return a copy
   */
  public ColumnSettings withGaps(ColumnGaps between, double maxMetres) {
    return new ColumnSettings(rowsPerMetre, mask, between, maxMetres, maxPixels);
  }

  /**
   * The same with smaller or larger pages.
   *
   * @param pixels how many pixels a page has at most
   * @return a copy
   */
  public ColumnSettings withMaxPixels(long pixels) {
    return new ColumnSettings(rowsPerMetre, mask, gaps, maxGapMetres, pixels);
  }
}
