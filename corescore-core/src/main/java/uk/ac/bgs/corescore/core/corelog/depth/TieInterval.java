// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.depth;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The core between two known depths.
 *
 * @param interval the two depths
 * @param stretch metres of depth for a metre of core: below 1 there is more core than depth; empty
 *     without a scale of its own, or without rock
 * @param assumedLoss the loss that was put at its base because rock is missing
 */
public record TieInterval(
    DepthInterval interval, OptionalDouble stretch, Optional<DepthInterval> assumedLoss) {
  private static final double DEFAULT_MIN = 0.95;
  private static final double DEFAULT_MAX = 1.05;
  private static final double MIN = 0.5;
  private static final double MAX = 1.5;

  /**
   * Whether the stretch is to check.
   *
   * @return true outside 0.95 to 1.05
   */
  public boolean unusual() {
    return stretch.isPresent()
        && !(stretch.getAsDouble() >= DEFAULT_MIN && stretch.getAsDouble() <= DEFAULT_MAX);
  }

  /**
   * Whether depths or scale cannot be right.
   *
   * @return true outside 0.5 to 1.5
   */
  public boolean impossible() {
    return stretch.isPresent() && !(stretch.getAsDouble() >= MIN && stretch.getAsDouble() <= MAX);
  }
}
