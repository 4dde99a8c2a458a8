// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.image;

/**
 * The size of a photo pixel on the core. The only source of millimetres; without a scale there is
 * no {@code PixelScale}.
 *
 * @param millimetresPerPixel side of a photo pixel on the core, mm; a millionth to a million
 */
public record PixelScale(double millimetresPerPixel) {
  /**
   * Checks that the scale is a positive number.
   *
   * @param millimetresPerPixel side of a photo pixel on the core
   */
  public PixelScale {
    if (!(millimetresPerPixel >= 1e-6 && millimetresPerPixel <= 1e6)) {
      throw new IllegalArgumentException(
          "millimetres per pixel are from 0.000001 to 1000000, not " + millimetresPerPixel);
    }
  }
}
