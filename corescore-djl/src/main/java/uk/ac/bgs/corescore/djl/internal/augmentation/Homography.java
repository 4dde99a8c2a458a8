// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.augmentation;

import java.util.SplittableRandom;

/** A projective map of the plane, from crop pixels to source pixels. */
public record Homography(
    double a, double b, double c, double d, double e, double f, double g, double h) {
  public void apply(double x, double y, double[] to) {
    double w = g * x + h * y + 1;
    to[0] = (a * x + b * y + c) / w;
    to[1] = (d * x + e * y + f) / w;
  }

  /**
   * The homography that maps four points to four others.
   *
   * @param from x and y of each, alternating, no three on a line
   * @param to the points that they map to, likewise
   */
  public static Homography between(double[] from, double[] to) {
    double[][] rows = new double[8][];
    for (int k = 0; k < 4; k++) {
      double x = from[2 * k];
      double y = from[2 * k + 1];
      double u = to[2 * k];
      double v = to[2 * k + 1];
      rows[2 * k] = new double[] {x, y, 1, 0, 0, 0, -x * u, -y * u, u};
      rows[2 * k + 1] = new double[] {0, 0, 0, x, y, 1, -x * v, -y * v, v};
    }
    for (int column = 0; column < 8; column++) {
      int best = column;
      for (int r = column + 1; r < 8; r++) {
        best = Math.abs(rows[r][column]) > Math.abs(rows[best][column]) ? r : best;
      }
      double[] pivot = rows[best];
      rows[best] = rows[column];
      rows[column] = pivot;
      for (int r = 0; r < 8; r++) {
        double times = r == column ? 0 : rows[r][column] / pivot[column];
        for (int c = column; c < 9 && times != 0; c++) {
          rows[r][c] -= times * pivot[c];
        }
      }
    }
    double[] s = new double[8];
    for (int k = 0; k < 8; k++) {
      s[k] = rows[k][8] / rows[k][k];
    }
    return new Homography(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]);
  }

  /**
   * A random view: flip, rotation, scale and a little perspective.
   *
   * @param width of the crop
   * @param height of the crop
   * @param centreX source point at the crop's centre
   * @param centreY source point at the crop's centre
   * @param scale source pixels per crop pixel
   */
  public static Homography random(
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
    return new Homography(
        a / norm, b / norm, c / norm, d / norm, e / norm, f / norm, g / norm, h / norm);
  }
}
