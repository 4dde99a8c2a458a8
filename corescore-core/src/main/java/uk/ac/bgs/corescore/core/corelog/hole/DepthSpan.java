// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.hole;

import uk.ac.bgs.corescore.core.corelog.depth.AxialInterval;
import uk.ac.bgs.corescore.core.corelog.depth.Depth;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.depth.DepthMap;

/**
 * The depth range of something in a row. Unlike a {@link DepthInterval} it can be of no depth: what
 * lies beyond the last known depth of a row is all at that depth.
 *
 * @param top where it begins
 * @param base where it ends, not above its top
 */
public record DepthSpan(Depth top, Depth base) {
  /**
   * Checks the order.
   *
   * @param top where it begins
   * @param base where it ends
   */
  public DepthSpan {
    if (top.compareTo(base) > 0) {
      throw new IllegalArgumentException("depth runs down, not from " + top + " to " + base);
    }
  }

  static DepthSpan of(AxialInterval stretch, DepthMap depths, double offset, double unit) {
    Depth top = depths.beginning(offset + stretch.from() * unit);
    Depth base = depths.end(offset + stretch.to() * unit);
    return new DepthSpan(top, base.compareTo(top) < 0 ? top : base);
  }

  /**
   * How much depth it takes.
   *
   * @return m, from 0
   */
  public double metres() {
    return base.metres() - top.metres();
  }

  /**
   * Which share of it lies in an interval.
   *
   * @param interval part of the hole
   * @return 0 to 1; of no depth it is in the interval that counts a break there
   */
  public double share(DepthInterval interval) {
    if (!(metres() > 0)) {
      return interval.counts(base) ? 1 : 0;
    }
    return interval.overlap(top.metres(), base.metres()) / metres();
  }
}
