// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.image.PixelScale;

/**
 * A length of 1, 2 or 5 times a power of ten millimetres, to be drawn as a bar.
 *
 * @param pixels the bar's length in the photo, px
 * @param text the length with its unit: mm below 1 cm, m from 1 m
 */
record ScaleBar(double pixels, String text) {
  /** The longest such bar that is not longer than so many photo pixels. */
  static ScaleBar within(double maxPixels, PixelScale scale) {
    double most = maxPixels * scale.millimetresPerPixel();
    double power = Math.pow(10, Math.floor(Math.log10(most)));
    double length = power;
    for (int factor : new int[] {2, 5}) {
      if (factor * power <= most) {
        length = factor * power;
      }
    }
    return new ScaleBar(length / scale.millimetresPerPixel(), text(length));
  }

  /** The same bar on an image with so many pixels a photo pixel. */
  ScaleBar on(double scale) {
    return new ScaleBar(scale * pixels, text);
  }

  private static String text(double millimetres) {
    if (millimetres < 10) {
      return NumberText.readable(millimetres, 1) + " mm";
    }
    return millimetres < 1000
        ? NumberText.readable(millimetres / 10, 1) + " cm"
        : NumberText.readable(millimetres / 1000, 1) + " m";
  }
}
