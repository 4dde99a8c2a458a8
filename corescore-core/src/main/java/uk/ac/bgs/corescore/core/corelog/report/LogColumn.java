// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.corelog.depth.Depth;
import uk.ac.bgs.corescore.core.internal.CsvTable;
import uk.ac.bgs.corescore.core.table.Column;

/**
 * A column of a table of a core log. In CSV a figure is rounded; elsewhere it is the double.
 *
 * @param <R> what a row is of
 * @param heading its name in CSV
 * @param column its name, type, unit and meaning elsewhere
 * @param decimals how many a figure has in CSV
 * @param value reads a row's value: null, or of the column's type
 */
record LogColumn<R>(
    String heading, Column column, int decimals, Function<R, @Nullable Object> value) {

  /** Words; a text without any is null. */
  static <R> LogColumn<R> text(String heading, String description, Function<R, String> value) {
    return new LogColumn<>(
        heading,
        new Column(name(heading), Column.Type.TEXT, "", description),
        0,
        row -> {
          String text = value.apply(row);
          return text.isEmpty() ? null : text;
        });
  }

  /** A number that is counted. */
  static <R> LogColumn<R> integer(
      String heading, String description, Function<R, OptionalInt> value) {
    return new LogColumn<>(
        heading,
        new Column(name(heading), Column.Type.INTEGER, "1", description),
        0,
        row -> {
          OptionalInt number = value.apply(row);
          return number.isPresent() ? (Object) (long) number.getAsInt() : null;
        });
  }

  /** A figure. */
  static <R> LogColumn<R> real(
      String heading,
      String unit,
      int decimals,
      String description,
      Function<R, OptionalDouble> value) {
    return new LogColumn<>(
        heading,
        new Column(name(heading), Column.Type.REAL, unit, description),
        decimals,
        row -> {
          OptionalDouble number = value.apply(row);
          return number.isPresent() ? (Object) number.getAsDouble() : null;
        });
  }

  /** A depth, whose name elsewhere ends with its unit: {@code FROM} is a word of SQL. */
  static <R> LogColumn<R> depth(
      String heading, String description, Function<R, @Nullable Depth> value) {
    return new LogColumn<>(
        heading,
        new Column(name(heading) + "_m", Column.Type.REAL, "m", description),
        4,
        row -> {
          Depth depth = value.apply(row);
          return depth == null ? null : depth.metres();
        });
  }

  /** Yes or no, which are 1 and 0 in CSV. */
  static <R> LogColumn<R> flag(
      String heading, String description, Function<R, @Nullable Boolean> value) {
    return new LogColumn<>(
        heading, new Column(name(heading), Column.Type.BOOLEAN, "", description), 0, value::apply);
  }

  /** The finished cell in CSV. */
  String cell(R row) {
    Object cell = value.apply(row);
    if (cell instanceof Double number) {
      return fixed(number, decimals);
    }
    if (cell instanceof Boolean flag) {
      return flag ? "1" : "0";
    }
    return cell == null ? "" : CsvTable.text(cell.toString());
  }

  /** Rule sets have any name. */
  private static String name(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
  }

  /** Halves are rounded away from 0, so that what was at most something stays so. */
  private static String fixed(double value, int decimals) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    return rounded.signum() == 0
        ? BigDecimal.ZERO.setScale(decimals).toPlainString()
        : rounded.toPlainString();
  }
}
