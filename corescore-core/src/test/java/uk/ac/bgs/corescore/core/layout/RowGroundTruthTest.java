// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import uk.ac.bgs.corescore.core.training.evaluate.Evaluator;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;

/** What is true of a row is where the row shows it. */
class RowGroundTruthTest {
  private static final int WIDTH = 280;
  private static final int HEIGHT = 200;

  /** A photo in which bright pieces of 20 x 20 lie every 40 pixels along two rows. */
  private static RgbImage photo() {
    int[] pixels = new int[WIDTH * HEIGHT];
    for (int i = 0; i < pixels.length; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH;
      boolean piece = x % 40 >= 10 && x % 40 < 30 && y % 100 >= 30 && y % 100 < 50;
      pixels[i] = piece ? 0xffffffff : 0xff202020;
    }
    return RgbImage.wrap(WIDTH, HEIGHT, pixels);
  }

  private static Segmentation truth(RgbImage photo) {
    byte[] labels = new byte[photo.width() * photo.height()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) ((photo.pixels().get(i) & 0xff) > 127 ? 1 : 0);
    }
    return Evaluator.connected(
        LabelMask.wrap(photo.width(), photo.height(), labels, LabelSet.CORESCORE));
  }

  private static Polygon box(double left, double top, double right, double bottom) {
    return new GeometryFactory()
        .createPolygon(
            new Coordinate[] {
              new Coordinate(left, top),
              new Coordinate(right, top),
              new Coordinate(right, bottom),
              new Coordinate(left, bottom),
              new Coordinate(left, top)
            });
  }

  private static final Layout ROWS =
      RowPolygons.layout(WIDTH, HEIGHT, List.of(box(0, 20, WIDTH, 60), box(0, 120, WIDTH, 160)));

  @Test
  void truthLiesWhereTheRowShowsIt() {
    RgbImage photo = photo();
    List<RowGroundTruth> rows = RowGroundTruth.of(photo, truth(photo), new BitSet(), ROWS, 80, 700);
    assertEquals(List.of(1, 2), rows.stream().map(RowGroundTruth::row).toList());
    for (RowGroundTruth row : rows) {
      assertEquals(700, row.image().width());
      assertEquals(80 + 2 * RowSegmenter.margin(80), row.image().height());
      assertEquals(7, row.truth().fragments().count());
      int bright = 0;
      for (int y = 0; y < row.image().height(); y++) {
        for (int x = 0; x < row.image().width(); x++) {
          boolean rock = row.truth().mask().index(x, y) == 1;
          boolean unknown = row.unknown().get(y * 700 + x);
          assertEquals((row.image().rgb(x, y) & 0xff) > 127 && !unknown, rock);
          bright += rock ? 1 : 0;
        }
      }
      // Seven pieces, each twice as large either way.
      assertEquals(7 * 40 * 40, bright);
      // 560 columns of the row lie in the photo; both margins do not, nor what is beyond.
      assertEquals(140 * row.image().height(), row.unknown().cardinality());
    }
  }

  @Test
  void aLongRowGivesSeveralStretches() {
    RgbImage photo = photo();
    List<RowGroundTruth> rows = RowGroundTruth.of(photo, truth(photo), new BitSet(), ROWS, 80, 400);
    assertEquals(List.of(1, 1, 2, 2), rows.stream().map(RowGroundTruth::row).toList());
    assertEquals(List.of(1, 2, 1, 2), rows.stream().map(RowGroundTruth::stretch).toList());
    assertTrue(rows.stream().allMatch(row -> row.image().width() == 400));
    // The last one ends where the row ends.
    RowGroundTruth last = rows.get(3);
    RowGroundTruth whole =
        RowGroundTruth.of(photo, truth(photo), new BitSet(), ROWS, 80, 570).get(1);
    for (int x = 0; x < 400; x++) {
      assertEquals(whole.image().rgb(x + 170, 40), last.image().rgb(x, 40));
    }
  }

  @Test
  void whatIsUnknownStaysSo() {
    RgbImage photo = photo();
    BitSet unknown = new BitSet();
    unknown.set(0, WIDTH * 100);
    List<RowGroundTruth> rows = RowGroundTruth.of(photo, truth(photo), unknown, ROWS, 40, 284);
    assertEquals(284 * 44, rows.get(0).unknown().cardinality());
    assertEquals(4 * 44, rows.get(1).unknown().cardinality());
    rows.get(1).unknown().clear();
    assertEquals(4 * 44, rows.get(1).unknown().cardinality(), "a copy was given");
  }

  @Test
  void rowsOfAnotherPhotoAreRefused() {
    RgbImage photo = photo();
    Layout other = Layout.whole(WIDTH, HEIGHT + 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> RowGroundTruth.of(photo, truth(photo), new BitSet(), other, 80, 400));
    Segmentation grid =
        Segmentation.of(
            truth(photo).mask(),
            truth(photo).fragments(),
            PixelFrame.covering(2 * WIDTH, 2 * HEIGHT, WIDTH, HEIGHT));
    assertThrows(
        IllegalArgumentException.class,
        () -> RowGroundTruth.of(photo, grid, new BitSet(), ROWS, 80, 400));
  }
}
