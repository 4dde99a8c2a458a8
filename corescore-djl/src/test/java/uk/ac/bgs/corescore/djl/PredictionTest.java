// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionTest {
  private static double mixed(byte[] plane, int width, int height, double u, double v) {
    int left = (int) u;
    int top = (int) v;
    int right = Math.min(left + 1, width - 1);
    int bottom = Math.min(top + 1, height - 1);
    double upper =
        (plane[top * width + left] & 0xff) * (left + 1 - u)
            + (plane[top * width + right] & 0xff) * (u - left);
    double lower =
        (plane[bottom * width + left] & 0xff) * (left + 1 - u)
            + (plane[bottom * width + right] & 0xff) * (u - left);
    return upper * (top + 1 - v) + lower * (v - top);
  }

  private static double centre(int cell, int from, int to) {
    return Math.max(0, Math.min(from - 1, (cell + 0.5) * from / to - 0.5));
  }

  @ParameterizedTest
  @CsvSource({"90, 41, 71, 32", "64, 32, 32, 16", "40, 9, 39, 9", "7, 5, 1, 1", "1, 8, 1, 3"})
  void aCoarserGridHasBilinearMixes(int width, int height, int columns, int rows) {
    SplittableRandom random = new SplittableRandom(3);
    byte[] noise = new byte[width * height];
    random.nextBytes(noise);
    byte[] none = new byte[width * height];
    byte[] all = new byte[width * height];
    Arrays.fill(all, (byte) Prediction.TOP);

    // Cells of 0, of 1 and of neither, in stretches of every length.
    byte[] mixed = new byte[width * height];
    for (int i = 0, value = 0; i < mixed.length; i++) {
      value = random.nextInt(9) == 0 ? random.nextInt(3) * 100 : value;
      mixed[i] = (byte) (value == 200 ? Prediction.TOP : value);
    }

    Prediction to =
        new Prediction(width, height, new byte[][] {noise, none, all, mixed}).on(columns, rows);

    assertEquals(columns, to.width());
    assertEquals(rows, to.height());
    for (int i = 0; i < columns * rows; i++) {
      double u = centre(i % columns, width, columns);
      double v = centre(i / columns, height, rows);
      // Weights are the nearest 256ths: each way 255 / 512 may be off, and then it is rounded.
      assertEquals(mixed(noise, width, height, u, v), to.planes()[0][i] & 0xff, 1.5);
      assertEquals(mixed(mixed, width, height, u, v), to.planes()[3][i] & 0xff, 1.5);
      assertEquals(Prediction.TOP, to.planes()[2][i] & 0xff);
    }
    assertArrayEquals(new byte[columns * rows], to.planes()[1]);
  }
}
