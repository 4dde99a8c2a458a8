// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout.find;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.core.layout.RowTransform;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.layout.RowOrientation;

/** Maps of drawn rows give the rows that were drawn. */
class RowFinderTest {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 360;

  /** What a perfect look would see, drawn row by row. */
  private static final class Drawing {
    private final byte[] channel = new byte[WIDTH * HEIGHT];
    private final byte[] ridge = new byte[WIDTH * HEIGHT];

    /** Draws a row; the ridge falls from the line between the middles of its ends to its walls. */
    Drawing row(CoreRow row) {
      return row(row, 255);
    }

    /** The same of a row that is as sure as that. */
    Drawing row(CoreRow row, int sure) {
      RowTransform transform = RowTransform.of(row, 1000, 200);
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          if (row.contains(x + 0.5, y + 0.5)) {
            double across = transform.toRow(x + 0.5, y + 0.5).y() / 100 - 1;
            channel[y * WIDTH + x] = (byte) sure;
            ridge[y * WIDTH + x] = (byte) Math.round(255 * Math.max(0, 1 - Math.abs(across)));
          }
        }
      }
      return this;
    }

    Drawing block(int left, int top, int right, int bottom, int channelValue, int ridgeValue) {
      for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
          channel[y * WIDTH + x] = (byte) channelValue;
          ridge[y * WIDTH + x] = (byte) ridgeValue;
        }
      }
      return this;
    }

    ChannelMap map() {
      return new ChannelMap(WIDTH, HEIGHT, channel, ridge);
    }

    List<CoreRow> found() {
      return RowFinder.find(map());
    }
  }

  /** A row about a centre, turned by an angle, with its far end narrower by a share. */
  private static CoreRow row(
      int number, double x, double y, double length, double width, double degrees, double taper) {
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    double far = width * (1 - taper);
    double[][] at = {
      {-length / 2, -width / 2},
      {length / 2, -far / 2},
      {length / 2, far / 2},
      {-length / 2, width / 2}
    };
    List<PhotoPoint> corner = new ArrayList<>();
    for (double[] p : at) {
      corner.add(new PhotoPoint(x + p[0] * cos - p[1] * sin, y + p[0] * sin + p[1] * cos));
    }
    return new CoreRow(
        number,
        1,
        corner.get(0),
        corner.get(1),
        corner.get(2),
        corner.get(3),
        OptionalDouble.empty());
  }

  /** Rows of a box about the middle, in reading order. */
  private static List<CoreRow> box(int rows, double length, double width, double degrees) {
    double sin = Math.sin(Math.toRadians(degrees));
    double cos = Math.cos(Math.toRadians(degrees));
    // Vertical rows are read from left to right: against the way in which a turned box counts.
    double way = degrees > 45 ? -1 : 1;
    return IntStream.range(0, rows)
        .mapToObj(
            i -> {
              double off = way * (i - (rows - 1) / 2.0) * width * 1.15;
              return row(
                  i + 1,
                  WIDTH / 2.0 - off * sin,
                  HEIGHT / 2.0 + off * cos,
                  length,
                  width,
                  degrees,
                  0);
            })
        .toList();
  }

  private static double iou(CoreRow a, CoreRow b) {
    double both = a.outline().intersection(b.outline()).getArea();
    return both / (a.outline().getArea() + b.outline().getArea() - both);
  }

  private static void assertSame(List<CoreRow> expected, List<CoreRow> found, double least) {
    assertEquals(expected.size(), found.size(), () -> "rows: " + found);
    for (int i = 0; i < expected.size(); i++) {
      double iou = iou(expected.get(i), found.get(i));
      assertTrue(iou >= least, "row " + (i + 1) + ": " + iou + " of " + found.get(i));
      assertEquals(i + 1, found.get(i).number());
      assertEquals(expected.get(i).box(), found.get(i).box());
      assertEquals(expected.get(i).orientation(), found.get(i).orientation());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8})
  void rowsOfABoxAreFoundInOrder(int rows) {
    List<CoreRow> drawn = box(rows, 400, 200.0 / Math.max(4, rows), 0);
    Drawing drawing = new Drawing();
    drawn.forEach(drawing::row);
    assertSame(drawn, drawing.found(), 0.93);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-20, -7, 3, 12, 20, 70, 85, 90, 97, 110})
  void tiltedAndVerticalRowsAreFound(double degrees) {
    List<CoreRow> drawn = box(4, 280, 40, degrees);
    Drawing drawing = new Drawing();
    drawn.forEach(drawing::row);
    List<CoreRow> found = drawing.found();
    assertSame(drawn, found, 0.9);
    RowOrientation way = degrees > 45 ? RowOrientation.VERTICAL : RowOrientation.HORIZONTAL;
    assertTrue(found.stream().allMatch(row -> row.orientation() == way));
  }

  @Test
  void perspectiveIsFollowed() {
    List<CoreRow> drawn =
        List.of(
            row(1, 240, 80, 420, 70, 2, 0.25),
            row(2, 240, 180, 420, 75, 0, 0.25),
            row(3, 240, 280, 420, 80, -2, 0.25));
    Drawing drawing = new Drawing();
    drawn.forEach(drawing::row);
    assertSame(drawn, drawing.found(), 0.93);
  }

  /** A tag across a row parts what is seen of it, and blots between rows join them. */
  @Test
  void tagsAndBlotsDoNotPartOrJoinRows() {
    List<CoreRow> drawn = box(3, 440, 60, 0);
    Drawing drawing = new Drawing();
    drawn.forEach(drawing::row);
    int top = (int) drawn.get(1).topLeft().y();
    drawing.block(200, top, 216, top + 60, 0, 0);
    drawing.block(300, top - 20, 312, top + 80, 255, 160);
    assertSame(drawn, drawing.found(), 0.9);
  }

  /** A ruler is a strip too, a narrow one; a card is wide and short. */
  @Test
  void whatIsNotLikeTheOtherRowsIsLeftOut() {
    List<CoreRow> drawn = box(3, 440, 60, 0);
    Drawing drawing = new Drawing();
    drawn.forEach(drawing::row);
    drawing.row(row(1, 240, 345, 440, 18, 0, 0)).block(20, 10, 90, 60, 255, 200);
    assertSame(drawn, drawing.found(), 0.93);
  }

  /** What parts two boxes end to end is seen across all rows, though averaging would bridge it. */
  @ParameterizedTest
  @ValueSource(ints = {20, 28, 40})
  void boxesEndToEndWithASmallGapAreTwo(int gap) {
    List<CoreRow> drawn = new ArrayList<>();
    Drawing drawing = new Drawing();
    for (int box = 1; box <= 2; box++) {
      for (int i = 0; i < 3; i++) {
        double x = 240 + (box == 1 ? -1 : 1) * (110 + gap / 2.0);
        // The rows of one box do not continue in line in the other.
        double y = 100 + 60.0 * i + (box == 1 ? 0 : 9);
        drawn.add(row(1, x, y, 220 - gap / 2.0, 50, 0, 0).numbered(drawn.size() + 1, box));
      }
    }
    drawn.forEach(drawing::row);
    assertSame(drawn, drawing.found(), 0.9);
  }

  /** A card over one row, and a rod over all, part no box. */
  @Test
  void whatLiesAcrossABoxDoesNotPartIt() {
    List<CoreRow> drawn = box(3, 440, 60, 0);
    Drawing drawing = new Drawing();
    drawn.forEach(drawing::row);
    int top = (int) drawn.get(0).topLeft().y();
    drawing.block(300, top, 316, top + 60, 0, 0).block(180, 0, 190, HEIGHT, 0, 0);
    assertSame(drawn, drawing.found(), 0.9);
  }

  /** Three rows, and two below a gap that is wider than the walls between rows. */
  @ParameterizedTest
  @CsvSource({"8, 1", "20, 2"})
  void aGapThatStandsOutPartsBoxesSideBySide(int gap, int boxes) {
    List<CoreRow> drawn = new ArrayList<>();
    double y = 50;
    for (int i = 0; i < 5; i++) {
      int box = i < 3 ? 1 : boxes;
      drawn.add(row(1, 240, y, 440, 40, 0, 0).numbered(i + 1, box));
      y += i == 2 ? 40 + gap : 46;
    }
    Drawing drawing = new Drawing();
    drawn.forEach(drawing::row);
    assertSame(drawn, drawing.found(), 0.9);
  }

  @Test
  void boxesSideBySideAreReadOneAfterTheOther() {
    List<CoreRow> drawn = new ArrayList<>();
    for (int box = 1; box <= 2; box++) {
      for (int i = 0; i < 3; i++) {
        drawn.add(
            row(1, box == 1 ? 115 : 365, 90 + 60.0 * i, 205, 50, 0, 0)
                .numbered(drawn.size() + 1, box));
      }
    }
    Drawing drawing = new Drawing();
    drawn.forEach(drawing::row);
    assertSame(drawn, drawing.found(), 0.9);
  }

  /**
   * What is averaged across the rows of a box is of other cells, and only rows that run so stay.
   */
  @Test
  void rowsTheOtherWayAreLookedForByThemselves() {
    List<CoreRow> lying = box(3, 400, 40, 0);
    Drawing box = new Drawing();
    lying.forEach(box::row);
    assertEquals(List.of(), RowFinder.findAcross(box.map()));
    // Two short rows lie beside three long ones that stand.
    Drawing both = new Drawing();
    List<CoreRow> standing =
        List.of(
            row(1, 60, 180, 320, 60, 90, 0),
            row(2, 130, 180, 320, 60, 90, 0),
            row(3, 200, 180, 320, 60, 90, 0));
    List<CoreRow> beside = List.of(row(1, 360, 80, 200, 50, 0, 0), row(2, 360, 280, 200, 50, 0, 0));
    standing.forEach(both::row);
    beside.forEach(both::row);
    assertSame(standing, both.found(), 0.9);
    List<CoreRow> across = RowFinder.findAcross(both.map());
    assertEquals(2, across.size(), () -> "rows: " + across);
    for (int i = 0; i < 2; i++) {
      assertEquals(RowOrientation.HORIZONTAL, across.get(i).orientation());
      assertTrue(iou(beside.get(i), across.get(i)) > 0.9);
    }
  }

  @Test
  void nothingIsFoundWhereNothingIs() {
    assertEquals(List.of(), new Drawing().found());
    assertEquals(0, new Drawing().map().share());
    assertEquals(List.of(), RowFinder.find(new ChannelMap(1, 1, new byte[1], new byte[1])));
    // Everything is a channel, and nothing its middle.
    assertEquals(List.of(), new Drawing().block(0, 0, WIDTH, HEIGHT, 255, 0).found());
  }

  @Test
  void theConfidenceIsTheMeanLikelihoodOfTheChannel() {
    CoreRow drawn = row(1, 240, 180, 400, 80, 0, 0);
    Drawing drawing = new Drawing().row(drawn);
    for (int i = 0; i < drawing.channel.length; i++) {
      drawing.channel[i] = (byte) ((drawing.channel[i] & 0xff) * 4 / 5);
    }
    CoreRow found = drawing.found().get(0);
    assertEquals(0.8, found.confidence().orElseThrow(), 0.02);
  }

  @Test
  void arraysThatDoNotFitAreRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new ChannelMap(3, 2, new byte[6], new byte[5]));
    assertEquals("expected a byte for each of 3 x 2 cells, got 6 and 5", e.getMessage());
  }

  /** A stretch of table between tray and ruler is seen as a short row, and not as sure. */
  @Test
  void aShortRowIsAsSureAsTheOthers() {
    List<CoreRow> box = box(3, 400, 40, 0);
    CoreRow beside = row(4, 200, 320, 150, 40, 0, 0);
    Drawing unsure = new Drawing().row(beside, 190);
    Drawing sure = new Drawing().row(beside, 255);
    for (CoreRow row : box) {
      unsure.row(row);
      sure.row(row);
    }
    assertSame(box, unsure.found(), 0.9);
    assertEquals(4, sure.found().size());
    // All rows of a photo that is seen badly are unsure, and a long one that is less sure is a row.
    Drawing badly = new Drawing().row(row(1, 240, 120, 400, 40, 0, 0), 250);
    badly.row(row(2, 240, 240, 400, 40, 0, 0), 190);
    assertEquals(2, badly.found().size());
  }
}
