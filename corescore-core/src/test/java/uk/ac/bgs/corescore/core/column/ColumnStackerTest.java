// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.column;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.CoreLogger;
import uk.ac.bgs.corescore.core.corelog.LogPhoto;
import uk.ac.bgs.corescore.core.corelog.LogSettings;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.depth.DepthRule;
import uk.ac.bgs.corescore.core.corelog.depth.MissingRock;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LoggedRow;
import uk.ac.bgs.corescore.core.corelog.table.BasePosition;
import uk.ac.bgs.corescore.core.corelog.table.CoreRun;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;

class ColumnStackerTest {
  private static final double CLOSE = 1e-9;

  /** What came of a hole. */
  private record Stacked(List<CoreColumn> pages, ColumnStacker.StackedHole notes) {
    CoreColumn only() {
      assertEquals(1, pages.size());
      return pages.get(0);
    }
  }

  private static CoreLog log(LogSettings settings, List<CoreRun> runs, PaintedBox... boxes) {
    CoreLog log =
        CoreLogger.log(
            Arrays.stream(boxes).map(PaintedBox::photo).toList(), runs, List.of(), settings);
    assertEquals(List.of(), log.problems());
    return log;
  }

  private static Stacked stacked(CoreLog log, ColumnSettings settings, PaintedBox... boxes) {
    Map<String, Photo> photos = new TreeMap<>();
    List<LogPhoto> logged = new ArrayList<>();
    for (PaintedBox box : boxes) {
      photos.put(box.photo().name(), box.read());
      logged.add(box.photo());
    }
    return stacked(
        log.holes().get(0), logged, settings, name -> Objects.requireNonNull(photos.get(name)));
  }

