// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.piece;

import java.util.Locale;

/** The source of a scale. */
public enum ScaleSource {
  /** Millimetres for a photo pixel, stated. */
  PIXEL,
  /** A ruler, or any line of which the length is known, in the photo. */
  RULER,
  /** The length of a row's channel, stated. */
  ROW_LENGTH,
  /** The stated diameter of the core, and the width of whole core in the photo. */
  CORE_DIAMETER,
  /** The depths of the row: as if the channel were as long as the hole between them. */
  DEPTHS;

  /**
   * The name in files and on command lines.
   *
   * @return the constant's name in lower case, with hyphens
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
