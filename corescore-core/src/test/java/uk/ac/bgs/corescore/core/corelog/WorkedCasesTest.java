// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.bgs.corescore.core.corelog.depth.AxialInterval;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.corelog.piece.PieceRules;
import uk.ac.bgs.corescore.core.corelog.piece.RowPiece;
import uk.ac.bgs.corescore.core.corelog.piece.StatedScale;
import uk.ac.bgs.corescore.core.corelog.rule.LengthRule;
import uk.ac.bgs.corescore.core.corelog.rule.RuleFigures;
import uk.ac.bgs.corescore.core.corelog.rule.RuleSet;

/**
 * Five rows of core whose figures are worked out by hand, by each way to take a length: square ends
 * (A), joints at 45 (B) and 30 degrees (C), core split along its axis (D), wedges (E).
 */
class WorkedCasesTest {
  private static final PieceRules APART = new PieceRules(0.92, 0.9, false, 0.2);

  private static DrawnCore core(String name) {
    switch (name) {
      case "A" -> {
        DrawnCore core = new DrawnCore(1000, 1);
        double at = 0;
        for (double length : new double[] {250, 180, 99, 100, 101, 60, 210}) {
          core.piece(1, at, at += length);
        }
        return core;
      }
      case "B", "C" -> {
        DrawnCore core = new DrawnCore(960, 1);
        double angle = name.equals("B") ? 45 : 30;
        for (int i = 0; i < 8; i++) {
          core.piece(1, 120 * i, 120 * (i + 1), angle, angle, 0, DrawnCore.DIAMETER);
        }
        return core;
      }
      case "D" -> {
        double half = DrawnCore.DIAMETER / 2;
        return new DrawnCore(1000, 1)
            .piece(1, 0, 400, 90, 90, 0, half)
            .piece(1, 0, 400, 90, 90, half, DrawnCore.DIAMETER)
            .piece(1, 400, 1000);
      }
      default -> {
        return new DrawnCore(1000, 1)
            .piece(1, 0, 120, 45, 135, 0, DrawnCore.DIAMETER)
            .piece(1, 120, 240, 135, 45, 0, DrawnCore.DIAMETER)
            .piece(1, 240, 1000, 45, 90, 0, DrawnCore.DIAMETER);
      }
    }
  }

  private static LogInterval box(DrawnCore core, LogSettings settings) {
    CoreLog log = CoreLogger.log(List.of(core.photo(10)), List.of(), List.of(), settings);
    assertEquals(List.of(), log.problems());
    return log.holes().get(0).intervals().get(0);
  }

  private static RuleFigures figures(String name, RuleSet rules, PieceRules pieces) {
    return box(
            core(name),
            LogSettings.DEFAULT
                .withScale(StatedScale.pixel(1 / DrawnCore.PX, 1 / DrawnCore.PX))
                .withDiameter(DrawnCore.DIAMETER)
                .withRuleSets(List.of(rules))
                .withPieces(pieces))
        .figures()
        .get(0);
  }

  private static String printed(double percent) {
    return String.format(Locale.ROOT, "%.1f", percent);
  }

  private static String printed(OptionalDouble percent) {
    return printed(percent.orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "A, 100.0, 100.0, 100.0, 84.1, 84.1, 84.1",
    "B, 107.9, 49.4, 100.0, 100.0, 163.3, 0.0",
    "C, 113.7, 12.3, 0.0, 100.0, 209.7, 0.0",
    "D, 100.0, 60.0, 60.0, 100.0, 140.0, 60.0",
    "E, 103.8, 84.8, 100.0, 100.0, 119.0, 73.0"
  })
  void everyWayToTakeALengthGivesTheFiguresWorkedOut(
      String name,
      String union,
      String fullLengths,
      String solidAxis,
      String rqdAxis,
      String rqdTips,
      String rqdFull) {
    RuleSet from100 = RuleSet.BS5930.withThreshold(100, true);
    RuleSet any = RuleSet.ASTM_D6032;

    assertEquals(union, printed(tips(name)), "union of extents");
    assertEquals(
        fullLengths,
        printed(
            figures(
                    name,
                    any.withThreshold(0.001, true).withLength(LengthRule.FULL_DIAMETER),
                    APART)
                .rqd()),
        "full-diameter lengths");
    assertEquals(solidAxis, printed(figures(name, from100, PieceRules.DEFAULT).scr()), "SCR");
    assertEquals(rqdAxis, printed(figures(name, any, PieceRules.DEFAULT).rqd()), "RQD, any width");
    assertEquals(
        rqdTips,
        printed(figures(name, any.withLength(LengthRule.TIP_TO_TIP), APART).rqd()),
        "RQD, tip to tip");
    assertEquals(
        rqdFull,
        printed(figures(name, from100.withLength(LengthRule.FULL_DIAMETER), APART).rqd()),
        "RQD, full diameter");
  }

