// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.column;

import java.util.Locale;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;

/**
 * Rows of a column that lie evenly between two depths: an entry of its depth index. Immutable.
 *
 * @param first its first row of pixels, from 0
 * @param end the row of pixels after its last
 * @param depths from the upper side of its first row to the lower side of its last
 * @param kind what it shows
 * @param source what it was cut out of, such as {@code box1.jpg, row 2}; blank where that is not
 *     known, and of a gap
 */
public record ColumnSegment(int first, int end, DepthInterval depths, Kind kind, String source) {
  /** What rows of a column show. */
  public enum Kind {
    /** A row of core, with empty parts of the tray that have depth. */
    CORE,
    /** Core loss, stated or assumed: black. */
    LOSS,
    /** Depths of which there is no core in photos: black. */
    GAP;

    /**
     * The name in files.
     *
     * @return the constant's name in lower case
     */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks that there are rows.
   *
   * @param first its first row
   * @param end the row after its last
   * @param depths from which depth to which
   * @param kind what it shows
   * @param source what it was cut out of
   */
  public ColumnSegment {
    if (first < 0 || end <= first) {
      throw new IllegalArgumentException("a stretch has rows, not from " + first + " to " + end);
    }
  }
}
