// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.column;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.image.RgbImage;

class CoreColumnTest {
  private static final double DIGITS = 1e-4;

  /** Of 7 rows from 1 to 2 m, 5 from 2.5 to 3.3 m and 4 from 4.1 to 5 m, gaps filled. */
  private static final double[] NUMPY = {
    1.0,
    1.1666666666666667,
    1.3333333333333333,
    1.5,
    1.6666666666666665,
    1.8333333333333333,
    2.0,
    2.1833333333333336,
    2.3166666666666664,
    2.5,
    2.7,
    2.9,
    3.0999999999999996,
    3.3,
    3.533333333333333,
    3.6999999999999997,
    3.8666666666666663,
    4.1,
    4.3999999999999995,
    4.7,
    5.0
  };

  /** An image of which no pixel is black. */
  static RgbImage picture(int width, int height, long seed) {
    Random random = new Random(seed);
    int[] pixels = new int[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 0x010101 + random.nextInt(0xf0f0f0);
    }
    return RgbImage.wrap(width, height, pixels);
  }

  private static CoreColumn column(double top, double base, int rows) {
    return CoreColumn.of(
        picture(4, rows, rows + Math.round(top * 10)), DepthInterval.of(top, base));
  }

  private static void assertRising(CoreColumn column) {
    double[] depths = column.rowDepths();
    assertEquals(column.height(), depths.length);
    for (int i = 1; i < depths.length; i++) {
      assertTrue(depths[i] > depths[i - 1], depths[i - 1] + ", then " + depths[i]);
    }
  }

  @Test
  void rowsAreHalfOpen() {
    CoreColumn column = column(1, 2, 100);
    assertEquals(1.005, column.rowDepths()[0], 1e-12);
    assertEquals(1.995, column.rowDepths()[99], 1e-12);
    assertEquals(DepthInterval.of(1, 2), column.depths());
  }

  @Test
  void oneMetreBelowAnotherHasNoDepthTwiceButCorebreakoutHas() {
    CoreColumn both = column(1, 2, 100).append(column(2, 3, 100), ColumnGaps.FILL, 0);
    assertEquals(200, both.height());
    assertRising(both);
    CoreBreakoutColumn exported = both.toCoreBreakout();
    assertEquals(200, exported.height());
    double[] depths = exported.depths();
    assertEquals(2, Arrays.stream(depths).filter(depth -> depth == 2.0).count());
    assertEquals(1.0, depths[0]);
    assertEquals(3.0, depths[199]);
    assertEquals(0.010101, depths[1] - depths[0], 1e-6);
    assertEquals("CoreColumn_1.00_3.00", exported.name());
    assertArrayEquals(both.rows().bytes(), exported.image());
    for (int i = 0; i < depths.length; i++) {
      assertEquals(depths[i], both.rowDepths()[i], 0.005 + 1e-9, "row " + i);
    }
  }

  @Test
  void filledGapHasTheRowsOfCorebreakoutAndOperandsStay() {
    CoreColumn above = column(1, 2, 100);
    CoreColumn below = column(2.5, 3.5, 100);
    CoreColumn copy = column(1, 2, 100);
    CoreColumn both = above.append(below, ColumnGaps.FILL, 5);
    assertEquals(copy, above);
    assertEquals(100, above.height());
    assertEquals(2.0, above.depths().base().metres());
    assertEquals(column(2.5, 3.5, 100), below);
    assertEquals(250, both.height());
    assertRising(both);

    CoreBreakoutColumn exported = both.toCoreBreakout();
    assertEquals(249, exported.height());
    double[] depths = exported.depths();
    assertEquals(2.0101, depths[100], DIGITS);
    assertEquals(2.4899, depths[148], DIGITS);
    byte[] pixels = exported.image();
    int row = 3 * exported.width();
    int black = 0;
    for (int y = 0; y < exported.height(); y++) {
      byte[] one = Arrays.copyOfRange(pixels, y * row, (y + 1) * row);
      black += Arrays.equals(one, new byte[row]) ? 1 : 0;
    }
    assertEquals(49, black);
  }

  /** The numbers are those that NumPy 1.24 computes, to the last bit. */
  @Test
  void exportedDepthsAreThoseOfNumPyToTheLastBit() {
    double[] depths =
        column(1, 2, 7)
            .append(column(2.5, 3.3, 5), ColumnGaps.FILL, 5)
            .append(column(4.1, 5, 4), ColumnGaps.FILL, 5)
            .toCoreBreakout()
            .depths();
    assertArrayEquals(NUMPY, depths);
  }

