// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.util.SplittableRandom;

/** A projective map of the plane, from crop pixels to source pixels. */
record Warp(double a, double b, double c, double d, double e, double f, double g, double h) {
  void apply(double x, double y, double[] to) {
    double w = g * x + h * y + 1;
    to[0] = (a * x + b * y + c) / w;
    to[1] = (d * x + e * y + f) / w;
  }

  /**
   * A random view: flipped, turned, nearer or farther, and a little from the side.
   *
   * @param width of the crop
   * @param height of the crop
   * @param centreX where the crop's centre looks at
   * @param centreY where the crop's centre looks at
   * @param scale source pixels to a crop pixel
   */
  static Warp random(
      SplittableRandom random,
      int width,
      int height,
      double centreX,
      double centreY,
      double scale) {
    double angle =
        Math.toRadians(
            random.nextDouble() < 0.8 ? 3 * random.nextGaussian() : random.nextDouble(-25, 25));
    double stretch = Math.exp(0.08 * random.nextGaussian());
    double shear = 0.03 * random.nextGaussian();
    double flipX = random.nextBoolean() ? -1 : 1;
    double flipY = random.nextBoolean() ? -1 : 1;
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double xx = flipX * scale * stretch * cos;
    double xy = flipY * scale / stretch * (shear - sin);
    double yx = flipX * scale * stretch * sin;
    double yy = flipY * scale / stretch * cos;
    double g = random.nextBoolean() ? 0.08 / width * random.nextGaussian() : 0;
    double h = random.nextBoolean() ? 0.08 / height * random.nextGaussian() : 0;
    // The view is centred: with u = x - width / 2 the denominator is 1 + g u + h v.
    double norm = 1 - g * width / 2 - h * height / 2;
    double a = xx + centreX * g;
    double b = xy + centreX * h;
    double d = yx + centreY * g;
    double e = yy + centreY * h;
    double c = centreX - (a * width + b * height) / 2;
    double f = centreY - (d * width + e * height) / 2;
    return new Warp(a / norm, b / norm, c / norm, d / norm, e / norm, f / norm, g / norm, h / norm);
  }
}
