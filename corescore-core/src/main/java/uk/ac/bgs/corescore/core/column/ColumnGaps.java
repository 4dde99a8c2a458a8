// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.column;

import java.util.Locale;

/** How depths between two joined columns are represented. */
public enum ColumnGaps {
  /** They are filled with black rows, as high as the rows at both sides in the mean. */
  FILL,
  /** The columns follow each other at once, and the depths of rows jump. */
  COLLAPSE;

  /**
   * The name in files and on command lines.
   *
   * @return the constant's name in lower case
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
