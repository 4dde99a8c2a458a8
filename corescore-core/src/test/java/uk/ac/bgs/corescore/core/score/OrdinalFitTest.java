// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrdinalFitTest {
  /**
   * McCullagh (1980), tonsil size of 1398 children (Holmes and Williams 1954): not enlarged,
   * enlarged, greatly enlarged; 19, 29, 24 carriers and 497, 560, 269 others. The log odds differ
   * by 0.603, and the cuts are -0.509 and 1.363.
   */
  @Test
  void tonsils() {
    int[][] counts = {{497, 560, 269}, {19, 29, 24}};
    List<double[]> x = new ArrayList<>();
    List<Integer> y = new ArrayList<>();
    for (int carrier = 0; carrier < 2; carrier++) {
      for (int size = 0; size < 3; size++) {
        for (int i = 0; i < counts[carrier][size]; i++) {
          x.add(new double[] {carrier});
          y.add(size);
        }
      }
    }
    OrdinalFit fit =
        OrdinalFit.fit(
            x.toArray(double[][]::new), y.stream().mapToInt(Integer::intValue).toArray(), 3, 0);
    assertEquals(0.603, fit.coefficients()[0], 0.0005);
    assertArrayEquals(new double[] {-0.509, 1.363}, fit.cuts(), 0.0005);
  }

  /** Without informative figures, the probabilities are the classes' shares. */
  @Test
  void sharesWhereNothingTells() {
    double[][] x = {{1}, {-1}, {1}, {-1}, {1}, {-1}, {1}, {-1}};
    int[] y = {0, 0, 0, 0, 1, 1, 2, 2};
    OrdinalFit fit = OrdinalFit.fit(x, y, 3, 1);
    assertEquals(0, fit.coefficients()[0], 1e-9);
    assertArrayEquals(new double[] {0.5, 0.25, 0.25}, fit.probabilities(new double[] {7}), 1e-9);
  }
}
