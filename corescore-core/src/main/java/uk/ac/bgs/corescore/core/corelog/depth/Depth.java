// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.depth;

/**
 * A depth along a hole, downwards from its datum. It is no length of core: core can be lost, and
 * core can swell.
 *
 * @param metres m; 0 is a depth, and above the datum it is negative
 */
public record Depth(double metres) implements Comparable<Depth> {
  /**
   * Checks that the depth is a finite number.
   *
   * @param metres m
   */
  public Depth {
    if (!Double.isFinite(metres)) {
      throw new IllegalArgumentException("a depth is finite, not " + metres);
    }
  }

  @Override
  public int compareTo(Depth other) {
    return Double.compare(metres, other.metres);
  }
}
