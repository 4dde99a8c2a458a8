// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.column;

import java.util.Locale;

/** The part of a row of core that a column shows; the rest is black (0, 0, 0). */
public enum ColumnMask {
  /** All of the row; where it reaches beyond the photo, the photo's outer pixels continue. */
  NONE,
  /** All of the row that the photo shows. */
  ROW,
  /** The rock alone: the outlines of its fragments. */
  ROCK;

  /**
   * The name in files and on command lines.
   *
   * @return the constant's name in lower case
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
