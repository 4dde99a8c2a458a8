// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinaryMorphologyTest {
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 9, 2", "12, 1, 3", "17, 13, 4", "30, 8, 5"})
  void distancesAreThoseToTheNearestZeroCell(int width, int height, long seed) {
    GrayU8 cells = noise(width, height, seed, 0.85);
    for (boolean outside : new boolean[] {false, true}) {
      int[] squared = DistanceTransform.squared(cells, outside);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int expected = nearest(cells, x, y, outside);
          int found = squared[y * width + x];
          assertTrue(
              expected == found || (expected == Integer.MAX_VALUE && found > 1_000_000_000),
              "at (" + x + ", " + y + "): " + found + " for " + expected);
        }
      }
    }
  }

  @Test
  void closingOnlyAddsAndOpeningOnlyTakes() {
    GrayU8 cells = noise(60, 40, 8, 0.6);
    for (double radius : new double[] {0, 1, 1.5, 3, 50}) {
      GrayU8 closed = BinaryMorphology.close(cells, radius);
      GrayU8 opened = BinaryMorphology.open(cells, radius);
      for (int i = 0; i < cells.data.length; i++) {
        assertTrue(opened.data[i] <= cells.data[i] && cells.data[i] <= closed.data[i]);
      }
      assertArrayEquals(
          closed.data, BinaryMorphology.close(closed, radius).data, "closed stays closed");
      assertArrayEquals(
          opened.data, BinaryMorphology.open(opened, radius).data, "opened stays opened");
    }
  }

  @Test
  void onlySmallHolesAwayFromTheBorderAreFilled() {
    GrayU8 cells = BinaryMorphology.where(20, 10, i -> true);
    clear(cells, 3, 3);
    clear(cells, 8, 4);
    clear(cells, 9, 4);
    clear(cells, 19, 7);
    GrayU8 filled = BinaryMorphology.filled(cells, 1);
    assertEquals(1, filled.get(3, 3));
    assertEquals(0, filled.get(8, 4));
    assertEquals(0, filled.get(19, 7));
    assertEquals(1, BinaryMorphology.filled(cells, 2).get(9, 4));
  }

  @Test
  void regionsJoinOverCornersWhereAsked() {
    GrayU8 cells = new GrayU8(4, 2);
    cells.set(0, 0, 1);
    cells.set(1, 1, 1);
    cells.set(3, 0, 1);
    assertEquals(3, ConnectedComponents.of(cells, false).count());
    ConnectedComponents joined = ConnectedComponents.of(cells, true);
    assertEquals(2, joined.count());
    assertEquals(2, joined.area(1));
    assertArrayEquals(new int[] {0, 2, 1}, joined.lengths(4));
  }

  @Test
  void boxMeanIsTheMeanOfTheCellsInTheGrid() {
    GrayF32 plane = new GrayF32(5, 1);
    for (int x = 0; x < 5; x++) {
      plane.data[x] = x * x;
    }
    float[] expected = {5f / 3, 14f / 4, 30f / 5, 30f / 4, 29f / 3};
    assertArrayEquals(expected, BoxFilter.of(plane, 2).data, 1e-5f);
    assertArrayEquals(new float[] {6, 6, 6, 6, 6}, BoxFilter.of(plane, 9).data, 1e-5f);
  }

  @Test
  void histogramGivesItsThresholds() {
    GrayF32 plane = new GrayF32(100, 1);
    for (int x = 0; x < 100; x++) {
      plane.data[x] = x < 60 ? 10 + x % 3 : 90 + x % 3;
    }
    GrayU8 all = BinaryMorphology.where(100, 1, i -> true);
    Histogram histogram = new Histogram(plane, all);
    assertTrue(histogram.otsu() > 12 && histogram.otsu() <= 90, "otsu " + histogram.otsu());
    assertEquals(12, histogram.percentile(0.6), 0.5);
    Histogram one = new Histogram(plane, BinaryMorphology.where(100, 1, i -> i == 0));
    assertEquals(10, one.otsu());
    assertEquals(10, one.percentile(0.5));
  }

  @ParameterizedTest
  @CsvSource({"0.5", "0.7", "0.9"})
  void everyCellOfAShapeFallsToOnePiece(double neck) {
    GrayU8 shape = BinaryMorphology.open(noise(80, 50, 21, 0.8), 1);
    int[] pieces = DistanceWatershed.part(shape, neck);
    for (int i = 0; i < pieces.length; i++) {
      assertEquals(shape.data[i] != 0, pieces[i] > 0);
    }
  }

  private static void clear(GrayU8 cells, int x, int y) {
    cells.set(x, y, 0);
  }

  private static GrayU8 noise(int width, int height, long seed, double share) {
    Random random = new Random(seed);
    return BinaryMorphology.where(width, height, i -> random.nextDouble() < share);
  }

  private static int nearest(GrayU8 cells, int x, int y, boolean outside) {
    int best = Integer.MAX_VALUE;
    for (int v = -1; v <= cells.height; v++) {
      for (int u = -1; u <= cells.width; u++) {
        boolean inside = u >= 0 && v >= 0 && u < cells.width && v < cells.height;
        if (inside ? cells.get(u, v) == 0 : outside) {
          best = Math.min(best, (u - x) * (u - x) + (v - y) * (v - y));
        }
      }
    }
    return best;
  }
}
