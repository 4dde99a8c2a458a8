// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.image;

/**
 * How large a photo pixel is on the core. The only place where millimetres enter; where the scale
 * is not known there is no {@code PixelScale}.
 *
 * @param millimetresPerPixel side of a photo pixel on the core, mm, above 0
 */
public record PixelScale(double millimetresPerPixel) {
  /**
   * Checks that the scale is a positive number.
   *
   * @param millimetresPerPixel side of a photo pixel on the core
   */
  public PixelScale {
    if (!(millimetresPerPixel > 0) || Double.isInfinite(millimetresPerPixel)) {
      throw new IllegalArgumentException(
          "millimetres per pixel are above 0, not " + millimetresPerPixel);
    }
  }
}
