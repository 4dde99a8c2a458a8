// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.draw;

/** Steps of axes: 1, 2 and 5 times a power of ten. */
public final class RoundStep {
  private RoundStep() {}

  /** The smallest of 1, 2 and 5 times a power of ten that is not below a number above 0. */
  public static double atLeast(double least) {
    int power = (int) Math.floor(Math.log10(least));
    for (int factor : new int[] {1, 2, 5}) {
      double step = Double.parseDouble(factor + "e" + power);
      if (step >= least * (1 - 1e-9)) {
        return step;
      }
    }
    return Double.parseDouble("1e" + (power + 1));
  }
}
