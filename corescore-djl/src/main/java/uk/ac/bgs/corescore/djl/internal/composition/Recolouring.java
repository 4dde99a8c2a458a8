// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.composition;

import java.util.SplittableRandom;

/**
 * Gives photographed rock another colour and texture, and keeps its brightness relative to its
 * mean.
 *
 * @param paint the new surface; its texture is laid over the rock
 * @param mean mean brightness before, 0 to 255
 */
record Recolouring(Surface paint, double mean) {
  /** No change. */
  static final Recolouring NONE =
      new Recolouring(
          new Surface(0, 0, 0, new TextureBank.View(new float[0], 0, 0, 0, false), 0), -1);

  private static final int SAMPLES = 12;

  /**
   * A random rock of a style for a stretch of a strip; {@link #NONE} if there is hardly any rock.
   */
  static Recolouring of(
      RowStrip strip,
      int level,
      double left,
      double length,
      CoreStyle style,
      SplittableRandom random) {
    float[] sample = new float[4];
    double sum = 0;
    double rock = 0;
    for (int j = 0; j < SAMPLES; j++) {
      for (int i = 0; i < SAMPLES; i++) {
        strip.at(
            level,
            left + length * (i + 0.5) / SAMPLES,
            strip.height() * (j + 0.5) / SAMPLES,
            sample);
        sum += sample[3] * (sample[0] + sample[1] + sample[2]) / 3;
        rock += sample[3];
      }
    }
    if (rock < SAMPLES) {
      return NONE;
    }
    Surface of = style.rocks.get(random.nextInt(style.rocks.size()));
    int tint = Surface.hsb(random, 0, 360, 0, 0.06, 0.85, 1);
    double light = Math.exp(0.12 * random.nextGaussian()) / 235;
    return new Recolouring(
        new Surface(
            of.red() * (tint >> 16 & 0xff) * light,
            of.green() * (tint >> 8 & 0xff) * light,
            of.blue() * (tint & 0xff) * light,
            style.grain,
            style.grained),
        Math.max(8, sum / rock));
  }

  /** Changes red, green and blue, weighted by the share of rock. */
  void apply(float[] rgb, float rock, int x, int y, CoreStyle style) {
    if (mean < 0 || rock <= 0) {
      return;
    }
    double bright = (rgb[0] + rgb[1] + rgb[2]) / 3;
    double relief = Math.pow(Math.max(0.04, Math.min(3, bright / mean)), style.contrast);
    double s = paint.strength() == 0 ? 0 : paint.strength() * paint.grain().at(x, y);
    double factor = relief * Math.max(0.2, 1 + s + s * s / 2);
    double[] base = {paint.red(), paint.green(), paint.blue()};
    for (int c = 0; c < 3; c++) {
      double other = base[c] * factor + style.chroma * (rgb[c] - bright);
      rgb[c] = (float) Math.max(0, rgb[c] * (1 - rock) + other * rock);
    }
  }
}
