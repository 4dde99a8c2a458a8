// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.core.measure.FragmentMeasurer;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.FragmentSet;

class RowMeasuresTest {
  private static final int WIDTH = 97;
  private static final int HEIGHT = 61;

  private static CoreRow row(int number, double... corners) {
    return new CoreRow(
        number,
        1,
        new PhotoPoint(corners[0], corners[1]),
        new PhotoPoint(corners[2], corners[3]),
        new PhotoPoint(corners[4], corners[5]),
        new PhotoPoint(corners[6], corners[7]),
        OptionalDouble.empty());
  }

  /** Tilted rows that overlap, one of them partly off the photo, pixel by pixel. */
  @Test
  void sharesAreThoseOfThePixelsWhoseCentresLieInTheRow() {
    Random random = new Random(4);
    for (int round = 0; round < 20; round++) {
      int[] ids = new int[WIDTH * HEIGHT];
      for (int i = 0; i < ids.length; i++) {
        ids[i] = random.nextInt(3) == 0 ? 1 : 0;
      }
      ids[0] = 1;
      double[] off = random.doubles(16, -4, 4).toArray();
      Layout layout =
          new Layout(
              WIDTH,
              HEIGHT,
              List.of(
                  row(
                      1,
                      10 + off[0],
                      8 + off[1],
                      85 + off[2],
                      14 + off[3],
                      84 + off[4],
                      34 + off[5],
                      9 + off[6],
                      28 + off[7]),
                  row(
                      2,
                      70 + off[8],
                      20 + off[9],
                      66 + off[10],
                      70 + off[11],
                      -9 + off[12],
                      66 + off[13],
                      -6 + off[14],
                      22 + off[15])),
              "lines");
      FragmentMap map = FragmentMap.ofIds(WIDTH, HEIGHT, ids);
      FragmentSet none = new FragmentSet(WIDTH, HEIGHT, List.of(), java.util.Optional.empty());
      List<RowMeasures> measures = RowMeasures.of(layout, none, map);
      int[] strip = new int[3];
      int[] core = new int[3];
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          int row = layout.rowAt(x + 0.5, y + 0.5).map(CoreRow::number).orElse(0);
          strip[row]++;
          core[row] += ids[y * WIDTH + x];
        }
      }
      for (int i = 1; i <= 2; i++) {
        assertEquals(
            (double) core[i] / strip[i], measures.get(i - 1).coreShare().orElseThrow(), "row " + i);
      }
    }
  }

  @Test
  void fragmentsCountInTheirRowsAndNowhereElse() {
    int[] ids = new int[WIDTH * HEIGHT];
    fill(ids, 10, 10, 20, 10, 1);
    fill(ids, 40, 10, 30, 10, 2);
    fill(ids, 10, 40, 5, 5, 3);
    fill(ids, 90, 55, 3, 3, 4);
    FragmentMap map = FragmentMap.ofIds(WIDTH, HEIGHT, ids);
    Layout layout =
        new Layout(
            WIDTH,
            HEIGHT,
            List.of(
                row(1, 10, 10, 90, 10, 90, 20, 10, 20),
                row(2, 10, 40, 60, 40, 60, 45, 10, 45),
                row(3, 20.6, 50.6, 20.9, 50.6, 20.9, 50.9, 20.6, 50.9)),
            Layout.GIVEN);
    FragmentSet found = RowFragments.numbered(measured(ids, map), map, layout);
    List<RowMeasures> rows = RowMeasures.of(layout, found, map);
    assertEquals(List.of(2, 1, 0), rows.stream().map(RowMeasures::fragments).toList());
    assertEquals(500, rows.get(0).area().squarePixels());
    assertEquals(500.0 / 800, rows.get(0).coreShare().orElseThrow());
    assertEquals(25.0 / 250, rows.get(1).coreShare().orElseThrow());
    assertTrue(rows.get(2).coreShare().isEmpty(), "no centre of a pixel lies in it");
    Layout whole = Layout.whole(WIDTH, HEIGHT);
    RowMeasures all = RowMeasures.of(whole, RowFragments.numbered(found, map, whole), map).get(0);
    assertEquals(534, all.area().squarePixels());
    assertEquals(534.0 / (WIDTH * HEIGHT), all.coreShare().orElseThrow());
  }

  @Test
  void aFragmentOfARowThatIsNotThereIsRefused() {
    int[] ids = new int[WIDTH * HEIGHT];
    fill(ids, 1, 1, 4, 4, 1);
    FragmentMap map = FragmentMap.ofIds(WIDTH, HEIGHT, ids);
    FragmentSet measured = measured(ids, map);
    FragmentSet inSeven =
        new FragmentSet(
            WIDTH,
            HEIGHT,
            measured.fragments().stream().map(f -> f.inRow(OptionalInt.of(7))).toList(),
            measured.scale());
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> RowMeasures.of(Layout.whole(WIDTH, HEIGHT), inSeven, map));
    assertEquals("fragment 1 is in row 7 of 1", e.getMessage());
  }

  private static FragmentSet measured(int[] ids, FragmentMap map) {
    byte[] labels = new byte[ids.length];
    for (int i = 0; i < ids.length; i++) {
      labels[i] = (byte) (ids[i] > 0 ? 1 : 0);
    }
    return FragmentMeasurer.measure(
        Segmentation.of(
            LabelMask.of(WIDTH, HEIGHT, labels, LabelSet.CORESCORE), map, PixelFrame.PHOTO));
  }

  private static void fill(int[] ids, int left, int top, int width, int height, int id) {
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < left + width; x++) {
        ids[y * WIDTH + x] = id;
      }
    }
  }
}
