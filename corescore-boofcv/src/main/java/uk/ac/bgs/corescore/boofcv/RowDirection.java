// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

/**
 * The direction of rows: along the photo's rows of pixels or its columns, rotated by some degrees.
 * Edges that are long and straight in a direction meet in few lines when the gradients across it
 * are added up along it; the direction is that with the largest sum of squares of these sums, each
 * taken over a quarter of the photo's length.
 *
 * @param upright whether rows run from top to bottom
 * @param radians how far they are turned, clockwise as seen
 */
record RowDirection(boolean upright, double radians) {
  private static final double MAX_DEGREES = 20;
  private static final double FINEST_DEGREES = 0.25;
  private static final float MAX_GRADIENT = 15;
  private static final int QUARTERS = 4;

  static RowDirection of(Luma luma) {
    Gradients coarse = Gradients.of(luma.halved());
    RowDirection best = new RowDirection(false, 0);
    double most = -1;
    for (double degrees = -MAX_DEGREES; degrees <= MAX_DEGREES; degrees++) {
      for (boolean upright : new boolean[] {false, true}) {
        RowDirection one = new RowDirection(upright, Math.toRadians(degrees));
        double energy = coarse.energy(one);
        if (energy > most) {
          most = energy;
          best = one;
        }
      }
    }
    Gradients fine = Gradients.of(luma);
    RowDirection finest = best;
    most = -1;
    for (double more = -1; more <= 1; more += FINEST_DEGREES) {
      RowDirection one = new RowDirection(best.upright, best.radians + Math.toRadians(more));
      double energy = fine.energy(one);
      if (energy > most) {
        most = energy;
        finest = one;
      }
    }
    return finest;
  }

  /** Unit vector along the rows, as they are read: to the right, or down. */
  double[] along() {
    double c = Math.cos(radians);
    double s = Math.sin(radians);
    return upright ? new double[] {-s, c} : new double[] {c, s};
  }

  /** Unit vector across the rows, to the side that is down when they are read. */
  double[] across() {
    double[] along = along();
    return new double[] {-along[1], along[0]};
  }

  /** Gradients of an image, and how far they meet in lines. */
  @SuppressWarnings("ArrayRecordComponent") // on its way from one step to the next
  private record Gradients(int width, int height, float[] x, float[] y) {
    static Gradients of(Luma luma) {
      Luma smooth = luma.smoothed();
      int w = luma.width();
      int h = luma.height();
      float[] x = new float[w * h];
      float[] y = new float[w * h];
      for (int row = 1; row < h - 1; row++) {
        for (int column = 1; column < w - 1; column++) {
          int at = row * w + column;
          x[at] = (smooth.values()[at + 1] - smooth.values()[at - 1]) / 2;
          y[at] = (smooth.values()[at + w] - smooth.values()[at - w]) / 2;
        }
      }
      return new Gradients(w, h, x, y);
    }

    double energy(RowDirection direction) {
      double[] d = direction.along();
      double[] n = direction.across();
      double length = Math.abs(width * d[0]) + Math.abs(height * d[1]);
      int bins = (int) Math.ceil(Math.abs(width * n[0]) + Math.abs(height * n[1])) + 2;
      double[] sums = new double[QUARTERS * bins];
      for (int row = 1; row < height - 1; row++) {
        for (int column = 1; column < width - 1; column++) {
          int at = row * width + column;
          double g = n[0] * x[at] + n[1] * y[at];
          double px = column + 0.5 - width / 2.0;
          double py = row + 0.5 - height / 2.0;
          int bin = (int) (n[0] * px + n[1] * py + bins / 2.0);
          int quarter = (int) (QUARTERS * ((d[0] * px + d[1] * py) / length + 0.5));
          sums[quarter * bins + bin] += Math.max(-MAX_GRADIENT, Math.min(MAX_GRADIENT, g));
        }
      }
      double energy = 0;
      for (double sum : sums) {
        energy += sum * sum;
      }
      return energy / length;
    }
  }
}
