// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.depth;

/**
 * A stretch of a hole. Immutable.
 *
 * @param top the smaller depth
 * @param base the larger depth
 */
public record DepthInterval(Depth top, Depth base) {
  private static final double MICROMETRES = 1e6;

  /**
   * Checks the order.
   *
   * @param top the smaller depth
   * @param base the larger depth, below the top
   */
  public DepthInterval {
    if (!(top.metres() < base.metres())) {
      throw new IllegalArgumentException(
          "the top of an interval lies above its base, not "
              + top.metres()
              + " to "
              + base.metres());
    }
  }

  /**
   * An interval in metres.
   *
   * @param top the smaller depth, m
   * @param base the larger depth, m
   * @return the interval
   */
  public static DepthInterval of(double top, double base) {
    return new DepthInterval(new Depth(top), new Depth(base));
  }

  /**
   * How much of the hole it is.
   *
   * @return m, above 0
   */
  public double metres() {
    return base.metres() - top.metres();
  }

  /**
   * How much of the hole two intervals have in common.
   *
   * @param other another interval
   * @return m, from 0
   */
  public double overlap(DepthInterval other) {
    return overlap(other.top.metres(), other.base.metres());
  }

  /**
   * How much of it lies between two depths.
   *
   * @param from the smaller depth, m
   * @param to the larger depth, m
   * @return m, from 0
   */
  public double overlap(double from, double to) {
    return Math.max(0, Math.min(base.metres(), to) - Math.max(top.metres(), from));
  }

  /**
   * Whether a break at a depth is counted in this interval: the one on the border of two is counted
   * once, in the upper.
   *
   * @param depth where the break is
   * @return true below the top, down to and with the base
   */
  public boolean counts(Depth depth) {
    return depth.metres() > top.metres() && depth.metres() <= base.metres();
  }

  @Override
  public String toString() {
    return shown(top) + " to " + shown(base) + " m";
  }

  /** Without rounding errors in the last digits. */
  private static double shown(Depth depth) {
    return Math.rint(depth.metres() * MICROMETRES) / MICROMETRES;
  }
}
