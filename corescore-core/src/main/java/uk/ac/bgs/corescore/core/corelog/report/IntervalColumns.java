// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.corelog.LogSettings;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.corelog.rule.RqdClass;
import uk.ac.bgs.corescore.core.corelog.rule.RuleFigures;
import uk.ac.bgs.corescore.core.corelog.rule.RuleSet;
import uk.ac.bgs.corescore.core.score.Condition;

/** The columns of the table of intervals. */
final class IntervalColumns {
  private IntervalColumns() {}

  /** An interval of a hole. */
  record Row(String hole, LogInterval interval) {}

  static List<LogColumn<Row>> of(LogSettings settings) {
    List<LogColumn<Row>> columns =
        new ArrayList<>(
            List.of(
                LogColumn.text("HOLEID", "Name of the hole.", Row::hole),
                LogColumn.depth("FROM", "Top.", row -> row.interval().depths().top()),
                LogColumn.depth("TO", "Base.", row -> row.interval().depths().base()),
                LogColumn.text(
                    "KIND", "run, box, fixed or named.", row -> row.interval().kind().id()),
                LogColumn.text("NAME", "What it is called.", row -> row.interval().name()),
                real(
                    "COVERED_M",
                    "m",
                    3,
                    "How much of it the photos show.",
                    LogInterval::coveredMetres),
                integer("PIECES", "Pieces with a part in it.", LogInterval::pieces),
                real("TCR", "%", 2, "Total core recovery.", one -> one.figures().get(0).tcr())));
    for (int i = 0; i < settings.ruleSets().size(); i++) {
      addRules(columns, settings.ruleSets().get(i), i);
    }
    columns.addAll(
        List.of(
            integer("FRACTURES", "Fractures that count.", LogInterval::fractures),
            real(
                "FREQUENCY_PER_M",
                "1/m",
                2,
                "Fractures per metre in the photos.",
                LogInterval::frequency),
            perhaps(
                "FI_PER_M",
                "1/m",
                2,
                "Fractures per metre of intact core.",
                LogInterval::fractureIndex),
            real("INTACT_M", "m", 3, "Intact core.", LogInterval::intactMetres),
            real("NI_M", "m", 3, "Non-intact core.", LogInterval::nonIntactMetres),
            real("NR_M", "m", 3, "Core that is not recovered.", LogInterval::notRecoveredMetres),
            spacing("SPACING_MAX_MM", "Largest spacing of fractures.", LogInterval.Spacing::most),
            spacing("SPACING_MEAN_MM", "Mean spacing of fractures.", LogInterval.Spacing::mean),
            spacing("SPACING_MIN_MM", "Smallest spacing of fractures.", LogInterval.Spacing::least),
            size(
                "D50_MM",
                "mm",
                1,
                "Half of the core is in pieces of at most this length.",
                LogInterval.Sizes::d50),
            size(
                "D80_MM",
                "mm",
                1,
                "Four fifths of the core are in pieces of at most this length.",
                LogInterval.Sizes::d80),
            size(
                "LARGEST_SHARE",
                "1",
                4,
                "Share of the longest piece in the core that is in pieces.",
                sizes -> OptionalDouble.of(sizes.largestShare())),
            perhaps(
                "RUBBLE_MM", "mm", 1, "What rubble would fill.", LogInterval::rubbleMillimetres),
            real("LOSS_M", "m", 3, "Loss whose place is stated.", LogInterval::statedLossMetres),
            real(
                "LOSS_ASSUMED_M",
                "m",
                3,
                "Loss whose place is assumed.",
                LogInterval::assumedLossMetres),
            real(
                "RQD_EXPECTED",
                "%",
                2,
                "RQD that the frequency of fractures gives.",
                LogInterval::expectedRqd),
            LogColumn.text(
                "CONDITION",
                "How broken the core is, estimated.",
                row -> row.interval().condition().map(one -> one.grade().id()).orElse("")),
            condition(
                "CONDITION_P",
                3,
                "Probability of that condition.",
                one -> one.probability(one.grade())),
            condition(
                "CONDITION_GRADE",
                2,
                "Expected condition, from 1 (excellent) to 4 (very poor).",
                Condition::expectedGrade),
            LogColumn.flag(
                "APPARENT",
                "Whether the core may have broken further since it was drilled.",
                row -> settings.apparent()),
            LogColumn.text(
                "BASIS",
                "What recovery is measured by: measured lengths or depth.",
                row -> LogText.basis(settings))));
    return columns;
  }

  private static void addRules(List<LogColumn<Row>> columns, RuleSet rules, int index) {
    String name = rules.name();
    if (rules.solidOnly()) {
      columns.add(
          figure("SCR_" + name, "Solid core recovery by " + name + ".", index, RuleFigures::scr));
    }
    columns.add(
        figure(
            "RQD_" + name, "Rock quality designation by " + name + ".", index, RuleFigures::rqd));
    columns.add(
        figure(
            "RQD_LOW_" + name,
            "The same with no piece that is near the threshold.",
            index,
            RuleFigures::rqdLow));
    columns.add(
        figure(
            "RQD_HIGH_" + name,
            "The same with all pieces that are near the threshold.",
            index,
            RuleFigures::rqdHigh));
    columns.add(
        LogColumn.text(
            "RQD_CLASS_" + name,
            "Class of the RQD.",
            row -> {
              OptionalDouble rqd = row.interval().figures().get(index).rqd();
              return rqd.isPresent() ? RqdClass.of(rqd.getAsDouble()).id() : "";
            }));
    columns.add(
        LogColumn.text(
            "RQD_NEAR_" + name,
            "Numbers of the pieces that are near the threshold, with blanks between them.",
            row ->
                row.interval().figures().get(index).near().stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(" "))));
  }

  private static LogColumn<Row> integer(
      String heading, String description, Function<LogInterval, Integer> value) {
    return LogColumn.integer(
        heading, description, row -> OptionalInt.of(value.apply(row.interval())));
  }

  private static LogColumn<Row> real(
      String heading,
      String unit,
      int decimals,
      String description,
      Function<LogInterval, Double> value) {
    return perhaps(
        heading, unit, decimals, description, one -> OptionalDouble.of(value.apply(one)));
  }

  private static LogColumn<Row> perhaps(
      String heading,
      String unit,
      int decimals,
      String description,
      Function<LogInterval, OptionalDouble> value) {
    return LogColumn.real(heading, unit, decimals, description, row -> value.apply(row.interval()));
  }

  private static LogColumn<Row> figure(
      String heading, String description, int index, Function<RuleFigures, OptionalDouble> value) {
    return perhaps(heading, "%", 2, description, one -> value.apply(one.figures().get(index)));
  }

  private static LogColumn<Row> spacing(
      String heading, String description, Function<LogInterval.Spacing, Double> value) {
    return perhaps(heading, "mm", 1, description, one -> optional(one.spacing().map(value)));
  }

  private static LogColumn<Row> size(
      String heading,
      String unit,
      int decimals,
      String description,
      Function<LogInterval.Sizes, OptionalDouble> value) {
    return perhaps(
        heading,
        unit,
        decimals,
        description,
        one -> one.sizes().map(value).orElse(OptionalDouble.empty()));
  }

  private static LogColumn<Row> condition(
      String heading, int decimals, String description, Function<Condition, Double> value) {
    return perhaps(
        heading, "1", decimals, description, one -> optional(one.condition().map(value)));
  }

  private static OptionalDouble optional(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }
}
