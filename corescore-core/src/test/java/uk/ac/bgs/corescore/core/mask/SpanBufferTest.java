// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanBufferTest {
  private static final int WIDTH = 60;
  private static final int PAINTS = 50;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void stretchesAreWhatCellsWouldBe(long seed) {
    Random dice = new Random(seed);
    int[] cells = new int[WIDTH];
    long[] under = new long[PAINTS + 1];
    long[] covered = new long[PAINTS + 1];
    SpanBuffer row = new SpanBuffer();
    for (int paint = 1; paint <= PAINTS; paint++) {
      int start = dice.nextInt(WIDTH - 1);
      int end = start + 1 + dice.nextInt(Math.min(seed % 2 == 0 ? 4 : WIDTH, WIDTH - start));
      row.paint(start, end, paint, covered);
      for (int x = start; x < end; x++) {
        under[cells[x]]++;
        cells[x] = paint;
      }
      int[] seen = new int[WIDTH];
      int last = 0;
      for (int i = 0; i < row.size(); i++) {
        assertTrue(row.start(i) >= last && row.end(i) > row.start(i), "stretch " + i);
        Arrays.fill(seen, row.start(i), row.end(i), row.paint(i));
        last = row.end(i);
      }
      assertArrayEquals(cells, seen);
    }
    under[0] = 0;
    assertArrayEquals(under, covered);
    assertTrue(row.size() > 3);
  }
}
