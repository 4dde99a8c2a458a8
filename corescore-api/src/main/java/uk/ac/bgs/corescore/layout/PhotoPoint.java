// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.layout;

/**
 * A point in a photograph, in pixels with the origin at the outer corner of the top left pixel.
 *
 * @param x to the right, px
 * @param y down, px
 */
public record PhotoPoint(double x, double y) {
  /**
   * Checks that the coordinates are finite.
   *
   * @param x to the right
   * @param y down
   */
  public PhotoPoint {
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      throw new IllegalArgumentException("a point is finite, not (" + x + ", " + y + ")");
    }
  }

  /**
   * The Euclidean distance to another point.
   *
   * @param other the other point
   * @return px, from 0
   */
  public double distance(PhotoPoint other) {
    return Math.hypot(other.x - x, other.y - y);
  }
}
