// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.corelog.depth.Depth;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;

/**
 * Reads the tables of a core log: CSV in UTF-8 with a header, RFC 4180 (2005).
 *
 * <p>Columns may be in any order, with others beside them; the content of a row is validated
 * strictly. A row that cannot be read, or whose depths contradict those of another row, is reported
 * with its number (the header is row 1) and left out; gaps are reported. Depths are in metres with
 * a decimal point; 0 is a depth. All methods throw {@link uk.ac.bgs.corescore.CoreScoreException}
 * if a column is missing or the file is no text, and {@link IOException} if it cannot be read.
 * Stateless; safe for use by many threads.
 */
public final class LogTables {
  private static final String PHOTO = "photo";
  private static final String HOLE = "hole";
  private static final String ROW = "row";
  private static final String TOP = "top_m";
  private static final String BASE = "base_m";
  private static final String LOSS_FROM = "loss_from_m";
  private static final String LOSS_TO = "loss_to_m";
  private static final String SHARE = "share";
  private static final String MARK = "mark";

  private static final CsvRows.Form<BoxRow> BOXES =
      new CsvRows.Form<>(
          List.of(PHOTO, HOLE, TOP, BASE),
          List.of("box", ROW, "base", "length_mm", "mm_per_pixel"),
          row -> {
            String photo = row.required(PHOTO);
            return new BoxRow(
                photo,
                row.required(HOLE),
                row.text("box").orElse(photo),
                row.text(ROW).isPresent()
                    ? OptionalInt.of(row.wholeNumber(ROW))
                    : OptionalInt.empty(),
                row.depths(TOP, BASE),
                row.text("base").map(LogTables::baseAt).orElse(BasePosition.TRAY),
                row.positive("length_mm"),
                row.positive("mm_per_pixel"));
          },
          (read, rows) -> {
            requireOnce(read, rows);
            DepthOrder.check(read, rows, TOP, BoxRow::hole, BoxRow::depths, BoxRow::name);
          });

  private static final CsvRows.Form<CoreRun> RUNS =
      new CsvRows.Form<>(
          List.of(HOLE, TOP, BASE),
          List.of("diameter_mm", LOSS_FROM, LOSS_TO),
          row -> {
            boolean begins = row.text(LOSS_FROM).isPresent();
            if (begins != row.text(LOSS_TO).isPresent()) {
              throw new CellException(
                  begins ? LOSS_TO : LOSS_FROM, "loss_from_m and loss_to_m belong together");
            }
            DepthInterval depths = row.depths(TOP, BASE);
            OptionalDouble diameter = row.positive("diameter_mm");
            Optional<DepthInterval> loss =
                begins ? Optional.of(row.depths(LOSS_FROM, LOSS_TO)) : Optional.empty();
            String hole = row.required(HOLE);
            try {
              return new CoreRun(hole, depths, diameter, loss);
            } catch (IllegalArgumentException e) {
              throw new CellException(LOSS_FROM, String.valueOf(e.getMessage()));
            }
          },
          (read, rows) ->
              DepthOrder.check(read, rows, TOP, CoreRun::hole, CoreRun::depths, run -> "the run"));

  private static final CsvRows.Form<NamedInterval> INTERVALS =
      new CsvRows.Form<>(
          List.of(HOLE, TOP, BASE),
          List.of("name"),
          row ->
              new NamedInterval(
                  row.required(HOLE), row.text("name").orElse(""), row.depths(TOP, BASE)),
          (read, rows) -> {});

  private static final CsvRows.Form<RowTiePoint> TIES =
      new CsvRows.Form<>(
          List.of(PHOTO, ROW, SHARE, "depth_m"),
          List.of(),
          row -> {
            double share = row.requiredNumber(SHARE);
            if (!(share >= 0 && share <= 1)) {
              throw new CellException(SHARE, "share is from 0 to 1, not " + row.required(SHARE));
            }
            return new RowTiePoint(
                row.required(PHOTO),
                row.wholeNumber(ROW),
                share,
                new Depth(row.requiredNumber("depth_m")));
          },
          (read, rows) -> {});

  private static final CsvRows.Form<FragmentMark> MARKS =
      new CsvRows.Form<>(
          List.of(PHOTO, "fragment", MARK),
          List.of(),
          row -> {
            String mark = row.required(MARK);
            FragmentMark.Kind kind =
                FragmentMark.Kind.of(mark)
                    .orElseThrow(
                        () ->
                            new CellException(
                                MARK, "mark is one of " + kinds() + ", not '" + mark + "'"));
            return new FragmentMark(row.required(PHOTO), row.wholeNumber("fragment"), kind);
          },
          (read, rows) -> {
            Set<FragmentMark> seen = new HashSet<>();
            for (CsvRows.Read<FragmentMark> mark : read) {
              if (!seen.add(mark.value())) {
                rows.remark(mark.number(), "the same mark is there twice");
              }
            }
          });

  private LogTables() {}

