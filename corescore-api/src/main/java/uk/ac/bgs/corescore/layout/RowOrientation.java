// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.layout;

import java.util.Locale;

/** The orientation of a row of core in a photograph. */
public enum RowOrientation {
  /** Nearer to the photo's rows of pixels: it is read from left to right, or turned by half. */
  HORIZONTAL,
  /** Nearer to the photo's columns: it is read from top to bottom, or turned by half. */
  VERTICAL;

  /**
   * The other way.
   *
   * @return vertical for horizontal, and the reverse
   */
  public RowOrientation across() {
    return this == HORIZONTAL ? VERTICAL : HORIZONTAL;
  }

  /**
   * The name in files.
   *
   * @return the constant's name in lower case
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
