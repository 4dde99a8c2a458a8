// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

/** One point of a surface: colour in full light (sRGB, 0 to 255) and relief in mm. */
final class Texel {
  double r;
  double g;
  double b;
  double relief;

  final Noise.Cell cell = new Noise.Cell();

  void set(int rgb) {
    r = rgb >> 16 & 0xFF;
    g = rgb >> 8 & 0xFF;
    b = rgb & 0xFF;
    relief = 0;
  }

  /** Moves the colour towards another by a share of 0 to 1. */
  void mix(int rgb, double share) {
    r += ((rgb >> 16 & 0xFF) - r) * share;
    g += ((rgb >> 8 & 0xFF) - g) * share;
    b += ((rgb & 0xFF) - b) * share;
  }

  void scale(double factor) {
    r *= factor;
    g *= factor;
    b *= factor;
  }

  int rgb() {
    return Canvas.rgb(r, g, b);
  }
}
