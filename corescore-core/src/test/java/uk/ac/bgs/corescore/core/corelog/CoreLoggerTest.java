// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.core.corelog.depth.Depth;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.depth.DepthRule;
import uk.ac.bgs.corescore.core.corelog.depth.MissingRock;
import uk.ac.bgs.corescore.core.corelog.hole.CoreLoss;
import uk.ac.bgs.corescore.core.corelog.hole.Fracture;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.corelog.hole.LogPiece;
import uk.ac.bgs.corescore.core.corelog.hole.LogZone;
import uk.ac.bgs.corescore.core.corelog.piece.StatedScale;
import uk.ac.bgs.corescore.core.corelog.rule.LengthRule;
import uk.ac.bgs.corescore.core.corelog.rule.RqdClass;
import uk.ac.bgs.corescore.core.corelog.table.BasePosition;
import uk.ac.bgs.corescore.core.corelog.table.BoxRow;
import uk.ac.bgs.corescore.core.corelog.table.CoreRun;
import uk.ac.bgs.corescore.core.corelog.table.FragmentMark;
import uk.ac.bgs.corescore.core.corelog.table.NamedInterval;
import uk.ac.bgs.corescore.core.corelog.table.RowTiePoint;
import uk.ac.bgs.corescore.core.score.Condition;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.mask.PieceMark;

class CoreLoggerTest {
  private static CoreRun run(double top, double base) {
    return new CoreRun(
        "BH1", DepthInterval.of(top, base), OptionalDouble.empty(), Optional.empty());
  }

  private static CoreRun run(double top, double base, double lossTop, double lossBase) {
    return new CoreRun(
        "BH1",
        DepthInterval.of(top, base),
        OptionalDouble.empty(),
        Optional.of(DepthInterval.of(lossTop, lossBase)));
  }

  private static CoreLog log(LogPhoto photo, LogSettings settings, CoreRun... runs) {
    return CoreLogger.log(List.of(photo), Arrays.asList(runs), List.of(), settings);
  }

  private static HoleLog hole(LogPhoto photo, LogSettings settings, CoreRun... runs) {
    CoreLog log = log(photo, settings, runs);
    assertEquals(List.of(), log.problems());
    return log.holes().get(0);
  }

  private static List<LogInterval> of(HoleLog hole, LogInterval.Kind kind) {
    return hole.intervals().stream().filter(one -> one.kind() == kind).toList();
  }

  private static LogPhoto marked(LogPhoto photo, FragmentMark... marks) {
    return new LogPhoto(
        photo.name(),
        photo.layout(),
        photo.fragments(),
        photo.covers(),
        photo.rows(),
        photo.ties(),
        List.of(marks),
        photo.scale());
  }

  private static List<Double> lengths(HoleLog hole) {
    return hole.pieces().stream()
        .map(piece -> Math.rint(piece.length(LengthRule.AXIS).orElseThrow() * 1000) / 1000)
        .toList();
  }

  /** 120 mm, of which 70 mm lie in the upper run. */
  @Test
  void aRunBoundaryInsideAPieceIsNoFractureAndThePieceCountsInBoth() {
    DrawnCore core = new DrawnCore(1000, 1).piece(1, 0, 430).piece(1, 430, 550).piece(1, 550, 1000);
    HoleLog hole = hole(core.photo(10), LogSettings.DEFAULT, run(10, 10.5), run(10.5, 11));
    LogPiece piece = hole.pieces().get(1);

    assertEquals(70, piece.within(LengthRule.AXIS, DepthInterval.of(10, 10.5), false), 1e-6);
    assertEquals(50, piece.within(LengthRule.AXIS, DepthInterval.of(10.5, 11), false), 1e-6);
    List<LogInterval> runs = of(hole, LogInterval.Kind.RUN);
    for (LogInterval run : runs) {
      assertEquals(100, run.figures().get(0).rqd().orElseThrow(), 1e-6);
      assertEquals(1, run.fractures());
      assertEquals(2, run.fractureIndex().orElseThrow(), 1e-6);
    }
    assertTrue(hole.perRun());
  }

  @Test
  void aCutAtTheEndOfARowJoinsAndIsReported() {
    DrawnCore core =
        new DrawnCore(500, 2).piece(1, 0, 440).piece(1, 440, 500).piece(2, 0, 70).piece(2, 70, 500);

    HoleLog joined = hole(core.photo(10), LogSettings.DEFAULT, run(10, 11));
    assertEquals(List.of(440.0, 130.0, 430.0), lengths(joined));
    assertEquals(List.of(1, 2, 3), joined.pieces().stream().map(LogPiece::number).toList());
    Fracture cut = joined.fractures().get(1);
    assertEquals(Fracture.Kind.TRAY_CUT, cut.kind());
    assertEquals(10.5, cut.depth().metres(), 1e-9);
    assertTrue(cut.reason().contains("square"), cut.reason());
    assertEquals(100, rqd(joined), 1e-6);
    assertEquals(2, of(joined, LogInterval.Kind.RUN).get(0).fractures());

    HoleLog apart = hole(core.photo(10), LogSettings.DEFAULT.withJoinedRowEnds(false), run(10, 11));
    assertEquals(List.of(440.0, 60.0, 70.0, 430.0), lengths(apart));
    assertEquals(87, rqd(apart), 1e-6);
    assertEquals(3, of(apart, LogInterval.Kind.RUN).get(0).fractures());
    assertEquals(Fracture.Kind.ROW_END, apart.fractures().get(1).kind());
  }

  private static double rqd(HoleLog hole) {
    return of(hole, LogInterval.Kind.RUN).get(0).figures().get(0).rqd().orElseThrow();
  }

