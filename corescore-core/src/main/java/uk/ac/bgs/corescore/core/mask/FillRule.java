// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

/** Which pixels a polygon covers. */
public enum FillRule {
  /**
   * A pixel is inside if its centre is, by even-odd winding; for new work. Polygons that share a
   * border share no pixel and leave none out.
   */
  EXACT,
  /**
   * The rule that CoreScore's published masks were drawn with, to the pixel: vertices cut to whole
   * numbers, scanlines through them, both ends rounded outwards, horizontal edges filled whole. A
   * polygon covers about half a pixel more on each side than it encloses.
   */
  PUBLISHED
}
