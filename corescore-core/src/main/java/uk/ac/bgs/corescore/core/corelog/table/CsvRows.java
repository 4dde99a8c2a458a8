// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.table;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.internal.files.CellText;
import uk.ac.bgs.corescore.core.internal.files.CsvLines;
import uk.ac.bgs.corescore.core.internal.files.TextFile;

/** A CSV file with a header, whose columns may stand in any order. */
final class CsvRows {
  private final String file;
  private final List<String> problems = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private CsvRows(String file) {
    this.file = file;
  }

  /**
   * A row of the file: its number, from 2 for the one below the header, and its cells by column.
   */
  record Row(int number, Map<String, String> cells) {
    /** The cell of a column; empty where it is blank. */
    Optional<String> text(String column) {
      return Optional.of(cells.getOrDefault(column, "")).filter(text -> !text.isEmpty());
    }

    /** The cell of a column that must be filled. */
    String required(String column) {
      return text(column).orElseThrow(() -> new IllegalArgumentException(column + " is empty"));
    }

    /** A number; the decimal mark is a point. */
    Optional<Double> number(String column) {
      return text(column).map(text -> parsed(column, text));
    }

    double requiredNumber(String column) {
      return parsed(column, required(column));
    }

    /** A whole number from 1 on. */
    int wholeNumber(String column) {
      double value = requiredNumber(column);
      if (value != Math.rint(value) || value < 1 || value > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            column + " is a whole number from 1 on, not " + required(column));
      }
      return (int) value;
    }

    /** Two depths, of which 0 is one like any other. */
    DepthInterval depths(String top, String base) {
      double from = requiredNumber(top);
      double to = requiredNumber(base);
      if (!(from < to)) {
        throw new IllegalArgumentException(
            "expected "
                + top
                + " above "
                + base
                + ", got "
                + required(top)
                + " and "
                + required(base));
      }
      return DepthInterval.of(from, to);
    }

    private static double parsed(String column, String text) {
      // Double.parseDouble would take hexadecimal digits and type suffixes, too.
      if (!text.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?")) {
        throw new IllegalArgumentException(
            "expected a number with a decimal point as " + column + ", got '" + text + "'");
      }
      double value = Double.parseDouble(text);
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(column + " is too large: " + text);
      }
      return value;
    }
  }

  /** Makes a value of a row. */
  @FunctionalInterface
  interface Reading<T> {
    /** Throws {@link IllegalArgumentException} with the reason if the row has no such value. */
    T of(Row row);
  }

  /** A value and the number of its row. */
  record Read<T>(int number, T value) {}

  /**
   * Reads a file.
   *
   * @param wanted the columns that must be there
   * @param reading what a row says; a row that says nothing sound is a problem
   * @param check looks at all rows together; it takes away those that contradict each other
   */
  static <T> TableContent<T> read(
      Path path, List<String> wanted, Reading<T> reading, Check<T> check) throws IOException {
    CsvRows rows = new CsvRows(path.toString());
    List<Read<T>> read = new ArrayList<>();
    for (Row row : rows.rows(path, wanted)) {
      try {
        read.add(new Read<>(row.number(), reading.of(row)));
      } catch (IllegalArgumentException e) {
        rows.problem(row.number(), String.valueOf(e.getMessage()));
      }
    }
    check.of(read, rows);
    return new TableContent<>(read.stream().map(Read::value).toList(), rows.problems, rows.remarks);
  }

  /** Looks at all rows of a table together. */
  @FunctionalInterface
  interface Check<T> {
    /** Takes away from the list what contradicts, and tells why. */
    void of(List<Read<T>> read, CsvRows rows);
  }

  void problem(int number, String reason) {
    problems.add(file + ", row " + number + ": " + reason);
  }

  void remark(int number, String reason) {
    remarks.add(file + ", row " + number + ": " + reason);
  }

  private List<Row> rows(Path path, List<String> wanted) throws IOException {
    List<List<String>> lines = CsvLines.read(new StringReader(TextFile.read(path)));
    if (lines.isEmpty()) {
      throw wrong("expected a header with " + String.join(",", wanted) + ", the file is empty");
    }
    List<String> header =
        lines.get(0).stream()
            .map(name -> CellText.plain(name).strip().toLowerCase(Locale.ROOT))
            .toList();
    for (String column : wanted) {
      if (!header.contains(column)) {
        throw wrong(
            "expected the column " + column + ", got the columns " + String.join(",", header));
      }
    }
    Map<String, Integer> seen = new HashMap<>();
    for (String column : header) {
      if (!column.isEmpty() && seen.merge(column, 1, Integer::sum) > 1) {
        throw wrong("the column " + column + " is there twice");
      }
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      List<String> line = lines.get(i);
      if (line.stream().allMatch(String::isBlank)) {
        continue;
      }
      if (line.size() != header.size()) {
        problem(i + 1, "expected " + header.size() + " cells, got " + line.size());
        continue;
      }
      Map<String, String> cells = new LinkedHashMap<>();
      for (int c = 0; c < header.size(); c++) {
        cells.put(header.get(c), CellText.plain(line.get(c).strip()));
      }
      rows.add(new Row(i + 1, cells));
    }
    return rows;
  }

  private CoreScoreException wrong(String reason) {
    return new CoreScoreException(FailureKind.BAD_INPUT, file + ": " + reason, null);
  }
}