  @Test
  void nothingJoinsAcrossALossARunsEndOrAnEndThatIsNotSquare() {
    DrawnCore square =
        new DrawnCore(500, 2).piece(1, 0, 440).piece(1, 440, 500).piece(2, 0, 70).piece(2, 70, 500);
    HoleLog loss = hole(square.photo(10), LogSettings.DEFAULT, run(10, 11, 10.45, 10.5));
    assertEquals(4, loss.pieces().size());
    assertTrue(loss.fractures().get(1).reason().contains("a loss"), loss.fractures().toString());

    HoleLog runs = hole(square.photo(10), LogSettings.DEFAULT, run(10, 10.5), run(10.5, 11));
    assertEquals(4, runs.pieces().size());
    assertTrue(runs.fractures().get(1).reason().contains("a run ends"));

    DrawnCore slanted =
        new DrawnCore(500, 2)
            .piece(1, 0, 440)
            .piece(1, 440, 480, 90, 60, 0, DrawnCore.DIAMETER)
            .piece(2, 0, 500);
    HoleLog natural = hole(slanted.photo(10), LogSettings.DEFAULT, run(10, 11));
    assertEquals(3, natural.pieces().size());

    DrawnCore short1 = new DrawnCore(500, 2).piece(1, 0, 480).piece(2, 0, 500);
    HoleLog away = hole(short1.photo(10), LogSettings.DEFAULT, run(10, 11));
    assertTrue(away.fractures().get(0).reason().contains("not at the end of the tray"));

    LogPhoto asked =
        marked(square.photo(10), new FragmentMark("box.jpg", 2, FragmentMark.Kind.NATURAL_BELOW));
    assertEquals(4, hole(asked, LogSettings.DEFAULT, run(10, 11)).pieces().size());
  }

  @Test
  void depthByPositionByRockAndWithAStatedLossAreThree() {
    DrawnCore core = new DrawnCore(1000, 1).piece(1, 0, 300).piece(1, 400, 1000);
    LogSettings rock = LogSettings.DEFAULT.withDepth(DepthRule.ROCK, MissingRock.LOSS_AT_BASE);

    assertEquals(10.4, second(hole(core.photo(10), LogSettings.DEFAULT)), 1e-9);
    assertEquals(
        10.333,
        second(
            hole(
                core.photo(10),
                LogSettings.DEFAULT.withDepth(DepthRule.ROCK, MissingRock.STRETCH))),
        5e-4);
    HoleLog assumed = hole(core.photo(10), rock);
    assertEquals(10.3, second(assumed), 1e-9);
    assertEquals(1, assumed.losses().size());
    assertTrue(assumed.losses().get(0).assumed());
    assertEquals(0.1, of(assumed, LogInterval.Kind.BOX).get(0).assumedLossMetres(), 1e-9);

    HoleLog stated = hole(core.photo(10), rock, run(10, 11, 10.3, 10.4));
    assertEquals(10.4, second(stated), 1e-9);
    assertEquals(List.of(new CoreLoss(DepthInterval.of(10.3, 10.4), false)), stated.losses());
    assertEquals(
        List.of(LogZone.Kind.INTACT, LogZone.Kind.NOT_RECOVERED, LogZone.Kind.INTACT),
        stated.zones().stream().map(LogZone::kind).toList());
    for (HoleLog one : List.of(assumed, stated)) {
      assertEquals(90, of(one, LogInterval.Kind.BOX).get(0).figures().get(0).tcr(), 1e-6);
    }
  }

  private static double second(HoleLog hole) {
    return hole.pieces().get(1).top().metres();
  }

  @Test
  void evenIntervalsSumToTheWhole() {
    DrawnCore core = new DrawnCore(1500, 2);
    double[] lengths = {250, 180, 99, 100, 101, 60, 210, 77, 133, 290};
    for (int row = 1; row <= 2; row++) {
      double at = row == 1 ? 0 : 30;
      for (double length : lengths) {
        if (at + length <= 1500) {
          core.piece(row, at, at += length);
        }
      }
    }
    LogSettings settings = LogSettings.DEFAULT.withStep(0.5);
    CoreLog log =
        CoreLogger.log(
            List.of(core.photo(10)),
            List.of(),
            List.of(new NamedInterval("BH1", "all", DepthInterval.of(10, 13))),
            settings);
    HoleLog hole = log.holes().get(0);
    LogInterval whole = of(hole, LogInterval.Kind.NAMED).get(0);
    List<LogInterval> even = of(hole, LogInterval.Kind.FIXED);

    assertEquals(6, even.size());
    assertEquals(whole.fractures(), even.stream().mapToInt(LogInterval::fractures).sum());
    assertEquals(whole.fractures(), hole.zones().stream().mapToInt(LogZone::fractures).sum());
    for (int rules = 0; rules < 2; rules++) {
      int set = rules;
      assertEquals(
          whole.figures().get(set).rqd().orElseThrow(),
          even.stream().mapToDouble(one -> one.figures().get(set).rqd().orElseThrow()).sum() / 6,
          1e-6);
      assertEquals(
          whole.figures().get(set).tcr(),
          even.stream().mapToDouble(one -> one.figures().get(set).tcr()).sum() / 6,
          1e-6);
    }
    assertTrue(whole.fractures() > 10);
  }

