// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;

/**
 * The log of the masks of 200 drawn boxes is compared with what is known of them. No piece is
 * within a millimetre of the threshold: there the answer is an interval, which has its own test.
 */
class DrawnBoxesTest {
  private static final int BOXES = 200;

  @Test
  void theLogOfATrueMaskIsTheTruth() {
    double[] sum = new double[4];
    double[] most = new double[4];
    double depth = 0;
    int miscounted = 0;
    int fractures = 0;
    for (int seed = 0; seed < BOXES; seed++) {
      DrawnBox box = new DrawnBox(seed);
      DrawnBox.Truth truth = box.truth;
      HoleLog hole = box.log();
      double[] errors = box.errors(hole);
      for (int i = 0; i < errors.length; i++) {
        sum[i] += Math.abs(errors[i]);
        if (Math.abs(errors[i]) > 2) {
          System.out.printf(Locale.ROOT, "seed %d figure %d: %.2f%n", seed, i, errors[i]);
        }
        most[i] = Math.max(most[i], Math.abs(errors[i]));
      }
      List<Double> found = DrawnBox.fractures(hole);
      fractures += found.size();
      if (found.size() == truth.fractures.size()) {
        for (int i = 0; i < found.size(); i++) {
          depth = Math.max(depth, Math.abs(found.get(i) - truth.fractures.get(i)));
        }
      } else {
        System.out.println("seed " + seed + ": " + found + " for " + truth.fractures);
        miscounted++;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d boxes, %d fractures; mean (most) error: TCR %.3f (%.2f), SCR %.3f (%.2f), RQD BS5930"
            + " %.3f (%.2f), RQD ASTM_D6032 %.3f (%.2f); boxes with another count %d; depth at most"
            + " %.2f mm%n",
        BOXES,
        fractures,
        sum[0] / BOXES,
        most[0],
        sum[1] / BOXES,
        most[1],
        sum[2] / BOXES,
        most[2],
        sum[3] / BOXES,
        most[3],
        miscounted,
        depth);
    for (int i = 0; i < sum.length; i++) {
      assertTrue(sum[i] / BOXES <= 1, "mean of figure " + i + ": " + sum[i] / BOXES);
      assertTrue(most[i] <= 2, "most of figure " + i + ": " + most[i]);
    }
    assertEquals(0, miscounted);
    assertTrue(depth <= 2, "depth " + depth);
  }
}
