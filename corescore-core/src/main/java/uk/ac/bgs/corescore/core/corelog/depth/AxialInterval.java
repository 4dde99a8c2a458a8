// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.depth;

/**
 * A stretch of core along a row, in pixels of the row's own rectangle, from the row's beginning.
 *
 * @param from where it begins, px; below 0 where it reaches beyond the row
 * @param to where it ends, px, not before its beginning
 */
public record AxialInterval(double from, double to) {
  /**
   * Checks that the places are finite and in order.
   *
   * @param from where it begins
   * @param to where it ends
   */
  public AxialInterval {
    if (!Double.isFinite(from) || !Double.isFinite(to) || from > to) {
      throw new IllegalArgumentException("no stretch of a row: " + from + " to " + to);
    }
  }

  /**
   * Its length along the core.
   *
   * @return px, from 0
   */
  public double length() {
    return to - from;
  }

  /**
   * How much of the row two stretches have in common.
   *
   * @param other another stretch of the same row
   * @return px, from 0
   */
  public double overlap(AxialInterval other) {
    return Math.max(0, Math.min(to, other.to) - Math.max(from, other.from));
  }

  /**
   * From the beginning of the first to the end of the last.
   *
   * @param other another stretch of the same row
   * @return the shortest stretch that holds both
   */
  public AxialInterval hull(AxialInterval other) {
    return new AxialInterval(Math.min(from, other.from), Math.max(to, other.to));
  }
}
