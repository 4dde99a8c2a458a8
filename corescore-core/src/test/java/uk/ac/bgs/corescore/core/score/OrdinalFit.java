// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.score;

import java.util.Arrays;

/**
 * A proportional odds model (McCullagh 1980) fitted by maximum likelihood: logit P(y &lt;= k) =
 * cut_k - b x. The figures are brought to mean 0 and deviation 1 first, and half the ridge times
 * the square of their coefficients is taken off the log likelihood, which is concave, so that
 * Newton's steps, halved where they overshoot, end at its only maximum.
 */
final class OrdinalFit {
  private static final int STEPS = 200;
  private static final double DIFFERENCE = 1e-5;
  private static final double SMALL = 1e-11;

  private final double[] cuts;
  private final double[] coefficients;

  private OrdinalFit(double[] cuts, double[] coefficients) {
    this.cuts = cuts;
    this.coefficients = coefficients;
  }

  /**
   * Fits a model.
   *
   * @param x figures of each case
   * @param y class of each case, from 0; each class has a case
   * @param classes how many there are
   * @param ridge how much large coefficients cost; 0 for none
   */
  static OrdinalFit fit(double[][] x, int[] y, int classes, double ridge) {
    int figures = x[0].length;
    double[] mean = new double[figures];
    double[] deviation = new double[figures];
    for (int j = 0; j < figures; j++) {
      int column = j;
      double middle = Arrays.stream(x).mapToDouble(row -> row[column]).average().orElseThrow();
      mean[j] = middle;
      deviation[j] =
          Math.sqrt(
              Arrays.stream(x)
                  .mapToDouble(row -> (row[column] - middle) * (row[column] - middle))
                  .average()
                  .orElseThrow());
    }
    double[][] z = new double[x.length][figures];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < figures; j++) {
        z[i][j] = (x[i][j] - mean[j]) / deviation[j];
      }
    }
    double[] t = new double[classes - 1 + figures];
    for (int k = 0; k < classes - 1; k++) {
      int upTo = k;
      double below = Arrays.stream(y).filter(one -> one <= upTo).count();
      t[k] = Math.log(below / (y.length - below));
    }
    double now = loss(t, z, y, classes, ridge);
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = gradient(t, z, y, classes, ridge);
      if (Arrays.stream(gradient).map(Math::abs).max().orElseThrow() < SMALL) {
        break;
      }
      double[] direction = solve(hessian(t, z, y, classes, ridge), gradient);
      double length = 1;
      double[] next = moved(t, direction, -length);
      while (!(loss(next, z, y, classes, ridge) <= now) && length > SMALL) {
        length /= 2;
        next = moved(t, direction, -length);
      }
      t = next;
      now = loss(t, z, y, classes, ridge);
    }
    double shift = 0;
    double[] coefficients = new double[figures];
    for (int j = 0; j < figures; j++) {
      coefficients[j] = t[classes - 1 + j] / deviation[j];
      shift += coefficients[j] * mean[j];
    }
    double[] cuts = new double[classes - 1];
    for (int k = 0; k < cuts.length; k++) {
      cuts[k] = t[k] + shift;
    }
    return new OrdinalFit(cuts, coefficients);
  }

  double[] cuts() {
    return cuts.clone();
  }

  double[] coefficients() {
    return coefficients.clone();
  }

  /** The probability of each class. */
  double[] probabilities(double[] x) {
    double linear = 0;
    for (int j = 0; j < x.length; j++) {
      linear += coefficients[j] * x[j];
    }
    double[] p = new double[cuts.length + 1];
    double below = 0;
    for (int k = 0; k < p.length; k++) {
      double atMost = k == cuts.length ? 1 : logistic(cuts[k] - linear);
      p[k] = atMost - below;
      below = atMost;
    }
    return p;
  }

  private static double logistic(double value) {
    return 1 / (1 + Math.exp(-value));
  }

  private static double linear(double[] t, double[] z, int classes) {
    double sum = 0;
    for (int j = 0; j < z.length; j++) {
      sum += t[classes - 1 + j] * z[j];
    }
    return sum;
  }

  /** Minus the log likelihood, and the ridge; infinite where the cuts are out of order. */
  private static double loss(double[] t, double[][] z, int[] y, int classes, double ridge) {
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      double linear = linear(t, z[i], classes);
      double upper = y[i] == classes - 1 ? 1 : logistic(t[y[i]] - linear);
      double lower = y[i] == 0 ? 0 : logistic(t[y[i] - 1] - linear);
      sum -= upper > lower ? Math.log(upper - lower) : Double.NEGATIVE_INFINITY;
    }
    for (int j = classes - 1; j < t.length; j++) {
      sum += ridge / 2 * t[j] * t[j];
    }
    return sum;
  }

  private static double[] gradient(double[] t, double[][] z, int[] y, int classes, double ridge) {
    double[] gradient = new double[t.length];
    for (int i = 0; i < z.length; i++) {
      double linear = linear(t, z[i], classes);
      boolean last = y[i] == classes - 1;
      boolean first = y[i] == 0;
      double upper = last ? 1 : logistic(t[y[i]] - linear);
      double lower = first ? 0 : logistic(t[y[i] - 1] - linear);
      double slopeUpper = upper * (1 - upper);
      double slopeLower = lower * (1 - lower);
      double p = upper - lower;
      if (!last) {
        gradient[y[i]] -= slopeUpper / p;
      }
      if (!first) {
        gradient[y[i] - 1] += slopeLower / p;
      }
      for (int j = 0; j < z[i].length; j++) {
        gradient[classes - 1 + j] += (slopeUpper - slopeLower) / p * z[i][j];
      }
    }
    for (int j = classes - 1; j < t.length; j++) {
      gradient[j] += ridge * t[j];
    }
    return gradient;
  }

  private static double[][] hessian(double[] t, double[][] z, int[] y, int classes, double ridge) {
    double[][] hessian = new double[t.length][];
    for (int j = 0; j < t.length; j++) {
      double[] unit = new double[t.length];
      unit[j] = 1;
      double[] above = gradient(moved(t, unit, DIFFERENCE), z, y, classes, ridge);
      double[] below = gradient(moved(t, unit, -DIFFERENCE), z, y, classes, ridge);
      hessian[j] = moved(above, below, -1);
      for (int k = 0; k < t.length; k++) {
        hessian[j][k] /= 2 * DIFFERENCE;
      }
    }
    return hessian;
  }

  private static double[] moved(double[] t, double[] direction, double length) {
    double[] moved = t.clone();
    for (int j = 0; j < t.length; j++) {
      moved[j] += length * direction[j];
    }
    return moved;
  }

  /** Gaussian elimination with pivots. */
  private static double[] solve(double[][] matrix, double[] right) {
    int n = right.length;
    double[][] a = new double[n][];
    for (int i = 0; i < n; i++) {
      a[i] = Arrays.copyOf(matrix[i], n + 1);
      a[i][n] = right[i];
    }
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int i = column + 1; i < n; i++) {
        if (Math.abs(a[i][column]) > Math.abs(a[pivot][column])) {
          pivot = i;
        }
      }
      double[] row = a[pivot];
      a[pivot] = a[column];
      a[column] = row;
      for (int i = 0; i < n; i++) {
        if (i != column) {
          a[i] = moved(a[i], row, -a[i][column] / row[column]);
        }
      }
    }
    double[] solution = new double[n];
    for (int i = 0; i < n; i++) {
      solution[i] = a[i][n] / a[i][i];
    }
    return solution;
  }
}