  @Test
  void collapsedGapMakesDepthsJump() {
    CoreColumn both = column(1, 2, 100).append(column(2.5, 3.5, 100), ColumnGaps.COLLAPSE, 5);
    assertEquals(200, both.height());
    assertRising(both);
    double[] depths = both.toCoreBreakout().depths();
    assertEquals(200, depths.length);
    assertEquals(2.0, depths[99]);
    assertEquals(2.5, depths[100]);
  }

  @Test
  void zeroIsADepth() {
    CoreColumn column = column(-1, 1, 100);
    CoreColumn slice = column.slice(DepthInterval.of(0.0, 1));
    assertEquals(50, slice.height());
    assertEquals(0.0, slice.depths().top().metres());
    assertEquals(50, column.slice(DepthInterval.of(-1, 0.0)).height());
    assertEquals(50, slice.toCoreBreakout().height());
  }

  @Test
  void sliceHasTheRowsOfCorebreakout() {
    CoreColumn slice = column(1, 2, 100).slice(DepthInterval.of(1.25, 1.75));
    double[] depths = slice.toCoreBreakout().depths();
    assertEquals(50, depths.length);
    assertEquals(1.2525, depths[0], DIGITS);
    assertEquals(1.7475, depths[49], DIGITS);
  }

  @Test
  void slicesThatMeetAreTheColumnAgain() {
    CoreColumn column =
        column(1, 2, 100)
            .append(column(2.5, 3.3, 37), ColumnGaps.FILL, 1)
            .append(column(3.3, 4, 200), ColumnGaps.FILL, 0);
    for (double at : new double[] {1.5, 1.507, 2.2, 2.5, 2.777, 3.3, 3.6004}) {
      CoreColumn above = column.slice(DepthInterval.of(0, at));
      CoreColumn below = column.slice(DepthInterval.of(at, 9));
      CoreColumn again = above.append(below, ColumnGaps.FILL, 0);
      assertEquals(column, again, "cut at " + at);
      assertEquals(column.stretches(), again.stretches(), "cut at " + at);
      assertArrayEquals(
          column.toCoreBreakout().depths(), again.toCoreBreakout().depths(), "cut at " + at);
    }
  }

  @Test
  void chunksAreOfSoManyRows() {
    CoreColumn column = column(1, 2, 100);
    List<CoreColumn> chunks = column.chunks(30, 30);
    assertEquals(List.of(30, 30, 30, 10), chunks.stream().map(CoreColumn::height).toList());
    CoreColumn again = chunks.get(0);
    for (CoreColumn chunk : chunks.subList(1, 4)) {
      again = again.append(chunk, ColumnGaps.FILL, 0);
    }
    assertEquals(column, again);
    assertEquals(
        List.of(30, 30, 20),
        column.slice(DepthInterval.of(1, 1.4)).chunks(30, 10).stream()
            .map(CoreColumn::height)
            .limit(3)
            .toList());
    assertThrows(IllegalArgumentException.class, () -> column.chunks(0, 1));
    assertThrows(IllegalArgumentException.class, () -> column.chunks(1, 0));
  }

  @Test
  void narrowerColumnsAreBlackAtTheRight() {
    CoreColumn both =
        CoreColumn.of(picture(3, 2, 1), DepthInterval.of(0, 1))
            .append(CoreColumn.of(picture(5, 2, 2), DepthInterval.of(1, 2)), ColumnGaps.FILL, 0);
    RgbImage image = both.image();
    assertEquals(5, image.width());
    assertEquals(picture(3, 2, 1).rgb(2, 1), image.rgb(2, 1));
    assertEquals(0, image.rgb(3, 1));
    assertEquals(0, image.rgb(4, 0));
    assertEquals(picture(5, 2, 2).rgb(4, 1), image.rgb(4, 3));
    assertEquals(5, both.slice(DepthInterval.of(0, 1)).width());
  }

  @Test
  void indexTellsWhichRowsAreOfWhichDepths() {
    CoreColumn both = column(1, 2, 100).append(column(2.5, 3.5, 100), ColumnGaps.FILL, 5);
    List<ColumnSegment> index = both.stretches();
    assertEquals(3, index.size());
    assertEquals(
        new ColumnSegment(100, 150, DepthInterval.of(2, 2.5), ColumnSegment.Kind.GAP, ""),
        index.get(1));
    assertEquals(150, index.get(2).first());
    assertEquals(250, index.get(2).end());
  }

