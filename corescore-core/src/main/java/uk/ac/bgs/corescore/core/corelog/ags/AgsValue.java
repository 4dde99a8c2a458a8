// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Formats values by their AGS4 type. */
final class AgsValue {
  private static final int CENTIMETRES = 2;

  /** Depths and percentages that differ by less came of one figure. */
  private static final double NOISE = 1e6;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private AgsValue() {}

  /** A number with so many decimals; halves are rounded away from 0, so order is kept. */
  static String number(double value, int decimals) {
    BigDecimal rounded =
        BigDecimal.valueOf(Math.rint(value * NOISE) / NOISE)
            .setScale(decimals, RoundingMode.HALF_UP);
    return rounded.signum() == 0
        ? BigDecimal.ZERO.setScale(decimals).toPlainString()
        : rounded.toPlainString();
  }

  /** A depth in 2DP. */
  static String depth(double metres) {
    return number(metres, CENTIMETRES);
  }

  /** A whole number; empty where there is none. */
  static String whole(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble(), 0) : "";
  }

  /**
   * A stated value in the heading's type: numbers get their decimals.
   *
   * @throws IllegalArgumentException if it is not of the type
   */
  static String of(AgsHeading heading, String text) {
    if (text.isBlank()) {
      return "";
    }
    if (heading.type().matches("\\dDP")) {
      try {
        return new BigDecimal(text.strip())
            .setScale(heading.type().charAt(0) - '0', RoundingMode.HALF_UP)
            .toPlainString();
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            heading.name() + ": expected a number with a decimal point, got '" + text + "'", e);
      }
    }
    Optional<String> wrong = wrong(heading.type(), heading.unit(), text);
    if (wrong.isPresent()) {
      throw new IllegalArgumentException(
          heading.name() + ": expected " + wrong.get() + ", got '" + text + "'");
    }
    return text;
  }

  /** What was expected of a value in a file, by its type and unit; empty where it is right. */
  static Optional<String> wrong(String type, String unit, String value) {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (type.matches("\\dDP")) {
      int decimals = type.charAt(0) - '0';
      return must(
          value.matches(decimals == 0 ? "-?\\d+\\.?" : "-?\\d+\\.\\d{" + decimals + "}"),
          "a number with " + decimals + " decimals (" + type + ")");
    }
    if (type.matches("\\dSCI")) {
      return must(
          value.matches("-?\\d\\.\\d{" + type.charAt(0) + "}[eE][+-]?\\d+"),
          "a number such as 1.2E3 (" + type + ")");
    }
    return switch (type) {
      case "DT" -> must(isDate(unit, value), "a date or time as " + unit + " (DT)");
      case "T" -> must(isTime(unit, value), "an elapsed time as " + unit + " (T)");
      case "U" ->
          must(value.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?"), "a number (U)");
      case "YN" -> must(value.matches("[YNyn]"), "Y or N (YN)");
      case "DMS" ->
          must(
              value.matches("-?\\d+:[0-5]\\d:[0-5]\\d\\.?\\d*"),
              "degrees:minutes:seconds such as 51:30:12.5 (DMS)");
      default -> Optional.empty();
    };
  }

  private static Optional<String> must(boolean right, String expected) {
    return right ? Optional.empty() : Optional.of(expected);
  }

  private static boolean isDate(String unit, String value) {
    if (value.length() != unit.length()) {
      return false;
    }
    for (int i = 0; i < unit.length(); i++) {
      char wanted = unit.charAt(i);
      char found = value.charAt(i);
      boolean digit = "ymdhs".indexOf(wanted) >= 0;
      boolean sign = wanted == '+' && (found == '+' || found == '-');
      if (digit ? found < '0' || found > '9' : found != wanted && !sign) {
        return false;
      }
    }
    try {
      if (unit.startsWith("yyyy-mm-ddThh:mm")) {
        LocalDateTime.parse(value.substring(0, "yyyy-mm-ddThh:mm".length()), DATE_TIME);
      } else if (unit.startsWith("yyyy-mm-dd")) {
        LocalDate.parse(value.substring(0, "yyyy-mm-dd".length()), DATE);
      }
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isTime(String unit, String value) {
    return value.matches(
        switch (unit) {
          case "hh:mm" -> "\\d{2,}:[0-5]\\d";
          case "mm:ss" -> "[0-5]\\d:[0-5]\\d";
          default -> "\\d+:[0-5]\\d:[0-5]\\d";
        });
  }
}
