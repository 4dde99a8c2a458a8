// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;

/**
 * The condition of a stretch of core. Immutable.
 *
 * @param depths where it is
 * @param name what the condition is called
 * @param badness 0 for the best of its classes to 1 for the worst, for its colour
 */
public record StripCondition(DepthInterval depths, String name, double badness) {
  /**
   * Checks the number.
   *
   * @param depths where it is
   * @param name what the condition is called
   * @param badness 0 to 1
   */
  public StripCondition {
    if (!(badness >= 0 && badness <= 1)) {
      throw new IllegalArgumentException("badness is 0 to 1, not " + badness);
    }
  }
}
