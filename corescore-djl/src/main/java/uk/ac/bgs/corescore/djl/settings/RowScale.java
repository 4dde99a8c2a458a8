// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.settings;

/**
 * The width of a row of core in a photo that shows one row, relative to the photo's longer side.
 * Photos for training are some seven times as long as high, and the walls beside the row take a
 * fifth of the height.
 */
public final class RowScale {
  /** Width of the row divided by the longer side of the photo. */
  public static final double SHARE = 0.115;

  private RowScale() {}

  /**
   * Cells across a row.
   *
   * @param photoWidth cells of the longer side of the photo, at least 1
   * @return cells from one side of the row to the other, at least 1
   */
  public static int cellsAcross(int photoWidth) {
    return Math.max(1, (int) Math.rint(SHARE * photoWidth));
  }
}