  @Test
  void pictureIsAtOneScaleOfDepthWhateverTheRows() {
    RgbImage red = RgbImage.of(2, 4, fill(8, 0xff0000));
    RgbImage blue = RgbImage.of(2, 40, fill(80, 0x0000ff));
    CoreColumn column =
        CoreColumn.of(red, DepthInterval.of(0, 1))
            .append(CoreColumn.of(blue, DepthInterval.of(2, 3)), ColumnGaps.COLLAPSE, 5);
    RgbImage picture = column.picture(DepthInterval.of(-1, 4), 2, 50);
    for (int y = 0; y < 50; y++) {
      int metre = y / 10;
      int expected = metre == 1 ? 0xff0000 : metre == 3 ? 0x0000ff : 0;
      assertEquals(expected, picture.rgb(1, y), "row " + y);
    }
    assertEquals(
        column.picture(DepthInterval.of(0, 3), 2, 30),
        CoreColumn.of(red, DepthInterval.of(0, 1))
            .append(CoreColumn.of(blue, DepthInterval.of(2, 3)), ColumnGaps.FILL, 5)
            .picture(DepthInterval.of(0, 3), 2, 30));
    CoreColumn plain = column(1, 2, 100);
    assertEquals(plain.image(), plain.picture(plain.depths(), 4, 100));
    assertThrows(IllegalArgumentException.class, () -> plain.picture(plain.depths(), 0, 1));
  }

  @Test
  void pictureMadeSmallerIsTheMean() {
    RgbImage image = RgbImage.of(2, 2, new int[] {0x000000, 0xff0000, 0x00ff00, 0x0000ff});
    CoreColumn column = CoreColumn.of(image, DepthInterval.of(0, 1));
    assertEquals(0x404040, column.picture(column.depths(), 1, 1).rgb(0, 0));
  }

  private static int[] fill(int count, int rgb) {
    int[] pixels = new int[count];
    Arrays.fill(pixels, rgb);
    return pixels;
  }

  @Test
  void wrongOrderAndLargeGapsAreRefused() {
    CoreColumn above = column(1, 2, 10);
    CoreColumn below = column(2.5, 3, 10);
    assertRefused("does not lie below", () -> below.append(above, ColumnGaps.FILL, 5));
    assertRefused("at most 0.4 m", () -> above.append(below, ColumnGaps.COLLAPSE, 0.4));
    assertRefused("from 0 m", () -> above.append(below, ColumnGaps.FILL, -1));
    assertRefused("from 0 m", () -> above.append(below, ColumnGaps.FILL, Double.NaN));
    assertRefused("no row", () -> above.slice(DepthInterval.of(2, 3)));
  }

  private static void assertRefused(String message, Executable work) {
    String told = String.valueOf(assertThrows(IllegalArgumentException.class, work).getMessage());
    assertTrue(told.contains(message), told);
  }

  @Test
  void columnOfTooManyPixelsIsRefusedBeforeMemoryIsTaken() {
    CoreColumn above = column(0, 0.1, 100);
    CoreColumn below = column(9000, 9000.1, 100);
    CoreScoreException e =
        assertThrows(
            CoreScoreException.class,
            () -> above.append(below, ColumnGaps.FILL, Double.POSITIVE_INFINITY, 10_000));
    assertEquals(FailureKind.TOO_LARGE, e.kind());
    assertTrue(String.valueOf(e.getMessage()).contains("at most 10000 pixels"), e.getMessage());
    assertEquals(200, above.append(below, ColumnGaps.COLLAPSE, Double.POSITIVE_INFINITY).height());
  }

  @Test
  void equalColumnsHaveEqualPixelsAndDepths() {
    assertEquals(column(1, 2, 10), column(1, 2, 10));
    assertEquals(column(1, 2, 10).hashCode(), column(1, 2, 10).hashCode());
    RgbImage image = picture(4, 10, 3);
    assertNotEquals(
        CoreColumn.of(image, DepthInterval.of(1, 2)),
        CoreColumn.of(image, DepthInterval.of(1, 2.1)));
    assertNotEquals(
        CoreColumn.of(image, DepthInterval.of(1, 2)),
        CoreColumn.of(picture(4, 10, 4), DepthInterval.of(1, 2)));
  }
}
