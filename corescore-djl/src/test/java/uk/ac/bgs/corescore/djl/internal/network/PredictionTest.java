// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionTest {
  /** Bilinear interpolation in 256ths, rounded once. */
  private static int mixed(byte[] plane, int width, int height, double u, double v) {
    int left = (int) u;
    int top = (int) v;
    int right = Math.min(left + 1, width - 1);
    int bottom = Math.min(top + 1, height - 1);
    int across = (int) (256 * (u - left) + 0.5);
    int down = (int) (256 * (v - top) + 0.5);
    int upper =
        (plane[top * width + left] & 0xff) * (256 - across)
            + (plane[top * width + right] & 0xff) * across;
    int lower =
        (plane[bottom * width + left] & 0xff) * (256 - across)
            + (plane[bottom * width + right] & 0xff) * across;
    return (upper * (256 - down) + lower * down + 32768) >> 16;
  }

  private static double centre(int cell, int from, int to) {
    return Math.max(0, (cell + 0.5) * from / to - 0.5);
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

    byte[] little = new byte[width * height];
    little[Math.min(9, width - 1)] = 77;

    byte[][] planes = {noise, none, all, little};
    Prediction to = new Prediction(width, height, planes).resizedTo(columns, rows);

    assertEquals(columns, to.width());
    assertEquals(rows, to.height());
    for (int i = 0; i < columns * rows; i++) {
      double u = centre(i % columns, width, columns);
      double v = centre(i / columns, height, rows);
      for (int k = 0; k < planes.length; k++) {
        assertEquals(mixed(planes[k], width, height, u, v), to.planes()[k][i] & 0xff, "plane " + k);
      }
    }
  }

  private static Prediction noise(int width, int height, long seed) {
    byte[][] planes = new byte[2][width * height];
    SplittableRandom random = new SplittableRandom(seed);
    random.nextBytes(planes[0]);
    random.nextBytes(planes[1]);
    return new Prediction(width, height, planes);
  }

  @ParameterizedTest
  @CsvSource({"16, 3", "13, 5", "7, 1", "1, 1", "24, 2"})
  void theMeanOfFourIsRounded(int width, int height) {
    Prediction[] views = new Prediction[4];
    for (int i = 0; i < 4; i++) {
      views[i] = noise(width, height, i);
      Arrays.fill(views[i].planes()[1], 0, width, (byte) Prediction.TOP);
    }
    Prediction mean = Prediction.meanOfFour(views[0], views[1], views[2], views[3]);
    for (int k = 0; k < 2; k++) {
      for (int i = 0; i < width * height; i++) {
        int sum = 0;
        for (Prediction view : views) {
          sum += view.planes()[k][i] & 0xff;
        }
        assertEquals((int) Math.floor(sum / 4.0 + 0.5), mean.planes()[k][i] & 0xff);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"16, 3", "13, 5", "7, 1", "1, 1", "24, 2"})
  void aMirroredPredictionHasEachCellOnTheOtherSide(int width, int height) {
    Prediction seen = noise(width, height, 9);
    for (int view = 0; view < 4; view++) {
      boolean sideways = (view & 1) != 0;
      boolean upDown = (view & 2) != 0;
      Prediction mirrored = seen.mirrored(sideways, upDown);
      for (int i = 0; i < width * height; i++) {
        int x = sideways ? width - 1 - i % width : i % width;
        int y = upDown ? height - 1 - i / width : i / width;
        assertEquals(seen.planes()[0][y * width + x], mirrored.planes()[0][i]);
      }
    }
  }
}
