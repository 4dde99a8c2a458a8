// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.table;

import java.util.Locale;

/** The position in a row of the base depth in a table of boxes. */
public enum BasePosition {
  /** At the end of the tray, whether rock lies there or not. */
  TRAY,
  /** Where the rock ends: the rest of the tray is empty, and no core is lost in it. */
  ROCK;

  /**
   * The name in tables.
   *
   * @return the constant's name in lower case
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