  /**
   * Long pieces above, broken ones below: each interval has its own, a piece across a border counts
   * in both with the size of all of it, and an interval without a diameter of core has none.
   */
  @Test
  void theConditionIsThatOfTheFragmentsOfAnInterval() {
    DrawnCore core = new DrawnCore(1000, 1).piece(1, 0, 450).piece(1, 450, 550);
    for (int at = 550; at < 950; at += 20) {
      core.piece(1, at, at + 20);
    }
    HoleLog hole = hole(core.photo(10), LogSettings.DEFAULT.withStep(0.5));
    List<LogInterval> halves = of(hole, LogInterval.Kind.FIXED);
    Condition upper = halves.get(0).condition().orElseThrow();
    Condition lower = halves.get(1).condition().orElseThrow();
    double diameter =
        hole.rows()
            .get(0)
            .scale()
            .orElseThrow()
            .millimetresAcross(hole.rows().get(0).pieces().diameter());

    assertEquals(Condition.Grade.EXCELLENT, upper.grade());
    assertTrue(lower.expectedGrade() > upper.expectedGrade() + 0.2);
    assertEquals(
        Math.exp((450 * Math.log(450 / diameter) + 50 * Math.log(100 / diameter)) / 500),
        upper.pieceSize(),
        1e-6);
    LogInterval box = of(hole, LogInterval.Kind.BOX).get(0);
    double grade = box.condition().orElseThrow().expectedGrade();
    assertTrue(upper.expectedGrade() < grade && grade < lower.expectedGrade());
    HoleLog fine = hole(core.photo(10), LogSettings.DEFAULT.withStep(0.05));
    assertEquals(Optional.empty(), of(fine, LogInterval.Kind.FIXED).get(0).condition());
  }

  @Test
  void theOrderOfPhotosAndRowsChangesNothing() {
    List<LogPhoto> photos = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      DrawnCore core =
          new DrawnCore(500, 2)
              .piece(1, 0, 200 + 20 * i)
              .piece(1, 200 + 20 * i, 490)
              .piece(2, 5, 499);
      List<BoxRow> rows = new ArrayList<>(core.photo(i).rows());
      Collections.reverse(rows);
      photos.add(new LogPhoto("box" + i + ".jpg", core.layout(), core.fragments(), rows));
    }
    CoreLog forward = CoreLogger.log(photos, List.of(), List.of(), LogSettings.DEFAULT);
    Collections.reverse(photos);
    CoreLog backward = CoreLogger.log(photos, List.of(), List.of(), LogSettings.DEFAULT);

