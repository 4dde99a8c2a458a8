// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.depth;

import java.util.Locale;

/**
 * How missing rock is treated under {@link DepthRule#ROCK}: there is less rock between two known
 * depths than their difference, and no loss is stated.
 */
public enum MissingRock {
  /** The rest is a loss at the base, assumed and marked so. */
  LOSS_AT_BASE,
  /** The rock is stretched to the depths. */
  STRETCH;

  /**
   * The name in files and on command lines.
   *
   * @return the constant's name in lower case, with hyphens
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