  /** The union of the pieces' extents over the row's length, beyond the row's ends too, %. */
  private static double tips(String name) {
    DrawnCore core = core(name);
    CoreLog log =
        CoreLogger.log(
            List.of(core.photo(10)), List.of(), List.of(), LogSettings.DEFAULT.withPieces(APART));
    List<AxialInterval> extents =
        new ArrayList<>(
            log.holes().get(0).rows().get(0).pieces().pieces().stream()
                .map(RowPiece::extent)
                .toList());
    extents.sort(Comparator.comparingDouble(AxialInterval::from));
    double sum = 0;
    double end = Double.NEGATIVE_INFINITY;
    for (AxialInterval extent : extents) {
      sum += Math.max(0, extent.to() - Math.max(end, extent.from()));
      end = Math.max(end, extent.to());
    }
    return 100 * sum / core.layout().rows().get(0).length();
  }

  /** Total, solid, RQD by BS 5930, RQD by ASTM D6032, fractures. */
  @ParameterizedTest
  @CsvSource({
    "A, 100.0, 100.0, 74.1, 84.1, 6",
    "B, 100.0, 100.0, 100.0, 100.0, 7",
    "C, 100.0, 0.0, 0.0, 100.0, 7",
    "D, 100.0, 60.0, 60.0, 100.0, 1",
    "E, 100.0, 100.0, 100.0, 100.0, 2"
  })
  void theTwoStandardsAnswerByOneLengthOfEachPiece(
      String name, String tcr, String scr, String british, String american, int fractures) {
    LogInterval box = box(core(name), LogSettings.DEFAULT);
    RuleFigures bs = box.figures().get(0);
    RuleFigures astm = box.figures().get(1);

    assertEquals("BS5930", bs.rules().name());
    assertEquals("ASTM_D6032", astm.rules().name());
    assertEquals(tcr, printed(bs.tcr()));
    assertEquals(tcr, printed(astm.tcr()));
    assertEquals(scr, printed(bs.scr()));
    assertTrue(astm.scr().isEmpty());
    assertEquals(british, printed(bs.rqd()));
    assertEquals(american, printed(astm.rqd()));
    assertEquals(fractures, box.fractures());
  }

  @Test
  void thresholdsAreOptions() {
    RuleSet any = RuleSet.ASTM_D6032;

    assertEquals("84.1", printed(figures("A", any, PieceRules.DEFAULT).rqd()));
    assertEquals(
        "74.1", printed(figures("A", any.withThreshold(100, false), PieceRules.DEFAULT).rqd()));
    assertEquals(
        "94.0", printed(figures("A", any.withTwoDiameters(47.6), PieceRules.DEFAULT).rqd()));
    assertEquals(
        "64.0", printed(figures("A", any.withThreshold(101.6, true), PieceRules.DEFAULT).rqd()));
    assertEquals("ASTM_D6032>=95.2", any.withTwoDiameters(47.6).name());
  }

  /** At a quarter of a millimetre a pixel and 2 px: two deviations are 1.41 mm. */
  @Test
  void piecesNearTheThresholdAreToldAndWidenTheAnswer() {
    RuleFigures figures = figures("A", RuleSet.ASTM_D6032, PieceRules.DEFAULT);

    assertEquals(List.of(3, 4, 5), figures.near());
    assertEquals("64.0", printed(figures.rqdLow()));
    assertEquals("94.0", printed(figures.rqdHigh()));
  }

  @ParameterizedTest
  @CsvSource({"1, 99.53", "5, 90.98", "10, 73.58", "20, 40.60"})
  void rqdOfFracturesAtRandomIsThePublishedOne(double frequency, double expected) {
    LogInterval like = box(core("A"), LogSettings.DEFAULT);
    LogInterval interval =
        new LogInterval(
            like.kind(),
            "",
            like.depths(),
            1,
            1,
            List.of(),
            0,
            frequency,
            OptionalDouble.empty(),
            0,
            0,
            0,
            like.spacing(),
            like.sizes(),
            OptionalDouble.empty(),
            0,
            0,
            Optional.empty());

    assertEquals(expected, interval.expectedRqd(), 0.005);
  }

  @Test
  void spacingAndSizesAreOfWholePieces() {
    LogInterval box = box(core("A"), LogSettings.DEFAULT);
    LogInterval.Spacing spacing = box.spacing().orElseThrow();
    LogInterval.Sizes sizes = box.sizes().orElseThrow();

    assertEquals(180, spacing.most(), 1e-6);
    assertEquals((180 + 99 + 100 + 101 + 60) / 5.0, spacing.mean(), 1e-6);
    assertEquals(60, spacing.least(), 1e-6);
    // 60 + 99 + 100 + 101 + 180 = 540 of 1000; with 210 it is 750, with 250 all.
    assertEquals(180, sizes.d50().orElseThrow(), 1e-6);
    assertEquals(250, sizes.d80().orElseThrow(), 1e-6);
    assertEquals(0.25, sizes.largestShare(), 1e-9);
    assertEquals(6, box.frequency(), 1e-9);
    assertEquals(6, box.fractureIndex().orElseThrow(), 1e-9);
  }
}
