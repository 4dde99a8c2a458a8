// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.core.internal.draw.RoundStep;

class AreaHistogramTest {
  @Test
  void everyValueIsInOneBinBetweenItsEdges() {
    Random random = new Random(4);
    for (int round = 0; round < 500; round++) {
      double spread = random.nextInt(9);
      double[] values =
          random
              .doubles(1 + random.nextInt(60))
              .map(x -> 0.01 + Math.pow(10, x * spread))
              .toArray();
      AreaHistogram bins = AreaHistogram.of(values);
      int in = 0;
      for (int i = 0; i < bins.counts().size(); i++) {
        double from = bins.edges().get(i);
        double to = bins.edges().get(i + 1);
        assertTrue(from < to);
        assertTrue(bins.position(from) < bins.position(to));
        int here = 0;
        for (double value : values) {
          here += value >= from && value < to ? 1 : 0;
        }
        assertEquals(here, bins.counts().get(i));
        in += here;
      }
      assertEquals(values.length, in);
      assertTrue(bins.counts().size() <= 24, bins.counts().size() + " bins");
      for (double tick : bins.ticks()) {
        assertTrue(bins.position(tick) > -0.01 && bins.position(tick) < 1.01);
      }
    }
  }

  @Test
  void binsHaveTheSameRatioWhereTheRangeIsWide() {
    assertFalse(AreaHistogram.of(new double[] {100, 1900}).logarithmic());
    assertTrue(AreaHistogram.of(new double[] {100, 2000}).logarithmic());
  }

  @Test
  void equalValuesHaveABin() {
    AreaHistogram bins = AreaHistogram.of(new double[] {9, 9, 9});
    assertEquals(3, bins.counts().stream().mapToInt(Integer::intValue).sum());
  }

  @Test
  void roundNumbers() {
    assertEquals(1, RoundStep.atLeast(1));
    assertEquals(5, RoundStep.atLeast(2.1));
    assertEquals(200, RoundStep.atLeast(101));
    assertEquals(0.5, RoundStep.atLeast(0.5));
    assertEquals(10, RoundStep.atLeast(5.1));
  }
}
