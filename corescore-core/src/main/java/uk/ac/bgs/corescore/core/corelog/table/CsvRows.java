// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.internal.files.CellText;
import uk.ac.bgs.corescore.core.internal.files.CsvLines;
import uk.ac.bgs.corescore.core.internal.files.TextFile;

/** Rows of a table with columns in any order: from a CSV file with a header, or given. */
final class CsvRows {
  private static final char[] SEPARATORS = {';', '\t', '|'};

  private final String table;
  private final List<TableProblem> problems = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private CsvRows(String table) {
    this.table = table;
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
      return text(column).orElseThrow(() -> new CellException(column, column + " is empty"));
    }

    /** A number; the decimal mark is a point. */
    Optional<Double> number(String column) {
      return text(column).map(text -> parsed(column, text));
    }

    /** A number above 0; empty where the cell is blank. */
    OptionalDouble positive(String column) {
      Optional<Double> value = number(column);
      if (value.isPresent() && !(value.get() > 0)) {
        throw new CellException(column, column + " is above 0, not " + required(column));
      }
      return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    double requiredNumber(String column) {
      return parsed(column, required(column));
    }

    /** A whole number from 1 on. */
    int wholeNumber(String column) {
      double value = requiredNumber(column);
      if (value != Math.rint(value) || value < 1 || value > Integer.MAX_VALUE) {
        throw new CellException(
            column, column + " is a whole number from 1 on, not " + required(column));
      }
      return (int) value;
    }

    /** Two depths, of which 0 is one like any other. */
    DepthInterval depths(String top, String base) {
      double from = requiredNumber(top);
      double to = requiredNumber(base);
      if (!(from < to)) {
        throw new CellException(
            top,
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
        throw new CellException(
            column, "expected a number with a decimal point as " + column + ", got '" + text + "'");
      }
      double value = Double.parseDouble(text);
      if (!Double.isFinite(value)) {
        throw new CellException(column, column + " is too large: " + text);
      }
      return value;
    }
  }

  /** Makes a value of a row. */
  @FunctionalInterface
  interface Reading<T> {
    /**
     * Throws a {@link CellException} or {@link IllegalArgumentException} with the reason if the row
     * has no such value.
     */
    T of(Row row);
  }

  /** A value and the number of its row. */
  record Read<T>(int number, T value) {}

  /**
   * How a table is read.
   *
   * @param wanted the columns that must be there
   * @param others the columns that may be there
   * @param reading reads a row; an invalid row is a problem
   * @param check checks all rows together and removes those that contradict each other
   */
  record Form<T>(List<String> wanted, List<String> others, Reading<T> reading, Check<T> check) {
    /** Reads a file. */
    TableContent<T> read(Path path) throws IOException {
      CsvRows rows = new CsvRows(path.toString());
      return read(rows, rows.rows(path, wanted, others));
    }

    /** Reads rows that are no file, each with its cells by column, as text. */
    TableContent<T> read(String table, List<Map<String, String>> cells) {
      List<Row> rows = new ArrayList<>(cells.size());
      for (Map<String, String> row : cells) {
        rows.add(new Row(rows.size() + 1, row));
      }
      return read(new CsvRows(table), rows);
    }

    private TableContent<T> read(CsvRows table, List<Row> rows) {
      List<Read<T>> read = new ArrayList<>();
      for (Row row : rows) {
        try {
          read.add(new Read<>(row.number(), reading.of(row)));
        } catch (CellException e) {
          table.problem(row.number(), e.column(), String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
          table.problem(row.number(), "", String.valueOf(e.getMessage()));
        }
      }
      check.of(read, table);
      return new TableContent<>(
          read.stream().map(Read::value).toList(), table.problems, table.remarks);
    }
  }

  /** Checks all rows of a table together. */
  @FunctionalInterface
  interface Check<T> {
    /** Removes contradictory rows from the list and reports the reason. */
    void of(List<Read<T>> read, CsvRows rows);
  }

  void problem(int number, String column, String reason) {
    problems.add(new TableProblem(table, number, column, reason));
  }

  void remark(int number, String reason) {
    remarks.add(table + ", row " + number + ": " + reason);
  }

  private List<Row> rows(Path path, List<String> wanted, List<String> others) throws IOException {
    CsvLines.Content content = CsvLines.content(TextFile.read(path));
    List<List<String>> lines = content.rows();
    int first = CsvLines.header(lines);
    if (first == lines.size()) {
      throw wrong("expected a header with " + String.join(",", wanted) + ", the file is empty");
    }
    List<String> header = header(lines.get(first), wanted, others);
    List<Row> rows = new ArrayList<>();
    for (int i = first + 1; i < lines.size(); i++) {
      List<String> line = lines.get(i);
      if (line.stream().allMatch(String::isBlank)) {
        continue;
      }
      if (line.size() != header.size()) {
        problem(
            i + 1,
            "",
            "expected "
                + header.size()
                + " cells, got "
                + line.size()
                + (line.stream().anyMatch(cell -> cell.contains("\n") || cell.contains("\r"))
                    ? "; a quotation mark is not closed on its line, so this row takes in the next"
                    : ""));
        continue;
      }
      if (content.open() && i == lines.size() - 1) {
        problem(i + 1, "", CsvLines.OPEN);
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

  /** The names of the columns; unknown ones are reported, because a name may be misspelt. */
  private List<String> header(List<String> line, List<String> wanted, List<String> others) {
    List<String> header =
        line.stream().map(name -> CellText.plain(name).strip().toLowerCase(Locale.ROOT)).toList();
    for (char mark : SEPARATORS) {
      if (header.size() == 1 && header.get(0).indexOf(mark) >= 0) {
        throw wrong(
            "expected cells that commas part, and depths with a decimal point, got a header with "
                + (mark == '\t' ? "tabs" : "'" + mark + "'"));
      }
    }
    for (String column : wanted) {
      if (!header.contains(column)) {
        throw wrong(
            "expected the column " + column + ", got the columns " + String.join(",", header));
      }
    }
    Set<String> seen = new HashSet<>();
    for (String column : header) {
      if (!column.isEmpty() && !seen.add(column)) {
        throw wrong("the column " + column + " is there twice");
      }
    }
    List<String> strange =
        header.stream()
            .filter(name -> !name.isEmpty() && !wanted.contains(name) && !others.contains(name))
            .toList();
    if (!strange.isEmpty()) {
      remarks.add(
          table
              + ": not read: the columns "
              + String.join(", ", strange)
              + (others.isEmpty() ? "" : "; besides those that must be there, read are ")
              + String.join(", ", others));
    }
    return header;
  }

  private CoreScoreException wrong(String reason) {
    return new CoreScoreException(FailureKind.BAD_INPUT, table + ": " + reason);
  }
}