    assertEquals(forward.holes().get(0).intervals(), backward.holes().get(0).intervals());
    assertEquals(forward.holes().get(0).fractures(), backward.holes().get(0).fractures());
  }

  @Test
  void whatHidesRockDoesNotBreakIt() {
    DrawnCore core =
        new DrawnCore(500, 1)
            .piece(1, 0, 100)
            .piece(1, 160, 300)
            .piece(1, 320, 500)
            .cover(1, 99, 161, -2, 50);
    CoreLog log = log(core.photo(0), LogSettings.DEFAULT);
    HoleLog hole = log.holes().get(0);

    assertEquals(List.of(300.0, 180.0), lengths(hole));
    assertEquals(1, of(hole, LogInterval.Kind.BOX).get(0).fractures());
    assertTrue(log.remarks().toString().contains("1 place is taken for unbroken rock"));
    LogPhoto asked =
        marked(core.photo(0), new FragmentMark("box.jpg", 1, FragmentMark.Kind.NATURAL_BELOW));
    HoleLog broken = log(asked, LogSettings.DEFAULT).holes().get(0);
    assertEquals(List.of(100.0, 140.0, 180.0), lengths(broken));
    assertEquals(2, of(broken, LogInterval.Kind.BOX).get(0).fractures(), "the marked one, too");
    assertEquals(2, broken.zones().stream().mapToInt(LogZone::fractures).sum());
  }

  @Test
  void marksSayWhatAPhotoCannotDecide() {
    DrawnCore core =
        new DrawnCore(500, 1)
            .piece(1, 0, 60)
            .piece(1, 62, 130)
            .piece(1, 130, 300)
            .piece(1, 300, 500);
    HoleLog induced =
        hole(
            marked(core.photo(0), new FragmentMark("box.jpg", 1, FragmentMark.Kind.INDUCED_BELOW)),
            LogSettings.DEFAULT);
    assertEquals(List.of(128.0, 170.0, 200.0), lengths(induced));
    assertEquals(Fracture.Kind.INDUCED, induced.fractures().get(0).kind());
    assertEquals(2, of(induced, LogInterval.Kind.BOX).get(0).fractures());

    HoleLog unsound =
        hole(
            marked(core.photo(0), new FragmentMark("box.jpg", 4, FragmentMark.Kind.UNSOUND)),
            LogSettings.DEFAULT);
    LogInterval box = of(unsound, LogInterval.Kind.BOX).get(0);
    assertEquals(34, box.figures().get(1).rqd().orElseThrow(), 1e-6);
    assertEquals(74, box.figures().get(0).rqd().orElseThrow(), 1e-6);

    CoreLog stray =
        log(
            marked(core.photo(0), new FragmentMark("box.jpg", 9, FragmentMark.Kind.UNSOUND)),
            LogSettings.DEFAULT);
    assertTrue(stray.problems().get(0).contains("fragment 9"), stray.problems().toString());
  }

  @Test
  void contradictoryMarksCountForNothingAndAreTold() {
    DrawnCore core = new DrawnCore(500, 1).piece(1, 0, 200).piece(1, 200, 350).piece(1, 350, 500);
    HoleLog plain = hole(core.photo(0), LogSettings.DEFAULT);
    CoreLog log =
        log(
            marked(
                core.photo(0),
                new FragmentMark("box.jpg", 1, FragmentMark.Kind.RUBBLE),
                new FragmentMark("box.jpg", 2, FragmentMark.Kind.NATURAL_BELOW),
                new FragmentMark("box.jpg", 1, FragmentMark.Kind.PIECE),
                new FragmentMark("box.jpg", 2, FragmentMark.Kind.INDUCED_BELOW)),
            LogSettings.DEFAULT);

    assertSame(plain, log.holes().get(0));
    assertEquals(
        List.of(
            "box.jpg: fragment 1 is marked as rubble and as piece, which contradict each other;"
                + " neither is used",
            "box.jpg: fragment 2 is marked as induced_below and as natural_below, which contradict"
                + " each other; neither is used"),
        log.problems());
  }

  @Test
  void whatIsDrawnOfAPieceCountsUnlessATableTakesItBack() {
    DrawnCore core =
        new DrawnCore(500, 1)
            .piece(1, 0, 60)
            .piece(1, 60, 130)
            .piece(1, 130, 350)
            .piece(1, 350, 500);
    FragmentMark induced = new FragmentMark("box.jpg", 1, FragmentMark.Kind.INDUCED_BELOW);
    FragmentMark unsound = new FragmentMark("box.jpg", 4, FragmentMark.Kind.UNSOUND);
    LogPhoto photo = core.photo(0);
    Map<Integer, PieceMark> drawn = Map.of(1, PieceMark.INDUCED_BELOW, 4, PieceMark.UNSOUND);
    LogPhoto labelled =
        new LogPhoto(
            photo.name(),
            photo.layout(),
            photo.fragments().stream()
                .map(
                    one ->
                        one.withMarks(
                            Stream.ofNullable(drawn.get(one.id())).collect(Collectors.toSet())))
                .toList(),
            photo.rows());
    HoleLog byTable = hole(marked(photo, induced, unsound), LogSettings.DEFAULT);

    assertEquals(List.of(130.0, 220.0, 150.0), lengths(byTable));
    assertSame(byTable, hole(labelled, LogSettings.DEFAULT));
    // 130 and 220 of 500 mm by ASTM D6032, as the last piece is unsound.
    assertEquals(
        70, of(byTable, LogInterval.Kind.BOX).get(0).figures().get(1).rqd().orElseThrow(), 1e-6);
    FragmentMark natural = new FragmentMark("box.jpg", 1, FragmentMark.Kind.NATURAL_BELOW);
    assertSame(
        hole(marked(photo, unsound, natural), LogSettings.DEFAULT),
        hole(marked(labelled, natural), LogSettings.DEFAULT));
  }

  @Test
  void aMarkOfAHiddenBreakSaysNothingOfTheNextOne() {
    DrawnCore core =
        new DrawnCore(500, 1)
            .piece(1, 0, 100)
            .piece(1, 160, 300)
            .piece(1, 300, 500)
            .cover(1, 99, 161, -2, 50);
    HoleLog upper =
        hole(
            marked(core.photo(0), new FragmentMark("box.jpg", 1, FragmentMark.Kind.INDUCED_BELOW)),
            LogSettings.DEFAULT);
    assertEquals(List.of(300.0, 200.0), lengths(upper));
    HoleLog lower =
        hole(
            marked(core.photo(0), new FragmentMark("box.jpg", 2, FragmentMark.Kind.INDUCED_BELOW)),
            LogSettings.DEFAULT);
    assertEquals(List.of(500.0), lengths(lower));
    assertEquals(2, lower.fractures().get(0).fragment());
  }

  @Test
  void aMarkJoinsNothingAcrossAStatedLossAndIdleMarksAreTold() {
    DrawnCore core = new DrawnCore(1000, 1).piece(1, 0, 300).piece(1, 400, 1000);
    FragmentMark induced = new FragmentMark("box.jpg", 1, FragmentMark.Kind.INDUCED_BELOW);
    CoreLog log =
        log(marked(core.photo(10), induced), LogSettings.DEFAULT, run(10, 11, 10.3, 10.4));
    assertEquals(List.of(300.0, 600.0), lengths(log.holes().get(0)));
    assertEquals(
        List.of(
            "box.jpg: the mark induced_below of fragment 1 joins nothing, as the stated loss 10.3"
                + " to 10.4 m lies between it and the next piece"),
        log.problems());
    DrawnCore broken =
        new DrawnCore(1000, 1).piece(1, 0, 300).piece(1, 300, 500).piece(1, 500, 1000);
    CoreLog rubble =
        log(
            marked(
                broken.photo(10),
                induced,
                new FragmentMark("box.jpg", 2, FragmentMark.Kind.RUBBLE)),
            LogSettings.DEFAULT);
    assertEquals(List.of(300.0, 500.0), lengths(rubble.holes().get(0)));
    assertEquals(
        List.of(
            "box.jpg: the mark induced_below of fragment 1 joins nothing, as rubble lies between it"
                + " and the next piece"),
        rubble.problems());
    CoreLog idle =
        log(
            marked(
                core.photo(10),
                new FragmentMark("box.jpg", 2, FragmentMark.Kind.INDUCED_BELOW),
                new FragmentMark("box.jpg", 1, FragmentMark.Kind.RUBBLE),
                new FragmentMark("box.jpg", 1, FragmentMark.Kind.UNSOUND)),
            LogSettings.DEFAULT);
    assertEquals(
        List.of(
            "box.jpg: the mark unsound of fragment 1 counts for nothing, as it is rubble, no piece",
            "box.jpg: the mark induced_below of fragment 2 counts for nothing, as it is of the last"
                + " piece of hole BH1"),
        idle.remarks());
  }

  @Test
  void aLossThatIsStatedWhereRockLiesIsTold() {
    DrawnCore core = new DrawnCore(1000, 1).piece(1, 0, 300).piece(1, 400, 1000);
    CoreLog log = log(core.photo(10), LogSettings.DEFAULT, run(10, 11, 10.25, 10.4));
    assertEquals(
        List.of(
            "hole BH1: the loss 10.25 to 10.4 m is stated, but the photos show 0.05 m of rock at"
                + " these depths"),
        log.remarks());
  }

  /** Core 76 mm wide, which is nowhere as wide as core of 90 mm, to the end of the tray or not. */
  @Test
  void aStatedDiameterCountsWhereDepthsAreTheScale() {
    DrawnCore core = new DrawnCore(1000, 1).piece(1, 0, 300).piece(1, 300, 800);
    for (BasePosition base : BasePosition.values()) {
      LogPhoto photo = core.photo(0);
      BoxRow row =
          new BoxRow(
              "box.jpg",
              "BH1",
              "1",
              OptionalInt.of(1),
              DepthInterval.of(0, base == BasePosition.ROCK ? 0.8 : 1),
              base,
              OptionalDouble.empty());
      LogPhoto placed = new LogPhoto(photo.name(), photo.layout(), photo.fragments(), List.of(row));
      HoleLog measured = hole(placed, LogSettings.DEFAULT);
      HoleLog stated = hole(placed, LogSettings.DEFAULT.withDiameter(90));
      HoleLog right = hole(placed, LogSettings.DEFAULT.withDiameter(76));
      double all = base == BasePosition.ROCK ? 100 : 80;
      assertEquals(all, solid(measured), 1e-6);
      assertEquals(0, solid(stated), 1e-6);
      assertEquals(all, solid(right), 1e-6);
    }
    CoreLog none = log(core.photo(0), LogSettings.DEFAULT.withoutDepthsAsScale().withDiameter(90));
    assertEquals(80, solid(none.holes().get(0)), 1e-6);
    assertTrue(
        none.remarks()
            .get(0)
            .contains("without a scale the diameter of 90.0 mm counts for nothing"),
        none.remarks().toString());
    assertThrows(
        IllegalArgumentException.class,
        () -> LogSettings.DEFAULT.withScale(StatedScale.coreDiameter(76)).withDiameter(90));
  }

  private static double solid(HoleLog hole) {
    return of(hole, LogInterval.Kind.BOX).get(0).figures().get(0).scr().orElseThrow();
  }

  @Test
  void coreThatIsAsWideAsADoorIsTold() {
    DrawnCore core = new DrawnCore(1000, 1).piece(1, 0, 1000);
    LogPhoto photo = core.photo(0);
    BoxRow centimetres =
        new BoxRow(
            "box.jpg",
            "BH1",
            "1",
            OptionalInt.empty(),
            DepthInterval.of(1000, 1100),
            BasePosition.TRAY,
            OptionalDouble.empty());
    CoreLog log =
        log(
            new LogPhoto(photo.name(), photo.layout(), photo.fragments(), List.of(centimetres)),
            LogSettings.DEFAULT);
    assertEquals(
        List.of(
            "box.jpg: by its scale (depths) row 1 has core 7600 mm wide: depths or scale may be"
                + " wrong"),
        log.remarks());
  }

  /** Rows of 1000 and 600 mm, each said to hold a metre. */
  @Test
  void depthsThatMakePixelsOfOnePhotoDifferAreTold() {
    DrawnCore core = new DrawnCore(1000, 2).piece(1, 0, 1000).piece(2, 0, 600);
    LogPhoto photo = core.photo(0);
    List<CoreRow> rows = new ArrayList<>(photo.layout().rows());
    CoreRow whole = rows.get(1);
    double right = whole.topLeft().x() + 0.6 * (whole.topRight().x() - whole.topLeft().x());
    rows.set(
        1,
        DrawnCore.channel(
            2,
            whole.topLeft().x(),
            right,
            whole.topLeft().y(),
            whole.bottomLeft().y() - whole.topLeft().y()));
    Layout shorter =
        new Layout(photo.layout().photoWidth(), photo.layout().photoHeight(), rows, Layout.GIVEN);
    List<BoxRow> boxes =
        IntStream.of(1, 2)
            .mapToObj(
                row ->
                    new BoxRow(
                        "box.jpg",
                        "BH1",
                        "1",
                        OptionalInt.of(row),
                        DepthInterval.of(row - 1, row),
                        BasePosition.TRAY,
                        OptionalDouble.empty()))
            .toList();
    CoreLog log =
        log(new LogPhoto(photo.name(), shorter, photo.fragments(), boxes), LogSettings.DEFAULT);
    assertEquals(
        List.of(
            "box.jpg, row 2: by its depths a pixel is 0.417 mm, in other rows of the photo 0.250"
                + " mm: its depths are wrong, or a scale is to be stated"),
        log.remarks());
  }

  /** Two rows of one photo, of which one states its length and the other the size of a pixel. */
  @Test
  void eachRowMayStateItsOwnScale() {
    DrawnCore core = new DrawnCore(1000, 2).piece(1, 0, 1000).piece(2, 0, 1000);
    LogPhoto photo = core.photo(0);
    List<BoxRow> boxes =
        List.of(
            new BoxRow(
                "box.jpg",
                "BH1",
                "1",
                OptionalInt.of(1),
                DepthInterval.of(0, 1),
                BasePosition.TRAY,
                OptionalDouble.of(1010)),
            new BoxRow(
                "box.jpg",
                "BH1",
                "1",
                OptionalInt.of(2),
                DepthInterval.of(1, 2),
                BasePosition.TRAY,
                OptionalDouble.empty(),
                OptionalDouble.of(0.2450)));
    HoleLog hole =
        hole(
            new LogPhoto(photo.name(), photo.layout(), photo.fragments(), boxes),
            LogSettings.DEFAULT.withScale(StatedScale.pixel(1, 1)).withJoinedRowEnds(false));
    assertEquals(List.of(1010.0, 980.0), lengths(hole));
    assertEquals(
        List.of("row-length", "pixel"),
        hole.rows().stream().map(row -> row.scale().orElseThrow().source().id()).toList());
  }

  @Test
  void rowsThatWereTakenForOneAreTold() {
    DrawnCore core =
        new DrawnCore(1000, 1)
            .outline(1, 0, -5, 1000, -5, 1000, 35, 0, 35)
            .outline(1, 0, 40, 600, 40, 600, 80, 0, 80);
    assertEquals(
        List.of(
            "box.jpg, row 1: most of its core lies beside other core, as in a photo of several rows"
                + " that was taken for one: its rows are to be given or found"),
        log(core.photo(0), LogSettings.DEFAULT).remarks());
  }

  @Test
  void intactCoreIsPartedWhereItsSpacingChanges() {
    DrawnCore core = new DrawnCore(1500, 1);
    for (int i = 0; i < 5; i++) {
      core.piece(1, 200 * i, 200 * (i + 1));
    }
    for (int i = 0; i < 10; i++) {
      core.piece(1, 1000 + 50 * i, 1050 + 50 * i);
    }
    HoleLog hole = hole(core.photo(10), LogSettings.DEFAULT);
    assertEquals(
        List.of(
            new LogZone(LogZone.Kind.INTACT, DepthInterval.of(10, 11), 5),
            new LogZone(LogZone.Kind.INTACT, DepthInterval.of(11, 11.5), 9)),
        hole.zones().stream()
            .map(
                zone ->
                    new LogZone(
                        zone.kind(),
                        DepthInterval.of(
                            Math.rint(zone.depths().top().metres() * 1e6) / 1e6,
                            Math.rint(zone.depths().base().metres() * 1e6) / 1e6),
                        zone.fractures()))
            .toList());
    assertEquals(18, hole.zones().get(1).fractureIndex().orElseThrow(), 1e-6);
    LogInterval box = of(hole, LogInterval.Kind.BOX).get(0);
    assertEquals(14, box.fractures());
    assertEquals(14 / 1.5, box.fractureIndex().orElseThrow(), 1e-6);
  }

  @Test
  void rubbleIsRecoveredAndNotIntact() {
    DrawnCore core =
        new DrawnCore(1000, 1)
            .piece(1, 0, 400)
            .outline(1, 400, 0, 600, 0, 600, 38, 400, 38)
            .piece(1, 600, 800)
            .piece(1, 800, 1000);
    HoleLog hole =
        hole(
            marked(core.photo(0), new FragmentMark("box.jpg", 2, FragmentMark.Kind.RUBBLE)),
            LogSettings.DEFAULT);
    LogInterval box = of(hole, LogInterval.Kind.BOX).get(0);

    assertEquals(100, box.rubbleMillimetres().orElseThrow(), 0.1);
    assertEquals(90, box.figures().get(0).tcr(), 0.01);
    assertEquals(80, box.figures().get(0).scr().orElseThrow(), 1e-6);
    assertEquals(1, box.fractures());
    assertEquals(0.2, box.nonIntactMetres(), 1e-9);
    assertEquals(1 / 0.8, box.fractureIndex().orElseThrow(), 1e-9);
    assertEquals(
        List.of("", "NI", ""), hole.zones().stream().map(zone -> zone.kind().code()).toList());
    assertEquals(
        List.of(Fracture.Kind.BORDER, Fracture.Kind.NATURAL),
        hole.fractures().stream().map(Fracture::kind).toList());
  }

  private static void assertSame(HoleLog expected, HoleLog actual) {
    assertEquals(expected.pieces(), actual.pieces());
    assertEquals(expected.rubble(), actual.rubble());
    assertEquals(expected.fractures(), actual.fractures());
    assertEquals(expected.zones(), actual.zones());
    assertEquals(expected.intervals(), actual.intervals());
  }

  /** A flag of the fragment is what a mark is, and a mark takes it back. */
  @Test
  void flaggedRubbleIsRubbleWithoutAMark() {
    DrawnCore core =
        new DrawnCore(1000, 1)
            .piece(1, 0, 400)
            .outline(1, 400, 0, 600, 0, 600, 38, 400, 38)
            .piece(1, 600, 800)
            .piece(1, 800, 1000);
    LogPhoto photo = core.photo(0);
    LogPhoto flagged =
        new LogPhoto(
            photo.name(),
            photo.layout(),
            photo.fragments().stream()
                .map(f -> f.id() == 2 ? f.withMarks(Set.of(PieceMark.RUBBLE)) : f)
                .toList(),
            photo.covers(),
            photo.rows(),
            photo.ties(),
            photo.marks(),
            photo.scale());
    HoleLog byMark =
        hole(
            marked(photo, new FragmentMark("box.jpg", 2, FragmentMark.Kind.RUBBLE)),
            LogSettings.DEFAULT);
    assertSame(byMark, hole(flagged, LogSettings.DEFAULT));
    assertEquals(1, byMark.rubble().size());
    HoleLog asPiece =
        hole(
            marked(flagged, new FragmentMark("box.jpg", 2, FragmentMark.Kind.PIECE)),
            LogSettings.DEFAULT);
    assertSame(hole(photo, LogSettings.DEFAULT), asPiece);
    assertEquals(0, asPiece.rubble().size());
  }

  @Test
  void thePartOfATrayBeyondTheRockIsNoLoss() {
    DrawnCore core = new DrawnCore(1000, 1).piece(1, 0, 150).piece(1, 150, 400);
    BoxRow tray = core.photo(10).rows().get(0);
    BoxRow rock =
        new BoxRow(
            tray.photo(),
            tray.hole(),
            tray.box(),
            tray.row(),
            DepthInterval.of(10, 10.4),
            BasePosition.ROCK,
            OptionalDouble.empty());
    LogInterval box =
        of(hole(core.photo(List.of(rock)), LogSettings.DEFAULT), LogInterval.Kind.BOX).get(0);

    assertEquals(100, box.figures().get(0).tcr(), 1e-6);
    assertEquals(0, box.notRecoveredMetres(), 1e-9);
    LogInterval whole = of(hole(core.photo(10), LogSettings.DEFAULT), LogInterval.Kind.BOX).get(0);
    assertEquals(40, whole.figures().get(0).tcr(), 1e-6);
    assertEquals(0.6, whole.notRecoveredMetres(), 1e-9);
  }

  @Test
  void depthsOfAWholePhotoAreSharedByItsRows() {
    DrawnCore core = new DrawnCore(500, 2).piece(1, 0, 500).piece(2, 0, 100).piece(2, 100, 400);
    BoxRow whole =
        new BoxRow(
            "box.jpg",
            "BH1",
            "1",
            OptionalInt.empty(),
            DepthInterval.of(10, 10.9),
            BasePosition.ROCK,
            OptionalDouble.empty());
    HoleLog hole = hole(core.photo(List.of(whole)), LogSettings.DEFAULT);

    assertEquals(10.5, hole.rows().get(0).depths().base().metres(), 1e-9);
    assertEquals(10.9, hole.rows().get(1).depths().base().metres(), 1e-9);
    assertEquals(10.6, hole.pieces().get(hole.pieces().size() - 1).top().metres(), 1e-9);
    assertEquals(100, of(hole, LogInterval.Kind.BOX).get(0).figures().get(0).tcr(), 1e-6);
  }

  @Test
  void aScaleComesFromManyThingsAndSaysFromWhich() {
    DrawnCore core = new DrawnCore(1000, 1).piece(1, 0, 95).piece(1, 95, 1000);
    for (StatedScale scale :
        List.of(
            StatedScale.pixel(0.25, 0.25),
            StatedScale.ruler(new PhotoPoint(10, 10), new PhotoPoint(10, 410), 100),
            StatedScale.rowLength(1000),
            StatedScale.coreDiameter(76))) {
      HoleLog hole = hole(core.photo(0), LogSettings.DEFAULT.withScale(scale));
      assertEquals(List.of(95.0, 905.0), lengths(hole), scale.toString());
      assertEquals(
          scale.source(), hole.rows().get(0).scale().orElseThrow().source(), scale.toString());
    }
    HoleLog apart =
        hole(core.photo(0), LogSettings.DEFAULT.withScale(StatedScale.pixel(0.26, 0.25)));
    assertEquals(0.26, apart.rows().get(0).scale().orElseThrow().along(), 1e-12);
    assertEquals(0.25, apart.rows().get(0).scale().orElseThrow().across(), 1e-12);
    assertEquals(104, of(apart, LogInterval.Kind.BOX).get(0).figures().get(0).tcr(), 1e-6);
    assertEquals(
        100,
        of(
                hole(
                    core.photo(0),
                    LogSettings.DEFAULT
                        .withScale(StatedScale.pixel(0.26, 0.25))
                        .withRecoveryByDepth()),
                LogInterval.Kind.BOX)
            .get(0)
            .figures()
            .get(0)
            .tcr(),
        1e-6);
  }

  @Test
  void withoutAScaleThereAreRatiosAndNoLengths() {
    DrawnCore core = new DrawnCore(1000, 1).piece(1, 0, 300).piece(1, 400, 1000);
    HoleLog hole = hole(core.photo(0), LogSettings.DEFAULT.withoutDepthsAsScale());
    LogInterval box = of(hole, LogInterval.Kind.BOX).get(0);

    assertEquals(90, box.figures().get(0).tcr(), 1e-6);
    assertEquals(90, box.figures().get(0).scr().orElseThrow(), 1e-6);
    assertTrue(box.figures().get(0).rqd().isEmpty());
    assertTrue(hole.pieces().get(0).length(LengthRule.AXIS).isEmpty());
    assertTrue(hole.rows().get(0).scale().isEmpty());
    assertTrue(box.spacing().isEmpty());
    assertTrue(box.sizes().orElseThrow().d50().isEmpty());
    assertTrue(box.rubbleMillimetres().isEmpty());
    assertEquals(2.0 / 3, box.sizes().orElseThrow().largestShare(), 1e-6);
  }

  @Test
  void depthsAndScaleThatDisagreeAreTold() {
    DrawnCore core = new DrawnCore(1000, 1).piece(1, 0, 1000);
    CoreLog unusual =
        log(core.photo(0), LogSettings.DEFAULT.withScale(StatedScale.pixel(0.23, 0.23)));
    assertTrue(
        unusual.remarks().get(0).contains("1.087 m of depth for a metre of core"),
        unusual.remarks().toString());
    CoreLog impossible = log(core.photo(0), LogSettings.DEFAULT.withScale(StatedScale.pixel(1, 1)));
    assertTrue(impossible.problems().get(0).contains("box.jpg, row 1"));
    assertTrue(impossible.problems().get(0).contains("0.250 m of depth"));
    assertEquals(List.of(), impossible.holes().get(0).pieces());
  }

  @Test
  void tiesInsideARowCountAndContradictionsAreTold() {
    DrawnCore core = new DrawnCore(1000, 1).piece(1, 0, 300).piece(1, 400, 1000);
    LogPhoto plain = core.photo(10);
    LogPhoto tied = tied(plain, new RowTiePoint("box.jpg", 1, 0.4, new Depth(10.38)));
    assertEquals(10.38, second(hole(tied, LogSettings.DEFAULT)), 1e-9);

    for (RowTiePoint wrong :
        List.of(
            new RowTiePoint("box.jpg", 1, 0.4, new Depth(11.2)),
            new RowTiePoint("box.jpg", 1, 1, new Depth(10.5)),
            new RowTiePoint("box.jpg", 1, 0, new Depth(10.5)))) {
      CoreLog log = log(tied(plain, wrong), LogSettings.DEFAULT);
      assertTrue(log.problems().get(0).contains("box.jpg, row 1: not logged"), wrong.toString());
    }
  }

  private static LogPhoto tied(LogPhoto photo, RowTiePoint tie) {
    return new LogPhoto(
        photo.name(),
        photo.layout(),
        photo.fragments(),
        photo.covers(),
        photo.rows(),
        List.of(tie),
        List.of(),
        Optional.empty());
  }

  @Test
  void whatIsInNoTableOrNoPhotoIsToldByName() {
    DrawnCore core = new DrawnCore(500, 2).piece(1, 0, 500).piece(2, 0, 500);
    LogPhoto stray = new LogPhoto("stray.jpg", core.layout(), core.fragments(), List.of());
    LogPhoto photo =
        core.photo(List.of(DrawnCore.row("box.jpg", 1, 0, 0.5), DrawnCore.row("box.jpg", 7, 1, 2)));
    CoreLog log =
        CoreLogger.log(
            List.of(stray, photo),
            List.of(
                run(0, 1.5),
                new CoreRun(
                    "BH9", DepthInterval.of(0, 1), OptionalDouble.empty(), Optional.empty())),
            List.of(),
            LogSettings.DEFAULT);

    assertEquals(2, log.problems().size(), log.problems().toString());
    assertTrue(log.problems().get(0).startsWith("stray.jpg: not logged"));
    assertTrue(
        log.problems()
            .get(1)
            .contains("box.jpg, row 7: not logged, the photo has the rows [1, 2]"));
    assertTrue(log.remarks().stream().anyMatch(one -> one.contains("no depths of its rows [2]")));
    assertTrue(log.remarks().stream().anyMatch(one -> one.contains("BH9")));
    assertTrue(
        log.remarks().stream().anyMatch(one -> one.contains("the photos show 0.5 m of it")),
        log.remarks().toString());
    LogInterval run = of(log.holes().get(0), LogInterval.Kind.RUN).get(0);
    assertEquals(0.5, run.coveredMetres(), 1e-9);
    assertEquals(100, run.figures().get(0).tcr(), 1e-6);
  }

  @Test
  void aValueIsRoundedBeforeItIsClassed() {
    assertEquals(RqdClass.POOR, RqdClass.of(50.4));
    assertEquals(RqdClass.FAIR, RqdClass.of(50.5));
    assertEquals(RqdClass.VERY_POOR, RqdClass.of(24.4));
    assertEquals(RqdClass.POOR, RqdClass.of(24.5));
    assertEquals(RqdClass.EXCELLENT, RqdClass.of(104));
    assertEquals(RqdClass.GOOD, RqdClass.of(76));
  }

  /** It would move every depth of its row, and nothing would say that it does not. */
  @Test
  void aTieInARowWithoutDepthsIsTold() {
    LogPhoto photo = new DrawnCore(1000, 2).piece(1, 0, 1000).photo(10);
    for (int row : new int[] {2, 3}) {
      LogPhoto tied =
          new LogPhoto(
              photo.name(),
              photo.layout(),
              photo.fragments(),
              List.of(),
              photo.rows().subList(0, 1),
              List.of(new RowTiePoint(photo.name(), row, 0.5, new Depth(10.4))),
              List.of(),
              Optional.empty());
      CoreLog log = log(tied, LogSettings.DEFAULT);
      assertEquals(1, log.problems().size(), log.problems().toString());
      assertTrue(
          log.problems().get(0).contains("the tie at 10.4 m is in row " + row), log.toString());
    }
  }

  @Test
  void evenIntervalsAreBounded() {
    LogPhoto photo = new DrawnCore(1000, 1).piece(1, 0, 1000).photo(0);
    BoxRow all = photo.rows().get(0);
    BoxRow deep =
        new BoxRow(
            all.photo(),
            all.hole(),
            all.box(),
            all.row(),
            DepthInterval.of(0, 1e9),
            all.base(),
            OptionalDouble.empty());
    LogPhoto large = new LogPhoto(photo.name(), photo.layout(), photo.fragments(), List.of(deep));
    CoreLog log = log(large, LogSettings.DEFAULT.withStep(0.001));
    assertTrue(log.problems().get(0).contains("more than 10000"), log.problems().toString());
    assertEquals(List.of(), of(log.holes().get(0), LogInterval.Kind.FIXED));
    assertThrows(IllegalArgumentException.class, () -> LogSettings.DEFAULT.withStep(1e-4));
  }

  private static BoxRow all(double top, double base, double lengthMillimetres) {
    return new BoxRow(
        "box.jpg",
        "BH1",
        "1",
        OptionalInt.empty(),
        DepthInterval.of(top, base),
        BasePosition.TRAY,
        OptionalDouble.of(lengthMillimetres));
  }

  @Test
  void depthsOverTheLengthOfARowAreTheNumberOfRows() {
    assertEquals(8, all(10, 14, 500).rows(500));
    assertEquals(3, all(10, 14, 1500).rows(1500));
    assertEquals(4, all(10, 14, 1000).rows(1000));
    assertEquals(3, all(10, 10.3, 100).rows(100));
    assertEquals(1, all(0, 0.2, 1000).rows(1000));
  }

  @Test
  void anotherNumberOfRowsThanExpectedIsToldAndTheRestGoesOn() {
    DrawnCore three = new DrawnCore(1500, 3).piece(1, 0, 1500).piece(2, 0, 1500).piece(3, 0, 1500);
    CoreLog right = log(three.photo(List.of(all(10, 14, 1500))), LogSettings.DEFAULT);
    assertTrue(
        right.remarks().stream().noneMatch(remark -> remark.contains("expected")),
        right.remarks()::toString);
    DrawnCore seven = new DrawnCore(500, 7).piece(1, 0, 500);
    CoreLog log = log(seven.photo(List.of(all(10, 14, 500))), LogSettings.DEFAULT);
    assertEquals(List.of(), log.problems());
    assertEquals(7, log.holes().get(0).rows().size());
    assertTrue(
        log.remarks()
            .contains("box.jpg: expected 8 rows of 500.0 mm for 10.0 to 14.0 m, the photo has 7"),
        log.remarks()::toString);
  }
}
