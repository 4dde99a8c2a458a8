// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.corelog.LogSettings;
import uk.ac.bgs.corescore.core.corelog.hole.Fracture;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogZone;
import uk.ac.bgs.corescore.core.table.TableSchema;
import uk.ac.bgs.corescore.core.table.TableSink;

/**
 * A table of a core log: one definition of its columns, for CSV and for typed tables.
 *
 * @param <R> what a row is of
 * @param name by which its files are named
 * @param columns its columns
 * @param rows the rows of a hole
 */
record LogTable<R>(String name, List<LogColumn<R>> columns, Function<HoleLog, List<R>> rows) {

  /** Something of a hole. */
  private record Of<T>(HoleLog hole, T one) {
    private static <T> List<Of<T>> all(HoleLog hole, List<T> some) {
      return some.stream().map(one -> new Of<>(hole, one)).toList();
    }

    private String holeName() {
      return hole.hole();
    }
  }

  private static final LogTable<Of<Fracture>> FRACTURES =
      new LogTable<>(
          "fractures",
          List.of(
              LogColumn.text("HOLEID", "Name of the hole.", Of::holeName),
              LogColumn.depth(
                  "DEPTH", "In the middle between its two sides.", of -> of.one().depth()),
              LogColumn.text(
                  "KIND",
                  "natural, row_end, tray_cut, induced or border.",
                  of -> of.one().kind().id()),
              LogColumn.flag(
                  "COUNTED", "Whether it counts as a fracture.", of -> of.one().counted()),
              LogColumn.integer(
                  "ABOVE", "Number of the piece above.", of -> OptionalInt.of(of.one().above())),
              LogColumn.integer(
                  "BELOW",
                  "Number of the piece below; the same where both are one.",
                  of -> OptionalInt.of(of.one().below())),
              LogColumn.text(
                  "PHOTO",
                  "Name of the photo that shows the core above it.",
                  of -> of.one().photo()),
              LogColumn.integer(
                  "FRAGMENT",
                  "Number of the lowest fragment above it in that photo.",
                  of -> OptionalInt.of(of.one().fragment())),
              LogColumn.text("REASON", "Why it is of this kind.", of -> of.one().reason())),
          hole -> Of.all(hole, hole.fractures()));

  private static final LogTable<Of<LogZone>> ZONES =
      new LogTable<>(
          "zones",
          List.of(
              LogColumn.text("HOLEID", "Name of the hole.", Of::holeName),
              LogColumn.depth("FROM", "Top.", of -> of.one().depths().top()),
              LogColumn.depth("TO", "Base.", of -> of.one().depths().base()),
              LogColumn.text(
                  "KIND",
                  "intact, NI (non-intact) or NR (not recovered).",
                  of -> of.one().kind() == LogZone.Kind.INTACT ? "intact" : of.one().kind().code()),
              LogColumn.integer(
                  "FRACTURES", "Fractures that count.", of -> OptionalInt.of(of.one().fractures())),
              LogColumn.real(
                  "FI_PER_M",
                  "1/m",
                  2,
                  "Fractures per metre of intact core.",
                  of -> of.one().fractureIndex())),
          hole -> Of.all(hole, hole.zones()));

  /** The tables of a log but for that of fragments. */
  static List<LogTable<?>> of(LogSettings settings) {
    return List.of(
        new LogTable<>(
            "intervals",
            IntervalColumns.of(settings),
            hole ->
                hole.intervals().stream()
                    .map(one -> new IntervalColumns.Row(hole.hole(), one))
                    .toList()),
        new LogTable<>("pieces", PieceColumns.COLUMNS, PieceColumns::rows),
        FRACTURES,
        ZONES);
  }

  /**
   * The table of fragments, which the one of the photos' reports is joined to by photo and number.
   */
  static LogTable<LoggedFragment> fragments(Function<HoleLog, List<LoggedFragment>> fragments) {
    return new LogTable<>(
        "fragments",
        List.of(
            LogColumn.text("HOLEID", "Name of the hole.", LoggedFragment::hole),
            LogColumn.depth("FROM", "Its upper end.", LoggedFragment::from),
            LogColumn.depth("TO", "Its lower end.", LoggedFragment::to),
            LogColumn.text(
                "KIND", "piece or rubble.", one -> one.piece().isPresent() ? "piece" : "rubble"),
            LogColumn.integer("PIECE", "Number of the piece it belongs to.", LoggedFragment::piece),
            LogColumn.text("PHOTO", "Name of the photo.", one -> one.row().photo()),
            LogColumn.integer(
                "FRAGMENT",
                "Number of the fragment in the photo.",
                one -> OptionalInt.of(one.fragment())),
            LogColumn.text("BOX", "Name of the box.", one -> one.row().box()),
            LogColumn.integer(
                "ROW",
                "Number of the row of core in the photo.",
                one -> OptionalInt.of(one.row().pieces().row().number())),
            LogColumn.real(
                "AXIAL_LENGTH_MM",
                "mm",
                2,
                "Length along its own axis line; of rubble, from tip to tip.",
                LoggedFragment::millimetres)),
        fragments);
  }

  /** The file in CSV. */
  String csvFile() {
    return name + ".csv";
  }

  /** The heads of the columns in CSV. */
  List<String> headings() {
    return columns.stream().map(LogColumn::heading).toList();
  }

  /** The rows of a hole as finished cells. */
  List<Map<String, String>> csvRows(HoleLog hole) {
    List<Map<String, String>> cells = new ArrayList<>();
    for (R row : rows.apply(hole)) {
      Map<String, String> line = new LinkedHashMap<>();
      columns.forEach(column -> line.put(column.heading(), column.cell(row)));
      cells.add(line);
    }
    return cells;
  }

  /** The typed table. */
  TableSchema schema() {
    return new TableSchema(name, columns.stream().map(LogColumn::column).toList());
  }

  /** Writes the rows of a hole. */
  void write(HoleLog hole, TableSink sink) throws IOException {
    for (R row : rows.apply(hole)) {
      List<@Nullable Object> cells = new ArrayList<>(columns.size());
      for (LogColumn<R> column : columns) {
        cells.add(column.value().apply(row));
      }
      sink.write(Collections.unmodifiableList(cells));
    }
  }
}