  private static Stacked stacked(
      HoleLog hole,
      List<LogPhoto> logged,
      ColumnSettings settings,
      ColumnStacker.PhotoSource source) {
    List<CoreColumn> pages = new ArrayList<>();
    try {
      return new Stacked(pages, ColumnStacker.stack(hole, logged, source, settings, pages::add));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What a row of the column shows of a place along its row of core. */
  private static void assertShows(RgbImage column, int y, int row, int place) {
    for (int x = 0; x < PaintedBox.WIDE; x++) {
      int expected =
          PaintedBox.colour(
              PaintedBox.MARGIN + place, PaintedBox.top(row) + PaintedBox.WIDE - 1 - x);
      assertEquals(expected, column.rgb(x, y), "pixel " + x + " of row " + y);
    }
  }

  private static void assertBlack(RgbImage column, int y) {
    for (int x = 0; x < column.width(); x++) {
      assertEquals(0, column.rgb(x, y), "pixel " + x + " of row " + y);
    }
  }

  @Test
  void rowsStandUprightOneBelowTheOtherPixelByPixel() {
    PaintedBox box = new PaintedBox("a.png", 100, 2).depths(2, 11, 12).depths(1, 10, 11);
    CoreColumn column =
        stacked(log(LogSettings.DEFAULT, List.of(), box), ColumnSettings.DEFAULT, box).only();
    assertEquals(PaintedBox.WIDE, column.width());
    assertEquals(200, column.height());
    RgbImage image = column.image();
    for (int i = 0; i < 100; i++) {
      assertShows(image, i, 1, i);
      assertShows(image, 100 + i, 2, i);
    }
    assertEquals(10.005, column.rowDepths()[0], CLOSE);
    assertEquals(11.995, column.rowDepths()[199], CLOSE);
    assertEquals(
        List.of("a.png, row 1", "a.png, row 2"),
        column.stretches().stream().map(ColumnSegment::source).toList());
  }

  @Test
  void photoThatIsOneRowDownIsTheColumnItself() {
    RgbImage image = CoreColumnTest.picture(8, 50, 1);
    Layout whole = Layout.whole(8, 50);
    LogPhoto photo =
        new LogPhoto(
            "tall.png",
            whole,
            List.of(),
            new PaintedBox("tall.png", 9, 1).depths(1, 0, 0.5).photo().rows());
    HoleLog hole =
        CoreLogger.log(List.of(photo), List.of(), List.of(), LogSettings.DEFAULT).holes().get(0);
    CoreColumn column =
        stacked(
                hole,
                List.of(photo),
                ColumnSettings.DEFAULT,
                name -> new Photo(name, "0".repeat(64), image))
            .only();
    assertEquals(image, column.image());
    assertEquals(0.0, column.depths().top().metres());
  }

  @Test
  void allRowsOfAPhotoFollowEachOther() {
    PaintedBox box = new PaintedBox("a.png", 100, 3).depths(0, 0, 1.5);
    CoreColumn column =
        stacked(log(LogSettings.DEFAULT, List.of(), box), ColumnSettings.DEFAULT, box).only();
    assertEquals(300, column.height());
    assertShows(column.image(), 0, 1, 0);
    assertShows(column.image(), 100, 2, 0);
    assertShows(column.image(), 299, 3, 99);
    assertEquals(DepthInterval.of(0, 1.5), column.depths());
  }

  /** Rock to 300 and from 400 to 1000 mm of a row from 10 to 11 m. */
  private static PaintedBox gapInRow() {
    return new PaintedBox("a.png", 100, 1).piece(1, 0, 30).piece(1, 40, 100).depths(1, 10, 11);
  }

  /** The depth of the upper side of the first row that shows a place or what is behind it. */
  private static double begins(CoreColumn column, int place) {
    RgbImage image = column.image();
    double row = column.depths().metres() / column.height();
    for (int y = 0; y < column.height(); y++) {
      int rgb = image.rgb(0, y);
      int x = 200 * ((rgb >> 16 & 0xff) - 1) + (rgb >> 8 & 0xff) - 20;
      if (rgb != 0 && x - PaintedBox.MARGIN >= place) {
        return column.rowDepths()[y] - row / 2;
      }
    }
    throw new AssertionError("nowhere");
  }

  @Test
  void columnFollowsTheDepthsOfTheLog() {
    PaintedBox box = gapInRow();
    LogSettings rock = LogSettings.DEFAULT.withDepth(DepthRule.ROCK, MissingRock.LOSS_AT_BASE);
    CoreColumn position =
        stacked(log(LogSettings.DEFAULT, List.of(), box), ColumnSettings.DEFAULT, box).only();
    assertEquals(10.4, begins(position, 40), CLOSE);

    CoreColumn atBase = stacked(log(rock, List.of(), box), ColumnSettings.DEFAULT, box).only();
    assertEquals(10.3, begins(atBase, 40), CLOSE);
    assertEquals(100, atBase.height());
    assertEquals(DepthInterval.of(10, 11), atBase.depths());
    assertEquals(
        List.of(ColumnSegment.Kind.CORE, ColumnSegment.Kind.LOSS),
        atBase.stretches().stream().map(ColumnSegment::kind).toList());
    assertEquals(90, atBase.stretches().get(1).first());
    assertBlack(atBase.image(), 90);
    assertBlack(atBase.image(), 99);

    LogSettings stretch = LogSettings.DEFAULT.withDepth(DepthRule.ROCK, MissingRock.STRETCH);
    CoreColumn stretched =
        stacked(log(stretch, List.of(), box), ColumnSettings.DEFAULT.withRowsPerMetre(300), box)
            .only();
    assertEquals(10 + 1 / 3.0, begins(stretched, 40), CLOSE);

    CoreRun run =
        new CoreRun(
            "BH1",
            DepthInterval.of(10, 11),
            OptionalDouble.empty(),
            Optional.of(DepthInterval.of(10.3, 10.4)));
    CoreColumn stated = stacked(log(rock, List.of(run), box), ColumnSettings.DEFAULT, box).only();
    assertEquals(10.4, begins(stated, 40), CLOSE);
    assertEquals(ColumnSegment.Kind.LOSS, stated.stretches().get(1).kind());
    assertEquals(10.3, stated.stretches().get(1).depths().top().metres(), CLOSE);
    assertEquals(10.4, stated.stretches().get(1).depths().base().metres(), CLOSE);
  }

  @Test
  void emptyTrayBehindTheRocksEndIsNoCore() {
    PaintedBox box =
        new PaintedBox("a.png", 100, 1)
            .piece(1, 0, 60)
            .depths("BH1", 1, 10, 10.6, BasePosition.ROCK);
    CoreColumn column =
        stacked(log(LogSettings.DEFAULT, List.of(), box), ColumnSettings.DEFAULT, box).only();
    assertEquals(60, column.height());
    assertShows(column.image(), 59, 1, 59);
  }

  @Test
  void outsideTheRockIsBlackOnRequest() {
    PaintedBox box = gapInRow();
    CoreLog log = log(LogSettings.DEFAULT, List.of(), box);
    RgbImage rock =
        stacked(log, ColumnSettings.DEFAULT.withMask(ColumnMask.ROCK), box).only().image();
    RgbImage all = stacked(log, ColumnSettings.DEFAULT, box).only().image();
    for (int y = 0; y < 100; y++) {
      for (int x = 0; x < PaintedBox.WIDE; x++) {
        boolean inRock = x >= 3 && x < 17 && (y < 30 || y >= 40);
        assertEquals(inRock ? all.rgb(x, y) : 0, rock.rgb(x, y), x + ", " + y);
      }
    }
  }

  @Test
  void whatThePhotoDoesNotShowIsBlackUnlessAllIsAsked() {
    RgbImage image = CoreColumnTest.picture(40, 10, 1);
    Layout beyond =
        new Layout(
            40,
            10,
            List.of(
                new CoreRow(
                    1,
                    1,
                    new PhotoPoint(-10, 0),
                    new PhotoPoint(40, 0),
                    new PhotoPoint(40, 10),
                    new PhotoPoint(-10, 10),
                    OptionalDouble.empty())),
            Layout.GIVEN);
    LogPhoto photo =
        new LogPhoto(
            "a.png",
            beyond,
            List.of(),
            new PaintedBox("a.png", 9, 1).depths(1, 0, 1).photo().rows());
    HoleLog hole =
        CoreLogger.log(List.of(photo), List.of(), List.of(), LogSettings.DEFAULT).holes().get(0);
    ColumnStacker.PhotoSource source = name -> new Photo(name, "0".repeat(64), image);
    RgbImage row = stacked(hole, List.of(photo), ColumnSettings.DEFAULT, source).only().image();
    RgbImage none =
        stacked(hole, List.of(photo), ColumnSettings.DEFAULT.withMask(ColumnMask.NONE), source)
            .only()
            .image();
    assertEquals(50, row.height());
    assertBlack(row, 9);
    assertEquals(image.rgb(0, 9), row.rgb(0, 10));
    assertEquals(image.rgb(0, 9), none.rgb(0, 0));
  }

  @Test
  void smallerCopyOfAPhotoGivesTheSameDepths() {
    PaintedBox box = gapInRow();
    CoreLog log = log(LogSettings.DEFAULT, List.of(), box);
    Photo small = box.read().withImage(PhotoReducer.reduceToFit(box.image(), 55));
    CoreColumn column =
        stacked(log.holes().get(0), List.of(box.photo()), ColumnSettings.DEFAULT, name -> small)
            .only();
    assertEquals(100, column.height());
    assertEquals(PaintedBox.WIDE, column.width());
    assertEquals(10.4, begins(column, 40), 0.02);
  }

  @Test
  void photosAndTableInAnyOrderGiveTheSameColumn() {
    List<PaintedBox> boxes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      boxes.add(
          new PaintedBox("box" + i + ".png", 100, 2)
              .depths(1, 2 * i, 2 * i + 1)
              .depths(2, 2 * i + 1, 2 * i + 2));
    }
    PaintedBox[] ordered = boxes.toArray(new PaintedBox[0]);
    CoreColumn expected =
        stacked(log(LogSettings.DEFAULT, List.of(), ordered), ColumnSettings.DEFAULT, ordered)
            .only();
    assertEquals(800, expected.height());
    Collections.reverse(boxes);
    Collections.swap(boxes, 0, 2);
    PaintedBox[] other = boxes.toArray(new PaintedBox[0]);
    CoreColumn column =
        stacked(log(LogSettings.DEFAULT, List.of(), other), ColumnSettings.DEFAULT, other).only();
    assertEquals(expected, column);
    assertEquals(expected.stretches(), column.stretches());
  }

  @Test
  void gapsAreFilledOrCollapsedAndTold() {
    PaintedBox box = new PaintedBox("a.png", 100, 2).depths(1, 1, 2).depths(2, 2.5, 3.5);
    CoreLog log = log(LogSettings.DEFAULT, List.of(), box);
    Stacked filled = stacked(log, ColumnSettings.DEFAULT, box);
    assertEquals(250, filled.only().height());
    assertEquals(249, filled.only().toCoreBreakout().height());
    assertEquals(List.of(DepthInterval.of(2, 2.5)), filled.notes.gaps());
    assertBlack(filled.only().image(), 120);
    Stacked collapsed = stacked(log, ColumnSettings.DEFAULT.withGaps(ColumnGaps.COLLAPSE, 5), box);
    assertEquals(200, collapsed.only().height());
    assertEquals(List.of(DepthInterval.of(2, 2.5)), collapsed.notes.gaps());
    Stacked pages = stacked(log, ColumnSettings.DEFAULT.withGaps(ColumnGaps.FILL, 0.4), box);
    assertEquals(2, pages.pages.size());
    assertEquals(List.of(DepthInterval.of(2, 2.5)), pages.notes.gaps());
    assertTrue(
        pages.notes.remarks().get(0).contains("2.0 to 2.5 m"), pages.notes.remarks()::toString);
  }

  @Test
  void longHoleComesInPages() {
    PaintedBox box =
        new PaintedBox("a.png", 100, 3).depths(1, 0, 1).depths(2, 1, 2).depths(3, 2, 3);
    CoreLog log = log(LogSettings.DEFAULT, List.of(), box);
    Stacked pages = stacked(log, ColumnSettings.DEFAULT.withMaxPixels(4000), box);
    assertEquals(List.of(200, 100), pages.pages.stream().map(CoreColumn::height).toList());
    assertEquals(DepthInterval.of(2, 3), pages.pages.get(1).depths());
    Stacked none = stacked(log, ColumnSettings.DEFAULT.withMaxPixels(1999), box);
    assertEquals(List.of(), none.pages);
    assertEquals(3, none.notes.problems().size());
    assertTrue(
        none.notes.problems().get(0).startsWith("a.png, row 1: not in the column"),
        none.notes.problems()::toString);
  }

  @Test
  void photoThatCannotBeReadIsToldOnceAndTheRestGoesOn() {
    PaintedBox a = new PaintedBox("a.png", 100, 2).depths(1, 0, 1).depths(2, 1, 2);
    PaintedBox b = new PaintedBox("b.png", 100, 1).depths(1, 2, 3);
    CoreLog log = log(LogSettings.DEFAULT, List.of(), a, b);
    Stacked stacked =
        stacked(
            log.holes().get(0),
            List.of(a.photo(), b.photo()),
            ColumnSettings.DEFAULT,
            name -> {
              if (name.equals("a.png")) {
                throw new IOException("the disk is away");
              }
              return b.read();
            });
    assertEquals(DepthInterval.of(2, 3), stacked.only().depths());
    assertEquals(List.of("a.png: not in the column, the disk is away"), stacked.notes.problems());
  }

  @Test
  void photoOfAnotherSizeThanWasLoggedIsRefused() {
    PaintedBox box = gapInRow();
    CoreLog log = log(LogSettings.DEFAULT, List.of(), box);
    Photo other = new PaintedBox("a.png", 90, 1).read();
    Stacked stacked =
        stacked(log.holes().get(0), List.of(box.photo()), ColumnSettings.DEFAULT, name -> other);
    assertEquals(List.of(), stacked.pages);
    assertEquals(
        List.of(
            "a.png: not in the column, expected the photo of 110 x 34 px that was logged, got one"
                + " of 100 x 34"),
        stacked.notes.problems());
  }

  @Test
  void rowThatIsTooLargeIsRefusedBeforeMemoryIsTaken() {
    PaintedBox box = gapInRow();
    LoggedRow row = log(LogSettings.DEFAULT, List.of(), box).holes().get(0).rows().get(0);
    CoreScoreException e =
        assertThrows(
            CoreScoreException.class,
            () -> ColumnCutter.cut(box.read(), row, row.depths(), List.of(), 1e9, ColumnMask.ROW));
    String told = String.valueOf(e.getMessage());
    assertTrue(told.startsWith("a.png, row 1: its column would have"), told);
  }

  @Test
  void settingsAreChecked() {
    ColumnSettings usual = ColumnSettings.DEFAULT;
    assertThrows(IllegalArgumentException.class, () -> usual.withRowsPerMetre(0));
    assertThrows(IllegalArgumentException.class, () -> usual.withRowsPerMetre(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> usual.withGaps(ColumnGaps.FILL, -1));
    assertThrows(IllegalArgumentException.class, () -> usual.withMaxPixels(0));
    assertThrows(
        IllegalArgumentException.class, () -> usual.withMaxPixels(CoreColumn.MAX_PIXELS + 1));
  }
}
