// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.measure;

import uk.ac.bgs.corescore.image.PixelScale;

/**
 * A length in a photograph.
 *
 * @param pixels the length, px, not negative
 */
public record Length(double pixels) {
  /**
   * Checks that the length is a finite number and not negative.
   *
   * @param pixels the length
   */
  public Length {
    if (!(pixels >= 0) || Double.isInfinite(pixels)) {
      throw new IllegalArgumentException("a length is finite and not negative: " + pixels);
    }
  }

  /**
   * The length on the core.
   *
   * @param scale size of a pixel
   * @return mm
   */
  public double millimetres(PixelScale scale) {
    return pixels * scale.millimetresPerPixel();
  }
}