  /**
   * Boxes: columns {@code photo}, {@code hole}, {@code top_m}, {@code base_m}; if there, {@code
   * box}, {@code row} (empty: all rows of the photo together) and {@code base} ({@code tray}, which
   * an empty cell means too, or {@code rock}, each also as {@code tray end}, {@code rock_end}: what
   * the base depth is the end of) {@code length_mm} (of the inside of the row's channel) or {@code
   * mm_per_pixel} (of the photo).
   *
   * @param csv the file
   * @return the rows; those whose depths overlap or are there twice in a hole, and two of the same
   *     row of a photo, are left out and reported
   * @throws IOException if the file cannot be read
   */
  public static TableContent<BoxRow> boxes(Path csv) throws IOException {
    return BOXES.read(csv);
  }

  /**
   * The same of rows that are no file.
   *
   * @param table what the rows are called in messages
   * @param rows the cells of each row by column, as text; a column that is missing is empty
   * @return the rows, as of a file
   */
  public static TableContent<BoxRow> boxes(String table, List<Map<String, String>> rows) {
    return BOXES.read(table, rows);
  }

  private static BasePosition baseAt(String text) {
    String end = text.toLowerCase(Locale.ROOT).replaceAll("[ _-]+end$", "");
    return Arrays.stream(BasePosition.values())
        .filter(base -> base.id().equals(end))
        .findFirst()
        .orElseThrow(() -> new CellException("base", "base is tray or rock, not '" + text + "'"));
  }

  /** A row of a photo occurs once, and not together with the whole photo. */
  private static void requireOnce(List<CsvRows.Read<BoxRow>> read, CsvRows rows) {
    Set<Integer> wrong = new HashSet<>();
    for (List<CsvRows.Read<BoxRow>> same :
        read.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.value().photo(), LinkedHashMap::new, Collectors.toList()))
            .values()) {
      for (int i = 1; i < same.size(); i++) {
        for (CsvRows.Read<BoxRow> earlier : same.subList(0, i)) {
          BoxRow a = earlier.value();
          BoxRow b = same.get(i).value();
          if (a.row().isEmpty() || b.row().isEmpty() || a.row().equals(b.row())) {
            rows.problem(
                same.get(i).number(),
                ROW,
                b.name() + " is there already (row " + earlier.number() + "); neither is used");
            wrong.add(earlier.number());
            wrong.add(same.get(i).number());
          }
        }
      }
    }
    read.removeIf(row -> wrong.contains(row.number()));
  }

  /**
   * Runs: columns {@code hole}, {@code top_m}, {@code base_m}; if there, {@code diameter_mm},
   * {@code loss_from_m} and {@code loss_to_m}.
   *
   * @param csv the file
   * @return the runs; those that overlap or are there twice in a hole are left out and reported
   * @throws IOException if the file cannot be read
   */
  public static TableContent<CoreRun> runs(Path csv) throws IOException {
    return RUNS.read(csv);
  }

  /**
   * The same of rows that are no file.
   *
   * @param table what the rows are called in messages
   * @param rows the cells of each row by column, as text; a column that is missing is empty
   * @return the runs, as of a file
   */
  public static TableContent<CoreRun> runs(String table, List<Map<String, String>> rows) {
    return RUNS.read(table, rows);
  }

  /**
   * Intervals of which figures are wanted: columns {@code hole}, {@code top_m}, {@code base_m}, and
   * {@code name} if there. They may overlap.
   *
   * @param csv the file
   * @return the intervals
   * @throws IOException if the file cannot be read
   */
  public static TableContent<NamedInterval> intervals(Path csv) throws IOException {
    return INTERVALS.read(csv);
  }

  /**
   * The same of rows that are no file.
   *
   * @param table what the rows are called in messages
   * @param rows the cells of each row by column, as text; a column that is missing is empty
   * @return the intervals, as of a file
   */
  public static TableContent<NamedInterval> intervals(
      String table, List<Map<String, String>> rows) {
    return INTERVALS.read(table, rows);
  }

  /**
   * Ties inside rows: columns {@code photo}, {@code row}, {@code share} (0 at the row's beginning,
   * 1 at its end) and {@code depth_m}.
   *
   * @param csv the file
   * @return the ties
   * @throws IOException if the file cannot be read
   */
  public static TableContent<RowTiePoint> ties(Path csv) throws IOException {
    return TIES.read(csv);
  }

  /**
   * The same of rows that are no file.
   *
   * @param table what the rows are called in messages
   * @param rows the cells of each row by column, as text; a column that is missing is empty
   * @return the ties, as of a file
   */
  public static TableContent<RowTiePoint> ties(String table, List<Map<String, String>> rows) {
    return TIES.read(table, rows);
  }

  /**
   * Marks of fragments: columns {@code photo}, {@code fragment} and {@code mark}, one of {@code
   * unsound}, {@code rubble}, {@code piece}, {@code induced_below} and {@code natural_below}.
   *
   * @param csv the file
   * @return the marks
   * @throws IOException if the file cannot be read
   */
  public static TableContent<FragmentMark> marks(Path csv) throws IOException {
    return MARKS.read(csv);
  }

  /**
   * The same of rows that are no file.
   *
   * @param table what the rows are called in messages
   * @param rows the cells of each row by column, as text; a column that is missing is empty
   * @return the marks, as of a file
   */
  public static TableContent<FragmentMark> marks(String table, List<Map<String, String>> rows) {
    return MARKS.read(table, rows);
  }

  private static List<String> kinds() {
    return new ArrayList<>(
        Arrays.stream(FragmentMark.Kind.values()).map(FragmentMark.Kind::id).toList());
  }
}
