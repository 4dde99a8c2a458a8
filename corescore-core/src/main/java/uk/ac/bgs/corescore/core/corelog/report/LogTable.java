// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.corelog.LogSettings;
import uk.ac.bgs.corescore.core.corelog.depth.Depth;
import uk.ac.bgs.corescore.core.corelog.hole.Fracture;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.corelog.hole.LogPiece;
import uk.ac.bgs.corescore.core.corelog.hole.LogZone;
import uk.ac.bgs.corescore.core.corelog.hole.LoggedRow;
import uk.ac.bgs.corescore.core.corelog.hole.PiecePart;
import uk.ac.bgs.corescore.core.corelog.hole.RubblePart;
import uk.ac.bgs.corescore.core.corelog.rule.LengthRule;
import uk.ac.bgs.corescore.core.corelog.rule.RqdClass;
import uk.ac.bgs.corescore.core.corelog.rule.RuleFigures;
import uk.ac.bgs.corescore.core.corelog.rule.RuleSet;
import uk.ac.bgs.corescore.core.internal.CsvTable;

/** The tables of a core log. */
enum LogTable {
  /** A row for each interval. */
  INTERVALS {
    @Override
    List<String> columns(LogSettings settings) {
      List<String> columns =
          new ArrayList<>(
              List.of("HOLEID", "FROM", "TO", "KIND", "NAME", "COVERED_M", "PIECES", "TCR"));
      for (RuleSet rules : settings.ruleSets()) {
        if (rules.solidOnly()) {
          columns.add("SCR_" + rules.name());
        }
        for (String figure : List.of("RQD_", "RQD_LOW_", "RQD_HIGH_", "RQD_CLASS_", "RQD_NEAR_")) {
          columns.add(figure + rules.name());
        }
      }
      columns.addAll(
          List.of(
              "FRACTURES",
              "FREQUENCY_PER_M",
              "FI_PER_M",
              "INTACT_M",
              "NI_M",
              "NR_M",
              "SPACING_MAX_MM",
              "SPACING_MEAN_MM",
              "SPACING_MIN_MM",
              "D50_MM",
              "D80_MM",
              "LARGEST_SHARE",
              "RUBBLE_MM",
              "LOSS_M",
              "LOSS_ASSUMED_M",
              "RQD_EXPECTED",
              "CONDITION",
              "CONDITION_P",
              "CONDITION_GRADE",
              "APPARENT",
              "BASIS"));
      return columns;
    }

    @Override
    List<Map<String, String>> rows(HoleLog hole, LogSettings settings) {
      return hole.intervals().stream().map(one -> interval(hole, one, settings)).toList();
    }
  },
  /** A row for each piece in a row of core, and for each rubble. */
  PIECES {
    @Override
    List<String> columns(LogSettings settings) {
      return List.of(
          "HOLEID",
          "FROM",
          "TO",
          "KIND",
          "PIECE",
          "PHOTO",
          "BOX",
          "ROW",
          "FRAGMENTS",
          "LENGTH_MM",
          "COUNTED_MM",
          "PIECE_LENGTH_MM",
          "TIP_TO_TIP_MM",
          "FULL_DIAMETER_MM",
          "WIDTH_MM",
          "SOLID",
          "UNSOUND");
    }

    @Override
    List<Map<String, String>> rows(HoleLog hole, LogSettings settings) {
      List<Map<String, String>> rows = new ArrayList<>();
      for (LogPiece piece : hole.pieces()) {
        piece.parts().forEach(part -> rows.add(part(hole, piece, part)));
      }
      hole.rubble().forEach(part -> rows.add(rubble(hole, part)));
      return rows;
    }
  },
  /** A row for each break. */
  FRACTURES {
    @Override
    List<String> columns(LogSettings settings) {
      return List.of(
          "HOLEID", "DEPTH", "KIND", "COUNTED", "ABOVE", "BELOW", "PHOTO", "FRAGMENT", "REASON");
    }

    @Override
    List<Map<String, String>> rows(HoleLog hole, LogSettings settings) {
      List<Map<String, String>> rows = new ArrayList<>();
      for (Fracture one : hole.fractures()) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("HOLEID", CsvTable.text(hole.hole()));
        row.put("DEPTH", metres(one.depth()));
        row.put("KIND", one.kind().id());
        row.put("COUNTED", yes(one.counted()));
        row.put("ABOVE", Integer.toString(one.above()));
        row.put("BELOW", Integer.toString(one.below()));
        row.put("PHOTO", CsvTable.text(one.photo()));
        row.put("FRAGMENT", Integer.toString(one.fragment()));
        row.put("REASON", CsvTable.text(one.reason()));
        rows.add(row);
      }
      return rows;
    }
  },
  /** A row for each zone. */
  ZONES {
    @Override
    List<String> columns(LogSettings settings) {
      return List.of("HOLEID", "FROM", "TO", "KIND", "FRACTURES", "FI_PER_M");
    }

    @Override
    List<Map<String, String>> rows(HoleLog hole, LogSettings settings) {
      List<Map<String, String>> rows = new ArrayList<>();
      for (LogZone zone : hole.zones()) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("HOLEID", CsvTable.text(hole.hole()));
        row.put("FROM", metres(zone.depths().top()));
        row.put("TO", metres(zone.depths().base()));
        row.put("KIND", zone.kind() == LogZone.Kind.INTACT ? "intact" : zone.kind().code());
        row.put("FRACTURES", Integer.toString(zone.fractures()));
        row.put("FI_PER_M", fixed(zone.fractureIndex(), 2));
        rows.add(row);
      }
      return rows;
    }
  };

  abstract List<String> columns(LogSettings settings);

  abstract List<Map<String, String>> rows(HoleLog hole, LogSettings settings);

  String file() {
    return name().toLowerCase(Locale.ROOT) + ".csv";
  }

  private static Map<String, String> interval(HoleLog hole, LogInterval one, LogSettings settings) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("HOLEID", CsvTable.text(hole.hole()));
    row.put("FROM", metres(one.depths().top()));
    row.put("TO", metres(one.depths().base()));
    row.put("KIND", one.kind().id());
    row.put("NAME", CsvTable.text(one.name()));
    row.put("COVERED_M", fixed(one.coveredMetres(), 3));
    row.put("PIECES", Integer.toString(one.pieces()));
    row.put("TCR", fixed(one.figures().get(0).tcr(), 2));
    for (RuleFigures figures : one.figures()) {
      String name = figures.rules().name();
      if (figures.rules().solidOnly()) {
        row.put("SCR_" + name, fixed(figures.scr(), 2));
      }
      row.put("RQD_" + name, fixed(figures.rqd(), 2));
      row.put("RQD_LOW_" + name, fixed(figures.rqdLow(), 2));
      row.put("RQD_HIGH_" + name, fixed(figures.rqdHigh(), 2));
      row.put(
          "RQD_CLASS_" + name,
          figures.rqd().isPresent() ? RqdClass.of(figures.rqd().getAsDouble()).id() : "");
      row.put(
          "RQD_NEAR_" + name,
          figures.near().stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }
    row.put("FRACTURES", Integer.toString(one.fractures()));
    row.put("FREQUENCY_PER_M", fixed(one.frequency(), 2));
    row.put("FI_PER_M", fixed(one.fractureIndex(), 2));
    row.put("INTACT_M", fixed(one.intactMetres(), 3));
    row.put("NI_M", fixed(one.nonIntactMetres(), 3));
    row.put("NR_M", fixed(one.notRecoveredMetres(), 3));
    one.spacing()
        .ifPresent(
            spacing -> {
              row.put("SPACING_MAX_MM", fixed(spacing.most(), 1));
              row.put("SPACING_MEAN_MM", fixed(spacing.mean(), 1));
              row.put("SPACING_MIN_MM", fixed(spacing.least(), 1));
            });
    one.sizes()
        .ifPresent(
            sizes -> {
              row.put("D50_MM", fixed(sizes.d50(), 1));
              row.put("D80_MM", fixed(sizes.d80(), 1));
              row.put("LARGEST_SHARE", fixed(sizes.largestShare(), 4));
            });
    row.put("RUBBLE_MM", fixed(one.rubbleMillimetres(), 1));
    row.put("LOSS_M", fixed(one.statedLossMetres(), 3));
    row.put("LOSS_ASSUMED_M", fixed(one.assumedLossMetres(), 3));
    row.put("RQD_EXPECTED", fixed(one.expectedRqd(), 2));
    one.condition()
        .ifPresent(
            condition -> {
              row.put("CONDITION", condition.grade().id());
              row.put("CONDITION_P", fixed(condition.probability(condition.grade()), 3));
              row.put("CONDITION_GRADE", fixed(condition.expectedGrade(), 2));
            });
    row.put("APPARENT", yes(settings.apparent()));
    row.put("BASIS", LogText.basis(settings));
    return row;
  }

  private static Map<String, String> part(HoleLog hole, LogPiece piece, PiecePart part) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("HOLEID", CsvTable.text(hole.hole()));
    row.put("FROM", metres(part.counted().top()));
    row.put("TO", metres(part.counted().base()));
    row.put("KIND", "piece");
    row.put("PIECE", Integer.toString(piece.number()));
    row.put("PHOTO", CsvTable.text(part.photo()));
    row.put("BOX", CsvTable.text(box(hole, part.photo(), part.row())));
    row.put("ROW", Integer.toString(part.row()));
    row.put(
        "FRAGMENTS",
        part.piece().fragments().stream().map(String::valueOf).collect(Collectors.joining(" ")));
    row.put("LENGTH_MM", fixed(part.length(LengthRule.AXIS), 2));
    row.put(
        "COUNTED_MM",
        part.scale()
            .map(scale -> fixed(scale.millimetresAlong(part.piece().counted()), 2))
            .orElse(""));
    row.put("PIECE_LENGTH_MM", fixed(piece.length(LengthRule.AXIS), 2));
    row.put("TIP_TO_TIP_MM", fixed(part.length(LengthRule.TIP_TO_TIP), 2));
    row.put("FULL_DIAMETER_MM", fixed(part.length(LengthRule.FULL_DIAMETER), 2));
    row.put(
        "WIDTH_MM",
        part.scale()
            .map(scale -> fixed(scale.millimetresAcross(part.piece().width()), 2))
            .orElse(""));
    row.put("SOLID", yes(piece.solid()));
    row.put("UNSOUND", yes(piece.unsound()));
    return row;
  }

  private static Map<String, String> rubble(HoleLog hole, RubblePart part) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("HOLEID", CsvTable.text(hole.hole()));
    if (!part.spans().isEmpty()) {
      row.put("FROM", metres(part.spans().get(0).top()));
      row.put("TO", metres(part.spans().get(part.spans().size() - 1).base()));
    }
    row.put("KIND", "rubble");
    row.put("PHOTO", CsvTable.text(part.photo()));
    row.put("BOX", CsvTable.text(box(hole, part.photo(), part.row())));
    row.put("ROW", Integer.toString(part.row()));
    row.put("FRAGMENTS", Integer.toString(part.fragment()));
    row.put("COUNTED_MM", fixed(part.millimetres(), 2));
    return row;
  }

  private static String box(HoleLog hole, String photo, int row) {
    return hole.rows().stream()
        .filter(one -> one.photo().equals(photo) && one.pieces().row().number() == row)
        .map(LoggedRow::box)
        .findFirst()
        .orElse("");
  }

  private static String yes(boolean value) {
    return value ? "1" : "0";
  }

  static String metres(Depth depth) {
    return fixed(depth.metres(), 4);
  }

  static String fixed(OptionalDouble value, int decimals) {
    return value.isPresent() ? fixed(value.getAsDouble(), decimals) : "";
  }

  /** Halves are rounded away from 0, so that what was at most something stays so. */
  private static String fixed(double value, int decimals) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    return rounded.signum() == 0
        ? BigDecimal.ZERO.setScale(decimals).toPlainString()
        : rounded.toPlainString();
  }
}
