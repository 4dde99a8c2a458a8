// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.depth.DepthRule;
import uk.ac.bgs.corescore.core.corelog.depth.MissingRock;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.corelog.hole.LogZone;
import uk.ac.bgs.corescore.core.corelog.rule.RuleFigures;
import uk.ac.bgs.corescore.core.corelog.table.BasePosition;
import uk.ac.bgs.corescore.core.corelog.table.BoxRow;
import uk.ac.bgs.corescore.core.corelog.table.FragmentMark;
import uk.ac.bgs.corescore.core.corelog.table.NamedInterval;

/**
 * Boxes of core at random: slanted ends, splits along the axis, wedges, chips and pieces beside
 * each other, rubble, gaps, rows that are filled in part, stated losses. Whatever lies there, RQD
 * is at most solid core recovery, which is at most total core recovery.
 */
class RecoveryChainTest {
  private static final double SAME = 1e-9;

  private record Box(LogPhoto photo, int fragments) {}

  private static Box box(Random random) {
    double length = 400 + random.nextInt(700);
    DrawnCore core = new DrawnCore(length, 3);
    List<FragmentMark> marks = new ArrayList<>();
    List<BoxRow> table = new ArrayList<>();
    for (int row = 1; row <= 3; row++) {
      double filled = random.nextInt(4) == 0 ? length * random.nextDouble() : length;
      double at = random.nextInt(3) == 0 ? 30 * random.nextDouble() : 0;
      double angle = 90;
      while (at < filled) {
        double to = Math.min(filled, at + 15 + random.nextInt(random.nextBoolean() ? 250 : 90));
        double next = to == filled ? 90 : 30 + random.nextInt(121);
        switch (random.nextInt(8)) {
          case 0 -> {
            double split = 10 + 56 * random.nextDouble();
            core.piece(row, at, to, 90, 90, 0, split);
            core.piece(row, at + 5, to, 90, 90, split, DrawnCore.DIAMETER);
          }
          case 1 -> {
            double middle = (at + to) / 2;
            core.outline(row, at, 0, to, 10, middle, 70, at + 3, 40);
            core.outline(row, middle, 75, to + 12, 12, to + 15, 75);
          }
          case 2 -> {
            core.outline(row, at, 5, to, 0, to, 70, at, 66);
            marks.add(
                new FragmentMark("box.jpg", core.fragments().size(), FragmentMark.Kind.RUBBLE));
          }
          case 3 -> core.outline(row, at, 30, at + 4, 22, to, 30, to - 2, 52, at, 50);
          default -> core.piece(row, at, to, angle, next, 0, DrawnCore.DIAMETER);
        }
        if (random.nextInt(6) == 0) {
          marks.add(
              new FragmentMark(
                  "box.jpg",
                  core.fragments().size(),
                  List.of(FragmentMark.Kind.values()).get(random.nextInt(4))));
        }
        angle = next;
        at = to + (random.nextInt(5) == 0 ? 80 * random.nextDouble() : 0);
      }
      double top = (row - 1) * length / 1000;
      table.add(
          new BoxRow(
              "box.jpg",
              "BH1",
              "1",
              java.util.OptionalInt.of(row),
              DepthInterval.of(top, top + length / 1000),
              random.nextBoolean() ? BasePosition.ROCK : BasePosition.TRAY,
              OptionalDouble.of(length)));
    }
    LogPhoto drawn = core.photo(table);
    return new Box(
        new LogPhoto(
            drawn.name(),
            drawn.layout(),
            drawn.fragments(),
            List.of(),
            table,
            List.of(),
            marks,
            java.util.Optional.empty()),
        core.fragments().size());
  }

  @ParameterizedTest
  @EnumSource(DepthRule.class)
  void rqdIsAtMostSolidAndSolidAtMostTotalRecovery(DepthRule rule) {
    int solid = 0;
    int logged = 0;
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Box box = box(random);
      DepthInterval all = DepthInterval.of(0, 3.3);
      LogSettings settings =
          LogSettings.DEFAULT
              .withDepth(
                  rule, random.nextBoolean() ? MissingRock.STRETCH : MissingRock.LOSS_AT_BASE)
              .withStep(0.2);
      LogSettings asked = random.nextBoolean() ? settings.withRecoveryByDepth() : settings;
      CoreLog log =
          CoreLogger.log(
              List.of(box.photo()), List.of(), List.of(new NamedInterval("BH1", "", all)), asked);
      HoleLog hole = log.holes().get(0);
      if (hole.rows().isEmpty()) {
        continue;
      }
      logged++;
      for (LogInterval interval : hole.intervals()) {
        RuleFigures bs = interval.figures().get(0);
        RuleFigures astm = interval.figures().get(1);
        String where = "seed " + seed + ", " + interval.kind() + " " + interval.depths();
        double rqd = bs.rqd().orElseThrow();
        assertTrue(rqd >= 0, where);
        assertTrue(rqd <= bs.scr().orElseThrow() + SAME, where);
        assertTrue(bs.scr().orElseThrow() <= bs.tcr() + SAME, where);
        assertTrue(astm.rqd().orElseThrow() <= astm.tcr() + SAME, where);
        assertEquals(bs.tcr(), astm.tcr(), SAME, where);
        assertTrue(bs.rqdLow().orElseThrow() <= rqd && rqd <= bs.rqdHigh().orElseThrow(), where);
        if (asked.byDepth() && interval.rubbleMillimetres().orElseThrow() == 0) {
          assertTrue(bs.tcr() <= 100 + 1e-6, where + ": " + bs.tcr());
        }
        solid += rqd > 0 && rqd < bs.scr().orElseThrow() ? 1 : 0;
      }
      assertEvenIntervalsAreTheWhole(hole, seed);
      assertEquals(
          hole.fractures().stream().filter(one -> one.counted()).count(),
          hole.zones().stream()
              .filter(zone -> zone.kind() == LogZone.Kind.INTACT)
              .mapToInt(LogZone::fractures)
              .sum(),
          "seed " + seed);
    }
    // The boxes are no trivial ones.
    assertTrue(logged > 200, "logged " + logged);
    assertTrue(solid > 500, "between " + solid);
  }

  private static void assertEvenIntervalsAreTheWhole(HoleLog hole, int seed) {
    List<LogInterval> even =
        hole.intervals().stream().filter(one -> one.kind() == LogInterval.Kind.FIXED).toList();
    LogInterval whole =
        hole.intervals().stream()
            .filter(one -> one.kind() == LogInterval.Kind.NAMED)
            .findFirst()
            .orElseThrow();
    double covered = even.stream().mapToDouble(LogInterval::coveredMetres).sum();
    assertEquals(whole.coveredMetres(), covered, 1e-6, "seed " + seed);
    assertEquals(
        whole.fractures(), even.stream().mapToInt(LogInterval::fractures).sum(), "seed " + seed);
    assertEquals(
        whole.figures().get(0).rqd().orElseThrow() * covered,
        even.stream()
            .mapToDouble(one -> one.coveredMetres() * one.figures().get(0).rqd().orElseThrow())
            .sum(),
        1e-6,
        "seed " + seed);
    assertEquals(
        covered,
        even.stream()
            .mapToDouble(
                one -> one.intactMetres() + one.nonIntactMetres() + one.notRecoveredMetres())
            .sum(),
        1e-6,
        "seed " + seed);
  }
}
