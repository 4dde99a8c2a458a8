// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.measure;

import uk.ac.bgs.corescore.image.PixelScale;

/**
 * An area in a photograph.
 *
 * @param squarePixels the area, px², not negative
 */
public record Area(double squarePixels) {
  /**
   * Checks that the area is a finite number and not negative.
   *
   * @param squarePixels the area
   */
  public Area {
    if (!(squarePixels >= 0) || Double.isInfinite(squarePixels)) {
      throw new IllegalArgumentException("an area is finite and not negative: " + squarePixels);
    }
  }

  /**
   * The area on the core.
   *
   * @param scale size of a pixel
   * @return mm²
   */
  public double squareMillimetres(PixelScale scale) {
    return squarePixels * scale.millimetresPerPixel() * scale.millimetresPerPixel();
  }
}
