// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.depth;

/**
 * A place whose depth is known.
 *
 * @param place how far along a chain of rows it is, mm of core where the scale is known, else px
 * @param depth its depth
 */
public record TiePoint(double place, Depth depth) {
  /**
   * Checks that the place is finite.
   *
   * @param place how far along
   * @param depth its depth
   */
  public TiePoint {
    if (!Double.isFinite(place)) {
      throw new IllegalArgumentException("a place is finite, not " + place);
    }
  }
}
