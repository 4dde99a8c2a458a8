// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.depth;

import java.util.Locale;

/** How depth is interpolated between two places with known depths. */
public enum DepthRule {
  /** Evenly along the tray: an empty part of the tray has depth. Right for rows of one metre. */
  POSITION,
  /**
   * Along the rock alone: an empty part of the tray has no depth. Right between the driller's
   * blocks.
   */
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
