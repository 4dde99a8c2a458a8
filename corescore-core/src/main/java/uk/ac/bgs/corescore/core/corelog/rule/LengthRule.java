// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.rule;

import java.util.Locale;

/** The definition of the length of a piece. */
public enum LengthRule {
  /** Along its own axis line, from end to end: one length for recovery, solid core and RQD. */
  AXIS,
  /** From tip to tip; neighbours with slanted ends overlap, so that sums exceed the core. */
  TIP_TO_TIP,
  /** The stretch in which the piece is nearly as wide as whole core. */
  FULL_DIAMETER;

  /**
   * The name in files and on command lines.
   *
   * @return the constant's name in lower case, with hyphens
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
