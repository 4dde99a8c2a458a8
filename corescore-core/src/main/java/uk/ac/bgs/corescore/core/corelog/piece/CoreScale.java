// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.piece;

import uk.ac.bgs.corescore.core.corelog.depth.AxialInterval;

/**
 * The size on the core of a pixel of a row's own rectangle: separately along and across.
 *
 * @param along mm of core for a pixel along the row, above 0
 * @param across mm of core for a pixel across the row, above 0
 * @param source where this comes from
 * @param relativeError share by which both may be wrong, from 0; not a number where that is not
 *     known
 */
public record CoreScale(double along, double across, ScaleSource source, double relativeError) {
  /**
   * Checks the numbers.
   *
   * @param along mm of core for a pixel along the row
   * @param across mm of core for a pixel across the row
   * @param source where this comes from
   * @param relativeError share by which both may be wrong
   */
  public CoreScale {
    if (!(along > 0 && along < Double.POSITIVE_INFINITY)
        || !(across > 0 && across < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a scale is above 0, not " + along + " and " + across);
    }
    if (relativeError < 0) {
      throw new IllegalArgumentException("an error is from 0, not " + relativeError);
    }
  }

  /**
   * A length along the core.
   *
   * @param stretch a stretch of the row
   * @return mm
   */
  public double millimetresAlong(AxialInterval stretch) {
    return stretch.length() * along;
  }

  /**
   * A width across the core.
   *
   * @param pixels px of the row across it
   * @return mm
   */
  public double millimetresAcross(double pixels) {
    return pixels * across;
  }
}
