// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.table;

import uk.ac.bgs.corescore.core.corelog.depth.Depth;

/**
 * A place inside a row whose depth is known, such as that of a driller's block.
 *
 * @param photo the photo's name, as in the table
 * @param row number of the row, as in the photo's layout
 * @param share how far along the row it is, 0 at its beginning to 1 at its end
 * @param depth its depth
 */
public record RowTiePoint(String photo, int row, double share, Depth depth) {
  /**
   * Checks the row and the place.
   *
   * @param photo the photo's name
   * @param row number of the row
   * @param share how far along the row it is
   * @param depth its depth
   */
  public RowTiePoint {
    if (row < 1) {
      throw new IllegalArgumentException("rows are numbered from 1, not " + row);
    }
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a place in a row is from 0 to 1, not " + share);
    }
  }
}
