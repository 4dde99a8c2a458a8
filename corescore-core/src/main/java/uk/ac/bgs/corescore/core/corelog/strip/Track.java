// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import java.util.List;

/** A column of a strip log. */
interface Track {
  /** What stands above it, two lines. */
  List<String> title();

  /** How wide it is, mm of paper. */
  double width();

  /** Draws what is between the title and the track, such as the numbers of an axis. */
  default void scale(Sheet sheet, double x, double baseline) {}

  /** Draws the page's part of it. */
  void draw(Sheet sheet, double x, DepthScale ruler, boolean first);
}
