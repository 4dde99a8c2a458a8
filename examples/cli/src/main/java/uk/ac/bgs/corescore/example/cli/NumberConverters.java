// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads the numbers of options: decimal digits, a point, an exponent; nothing that Java alone
 * knows.
 */
final class NumberConverters {
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

  private NumberConverters() {}

  /** Sets them for a command and its subcommands; returns the command. */
  static CommandLine set(CommandLine line) {
    ITypeConverter<Integer> whole = of(WHOLE, Integer::valueOf, "a whole number");
    ITypeConverter<Long> large = of(WHOLE, Long::valueOf, "a whole number");
    ITypeConverter<Double> decimal = of(DECIMAL, Double::valueOf, "a number such as 2 or 0.5");
    return line.registerConverter(int.class, whole)
        .registerConverter(Integer.class, whole)
        .registerConverter(long.class, large)
        .registerConverter(Long.class, large)
        .registerConverter(double.class, decimal)
        .registerConverter(Double.class, decimal);
  }

  private static <N extends Number> ITypeConverter<N> of(
      Pattern form, Function<String, N> parser, String expected) {
    return text -> {
      if (!form.matcher(text).matches()) {
        throw new TypeConversionException("expected " + expected + ", got '" + text + "'");
      }
      N value;
      try {
        value = parser.apply(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            "expected " + expected + " of fewer digits, got '" + text + "'");
      }
      if (Double.isInfinite(value.doubleValue())) {
        throw new TypeConversionException(
            "expected " + expected + ", got '" + text + "', which is too large");
      }
      return value;
    };
  }
}
