// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.composition;

import java.awt.Color;
import java.util.SplittableRandom;
import uk.ac.bgs.corescore.djl.internal.augmentation.Crop;

/**
 * A surface: a colour and a texture that makes it lighter and darker.
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 * @param grain the texture
 * @param strength of the texture, 0 for an even surface
 */
record Surface(double red, double green, double blue, TextureBank.View grain, double strength) {
  /** Materials of trays, cards and backgrounds. */
  enum Material {
    WOOD,
    PLASTIC,
    METAL,
    CARD,
    DARK,
    ANY
  }

  /** A surface of a material. */
  static Surface of(Material material, TextureBank bank, SplittableRandom random) {
    return switch (material) {
      case WOOD ->
          of(
              hsb(random, 18, 45, 0.1, 0.55, 0.3, 0.92),
              bank.of(TextureBank.Kind.GRAIN, random.nextDouble(0.4, 1.6), false, random),
              random.nextDouble(0.03, 0.2));
      case METAL ->
          of(
              hsb(random, 180, 260, 0, 0.1, 0.2, 0.85),
              bank.of(TextureBank.Kind.CLOUDS, random),
              random.nextDouble(0.01, 0.12));
      case PLASTIC ->
          of(
              hsb(random, 0, 360, 0, random.nextDouble(0.05, 0.8), 0.08, 0.95),
              bank.of(TextureBank.Kind.CLOUDS, random),
              random.nextDouble(0, 0.06));
      case CARD -> of(cardColour(random), cardGrain(bank, random), random.nextDouble(0.01, 0.1));
      case DARK ->
          of(
              hsb(random, 0, 360, 0, 0.3, 0.04, 0.22),
              bank.any(random),
              random.nextDouble(0.02, 0.25));
      case ANY ->
          of(
              hsb(random, 0, 360, 0, random.nextDouble(0.02, 0.4), 0.08, 0.97),
              bank.any(random),
              random.nextDouble(0.02, 0.3));
    };
  }

  /** Brown card, white paper, or a saturated print. */
  private static int cardColour(SplittableRandom random) {
    double kind = random.nextDouble();
    return kind < 0.4
        ? hsb(random, 20, 48, 0.1, 0.5, 0.4, 0.92)
        : kind < 0.8 ? hsb(random, 0, 360, 0, 0.08, 0.75, 1) : hsb(random, 0, 360, 0.2, 1, 0.3, 1);
  }

  private static TextureBank.View cardGrain(TextureBank bank, SplittableRandom random) {
    return random.nextDouble() < 0.7
        ? bank.of(TextureBank.Kind.CLOUDS, random)
        : bank.of(TextureBank.Kind.FABRIC, random);
  }

  static Surface of(int rgb, TextureBank.View grain, double strength) {
    return new Surface(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff, grain, strength);
  }

  /** A colour between bounds: hue in degrees, saturation and brightness as shares. */
  static int hsb(
      SplittableRandom random,
      double hueFrom,
      double hueTo,
      double saturationFrom,
      double saturationTo,
      double from,
      double to) {
    double hue = hueFrom + (hueTo - hueFrom) * random.nextDouble();
    double saturation = saturationFrom + (saturationTo - saturationFrom) * random.nextDouble();
    double brightness = from + (to - from) * random.nextDouble();
    return Color.HSBtoRGB((float) (hue / 360), (float) saturation, (float) brightness) & 0xffffff;
  }

  /** The colour of a rock: grey, brown, green, red, pale or nearly black. */
  static int rock(SplittableRandom random) {
    double kind = random.nextDouble();
    return kind < 0.35
        ? hsb(random, 0, 360, 0, 0.12, 0.2, 0.92)
        : kind < 0.6
            ? hsb(random, 20, 60, 0.08, 0.45, 0.25, 0.92)
            : kind < 0.72
                ? hsb(random, 70, 220, 0.05, 0.3, 0.2, 0.75)
                : kind < 0.86
                    ? hsb(random, -15, 25, 0.25, 0.65, 0.2, 0.8)
                    : hsb(random, 180, 300, 0, 0.3, 0.06, 0.24);
  }

  /** The same surface, lighter or darker by a factor. */
  Surface times(double factor) {
    return new Surface(red * factor, green * factor, blue * factor, grain, strength);
  }

  /** The same surface in a similar colour. */
  Surface tinted(double spread, SplittableRandom random) {
    double light = Math.exp(1.5 * spread * random.nextGaussian());
    return new Surface(
        red * light * Math.exp(spread * random.nextGaussian()),
        green * light,
        blue * light * Math.exp(spread * random.nextGaussian()),
        grain,
        strength);
  }

  /** Sets a pixel to its colour, times a factor for light. */
  void put(Crop crop, int x, int y, double light) {
    double s = strength * grain.at(x, y);
    double factor = light * Math.max(0.15, 1 + s + s * s / 2);
    int plane = crop.size();
    int i = y * crop.width + x;
    crop.rgb[i] = (float) (red * factor);
    crop.rgb[plane + i] = (float) (green * factor);
    crop.rgb[2 * plane + i] = (float) (blue * factor);
  }

  /** Fills a rectangle, clipped to the crop. */
  void fill(Crop crop, int x0, int y0, int x1, int y1, double light) {
    for (int y = Math.max(0, y0); y < Math.min(crop.height, y1); y++) {
      for (int x = Math.max(0, x0); x < Math.min(crop.width, x1); x++) {
        put(crop, x, y, light);
      }
    }
  }
}
