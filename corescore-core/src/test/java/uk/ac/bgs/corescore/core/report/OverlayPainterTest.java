// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.algorithm.distance.DiscreteHausdorffDistance;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import uk.ac.bgs.corescore.core.internal.draw.StrokeFont;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.measure.Fragment;

class OverlayPainterTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  @Test
  void hasThePhotosSizeAndDrawsInsideFragments() {
    ScoredPhoto photo = Samples.box("a.jpg", Samples.SCALED);
    RgbImage overlay = OverlayPainter.paint(photo);
    assertEquals(120, overlay.width());
    assertEquals(80, overlay.height());
    assertEquals(OverlayPainter.paint(photo), overlay, "the same photo gives the same picture");
    FragmentColours colours = FragmentColours.of(photo.segmentation().fragments());
    for (Fragment fragment : photo.fragments().fragments()) {
      int x = fragment.measures().bounds().x();
      int y = fragment.measures().bounds().y() + 10;
      assertEquals(
          FragmentColours.rgb(colours.index(fragment.id())),
          overlay.rgb(x, y),
          "the first pixel in the border of fragment " + fragment.id());
    }
    assertEquals(photo.photo().image().rgb(76, 40), overlay.rgb(76, 40), "void is left alone");
    assertNotEquals(photo.photo().image().rgb(93, 34), overlay.rgb(93, 34), "paper is tinted");
  }

  @Test
  void rowsAreDrawnUnlessThePhotoIsItsOnlyRow() {
    ScoredPhoto rows = Samples.inRows("a.jpg");
    ScoredPhoto whole = Samples.withLayout(rows, Layout.whole(120, 80));
    ScoredPhoto box = Samples.box("a.jpg", Samples.UNSCALED);
    assertEquals(OverlayPainter.paint(box), OverlayPainter.paint(whole));
    RgbImage overlay = OverlayPainter.paint(rows);
    // The side at x = 5 runs through void, far from legend and tags.
    int red = overlay.rgb(5, 45) >> 16 & 0xff;
    int green = overlay.rgb(5, 45) >> 8 & 0xff;
    assertTrue(red > 2 * green, Integer.toHexString(overlay.rgb(5, 45)));
    assertEquals(box.photo().image().rgb(2, 45), overlay.rgb(2, 45), "beside it nothing is drawn");
  }

  /** Of pieces that fill their rows, walls between, numbers beside: no tag lies on a piece. */
  @Test
  void tagsOfRowsHideNoRockWhereThereIsRoomAndNoneOfEachOther() {
    for (boolean upright : new boolean[] {false, true}) {
      int[] ids = new int[600 * 600];
      List<CoreRow> rows = new ArrayList<>();
      for (int row = 0; row < 5; row++) {
        int at = 20 + 115 * row;
        Samples.fill(ids, 600, upright ? at : 40, upright ? 40 : at, 80, 80, row + 1);
        rows.add(
            upright
                ? row(row + 1, at + 80, 40, at + 80, 560, at, 560, at, 40)
                : row(row + 1, 40, at, 560, at, 560, at + 80, 40, at + 80));
      }
      ScoredPhoto photo =
          Samples.withLayout(
              Samples.of("rows.png", 600, 600, ids), new Layout(600, 600, rows, "lines"));
      FragmentMap map = photo.segmentation().fragments();
      List<RowTags.Tag> tags = RowTags.of(photo, 10);
      assertEquals(5, tags.size());
      for (RowTags.Tag tag : tags) {
        assertEquals("row " + tag.row().number(), tag.text());
        assertEquals(0, OverlayLegend.rock(map, tag.box()), tag + ", upright: " + upright);
        assertEquals(upright ? 1 : 0, tag.directionY(), 1e-9);
        assertTrue(
            tag.box().getX() >= 0 && tag.box().getMaxX() <= 600 && tag.box().getMaxY() <= 600);
        for (RowTags.Tag other : tags) {
          assertTrue(other.equals(tag) || !other.box().intersects(tag.box()), tag + " on " + other);
        }
        // Nearer to the beginning of its own row than to that of any other.
        assertEquals(tag.row(), nearest(rows, tag), "upright: " + upright);
      }
    }
  }

  private static CoreRow nearest(List<CoreRow> rows, RowTags.Tag tag) {
    PhotoPoint middle = new PhotoPoint(tag.box().getCenterX(), tag.box().getCenterY());
    return Collections.min(
        rows,
        Comparator.comparingDouble(
            row -> Math.min(row.topLeft().distance(middle), row.bottomLeft().distance(middle))));
  }

  private static CoreRow row(int number, double... corners) {
    return new CoreRow(
        number,
        1,
        new PhotoPoint(corners[0], corners[1]),
        new PhotoPoint(corners[2], corners[3]),
        new PhotoPoint(corners[4], corners[5]),
        new PhotoPoint(corners[6], corners[7]),
        OptionalDouble.of(0.9));
  }

  @Test
  void rowsAreSaidInFewWords() {
    Layout given = Samples.inRows("a.jpg").layout();
    assertEquals("2 rows, given", RowText.summary(given));
    CoreRow row = row(1, 0, 0, 100, 0, 100, 20, 0, 20);
    assertEquals(
        "1 row by lines, 90 % sure", RowText.summary(new Layout(120, 80, List.of(row), "lines")));
    assertEquals("no rows by lines", RowText.summary(new Layout(9, 9, List.of(), "lines")));
    assertEquals("left to right", RowText.direction(row));
    assertEquals("right to left", RowText.direction(row.turned()));
    CoreRow down = row(1, 20, 0, 20, 90, 0, 90, 0, 0);
    assertEquals("top to bottom", RowText.direction(down));
    assertEquals("bottom to top", RowText.direction(down.turned()));
  }

  @Test
  void drawsPhotosTooSmallForLettersAndPhotosWithoutRock() {
    assertEquals(1, OverlayPainter.paint(Samples.of("dot.png", 1, 1, new int[] {1})).width());
    assertEquals(1, OverlayPainter.paint(Samples.empty("void.png", 1, 1)).height());
    ScoredPhoto strip = Samples.empty("strip.png", 900, 2);
    assertEquals(strip.photo().image(), OverlayPainter.paint(strip));
    ScoredPhoto large = Samples.empty("large.png", 400, 300);
    assertNotEquals(large.photo().image(), OverlayPainter.paint(large), "it has a legend");
  }

  @Test
  void drawsThousandsOfFragments() {
    ScoredPhoto photo = Samples.squares("many.png", 5000);
    RgbImage overlay = OverlayPainter.paint(photo);
    assertEquals(photo.photo().image().height(), overlay.height());
  }

  @Test
  void fragmentsThatTouchHaveOtherColours() {
    for (int round = 0; round < 20; round++) {
      Random random = new Random(round);
      int[] blocks = random.ints(20, 0, 4).toArray();
      int[] ids = new int[400];
      for (int i = 0; i < ids.length; i++) {
        int block = i / 20 / 4 * 4 + i % 20 / 5;
        ids[i] = blocks[block] == 0 ? 0 : block + 1;
      }
      FragmentMap map = FragmentMap.ofIds(20, 20, withoutGaps(ids));
      FragmentColours colours = FragmentColours.of(map);
      for (int y = 0; y < 20; y++) {
        for (int x = 0; x < 20; x++) {
          for (int[] step : new int[][] {{1, 0}, {0, 1}, {1, 1}, {-1, 1}}) {
            differ(map, colours, x, y, x + step[0], y + step[1]);
          }
        }
      }
    }
  }

  private static void differ(
      FragmentMap map, FragmentColours colours, int x, int y, int otherX, int otherY) {
    if (otherX < 0 || otherX >= map.width() || otherY >= map.height()) {
      return;
    }
    int a = map.id(x, y);
    int b = map.id(otherX, otherY);
    if (a != 0 && b != 0 && a != b) {
      assertNotEquals(colours.index(a), colours.index(b), a + " touches " + b);
    }
  }

  private static int[] withoutGaps(int[] ids) {
    List<Integer> used =
        Arrays.stream(ids).filter(id -> id > 0).distinct().sorted().boxed().toList();
    return Arrays.stream(ids).map(id -> id == 0 ? 0 : used.indexOf(id) + 1).toArray();
  }

  @Test
  void scaleBarsAreRoundAndNotTooLong() {
    Random random = new Random(2);
    for (int i = 0; i < 1000; i++) {
      PixelScale scale = new PixelScale(Math.pow(10, random.nextDouble() * 5 - 3));
      double most = 1 + random.nextDouble() * 1000;
      ScaleBar bar = ScaleBar.within(most, scale);
      assertTrue(bar.pixels() <= most * (1 + 1e-12) && bar.pixels() >= most * 0.39, bar.text());
      assertTrue(
          bar.text().replaceAll("[\u202F ]", "").matches("0?\\.?0*[125]0*(mm|cm|m)"), bar.text());
    }
    assertEquals("10 cm", ScaleBar.within(999, new PixelScale(0.16)).text());
    assertEquals("5 mm", ScaleBar.within(5, new PixelScale(1)).text());
    assertEquals("2 m", ScaleBar.within(3000, new PixelScale(1)).text());
  }

  @Test
  void displayOutlinesStayWithinAPixel() {
    Random random = new Random(8);
    int[] ids = new int[40 * 40];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = random.nextInt(4) == 0 ? 0 : 1;
    }
    ScoredPhoto photo = Samples.of("noise.png", 40, 40, ids);
    Geometry outline = photo.fragments().fragments().get(0).outline();
    List<LineString> lines = new ArrayList<>();
    List<Coordinate> line = new ArrayList<>();
    double[] at = new double[6];
    for (var i = DisplayOutline.of(outline, 0.4).path().getPathIterator(null);
        !i.isDone();
        i.next()) {
      if (i.currentSegment(at) == PathIterator.SEG_CLOSE) {
        line.add(line.get(0));
        lines.add(FACTORY.createLineString(line.toArray(new Coordinate[0])));
        line.clear();
      } else {
        line.add(new Coordinate(at[0], at[1]));
      }
    }
    Geometry display = FACTORY.createMultiLineString(lines.toArray(new LineString[0]));
    double off = DiscreteHausdorffDistance.distance(outline.getBoundary(), display);
    assertTrue(off <= 0.5 * Math.sqrt(2) + 0.4, "off by " + off);
  }

  @Test
  void everyLetterThatReportsUseHasAGlyph() {
    double missing = StrokeFont.width("\u2603", 6);
    assertEquals(3, missing);
    String text = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:;-_()/%\u00B2";
    Path2D box = StrokeFont.lines("\u2603", 0, 6, 6);
    for (int i = 0; i < text.length(); i++) {
      Path2D glyph = StrokeFont.lines(text.substring(i, i + 1), 0, 6, 6);
      assertNotEquals(describe(box), describe(glyph), text.substring(i, i + 1));
    }
    assertEquals(StrokeFont.width("1111", 9), StrokeFont.width("8008", 9), "digits line up");
    assertTrue(StrokeFont.width("", 9) == 0);
  }

  private static String describe(Path2D path) {
    StringBuilder text = new StringBuilder();
    double[] at = new double[6];
    for (var i = path.getPathIterator(null); !i.isDone(); i.next()) {
      text.append(i.currentSegment(at)).append(' ').append(at[0]).append(' ').append(at[1]);
    }
    return text.toString();
  }
}
