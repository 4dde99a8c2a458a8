// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.spi;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An option of a provider: its name, type, default, allowed values, and a description.
 *
 * <p>Keys are compared by identity: a provider keeps its keys in constants. Immutable.
 *
 * @param <T> type of the value
 */
public final class OptionKey<T> {
  /**
   * Decimal digits with a point; Java's suffixes, hexadecimal digits and spaces are not for people.
   */
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

  private final String name;
  private final Class<T> type;
  private final T defaultValue;
  private final String values;
  private final String description;
  private final Function<String, T> parser;

  private OptionKey(
      String name,
      Class<T> type,
      T defaultValue,
      String values,
      String description,
      Function<String, T> parser) {
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "an option's name is of lower case letters, digits and hyphens, not '" + name + "'");
    }
    if (description.isBlank()) {
      throw new IllegalArgumentException("option " + name + " is explained in a sentence");
    }
    this.name = name;
    this.type = type;
    this.defaultValue = defaultValue;
    this.values = values;
    this.description = description;
    this.parser = parser;
    try {
      parse(format(defaultValue));
    } catch (OptionException e) {
      throw new IllegalArgumentException("the default is no value: " + e.getMessage(), e);
    }
  }

  /**
   * A whole number in a range.
   *
   * @param name lower case letters, digits and hyphens
   * @param defaultValue the value if none is given
   * @param min smallest value allowed
   * @param max largest value allowed
   * @param description one sentence, with the unit
   * @return the key
   * @throws IllegalArgumentException if the name is malformed, the description blank or the default
   *     out of range
   */
  public static OptionKey<Integer> ofInt(
      String name, int defaultValue, int min, int max, String description) {
    String values =
        max == Integer.MAX_VALUE
            ? "whole number from " + min
            : "whole number " + min + " to " + max;
    return new OptionKey<>(
        name,
        Integer.class,
        defaultValue,
        values,
        description,
        text -> {
          int value = Integer.parseInt(text);
          if (value < min || value > max) {
            throw new IllegalArgumentException("out of range");
          }
          return value;
        });
  }

  /**
   * A finite number in a range.
   *
   * @param name lower case letters, digits and hyphens
   * @param defaultValue the value if none is given
   * @param min smallest value allowed
   * @param max largest value allowed
   * @param description one sentence, with the unit
   * @return the key
   * @throws IllegalArgumentException if the name is malformed, the description blank or the default
   *     out of range
   */
  public static OptionKey<Double> ofDouble(
      String name, double defaultValue, double min, double max, String description) {
    String values = max == Double.MAX_VALUE ? "number from " + min : "number " + min + " to " + max;
    return new OptionKey<>(
        name,
        Double.class,
        defaultValue,
        values,
        description,
        text -> {
          if (!DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("no decimal number");
          }
          double value = Double.parseDouble(text);
          if (!(value >= min && value <= max) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("out of range");
          }
          return value;
        });
  }

  /**
   * Yes or no.
   *
   * @param name lower case letters, digits and hyphens
   * @param defaultValue the value if none is given
   * @param description one sentence
   * @return the key
   * @throws IllegalArgumentException if the name is malformed or the description blank
   */
  public static OptionKey<Boolean> ofBoolean(
      String name, boolean defaultValue, String description) {
    return new OptionKey<>(
        name,
        Boolean.class,
        defaultValue,
        "true or false",
        description,
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException("neither");
            });
  }

  /**
   * One of some constants; in text they are written in lower case with hyphens.
   *
   * @param <E> the constants' type
   * @param name lower case letters, digits and hyphens
   * @param defaultValue the value if none is given
   * @param description one sentence
   * @return the key
   * @throws IllegalArgumentException if the name is malformed or the description blank
   */
  public static <E extends Enum<E>> OptionKey<E> ofEnum(
      String name, E defaultValue, String description) {
    E[] constants = defaultValue.getDeclaringClass().getEnumConstants();
    return new OptionKey<>(
        name,
        defaultValue.getDeclaringClass(),
        defaultValue,
        Arrays.stream(constants)
            .map(OptionKey::format)
            .collect(Collectors.joining(", ", "one of ", "")),
        description,
        text ->
            Arrays.stream(constants)
                .filter(constant -> format(constant).equals(text))
                .findAny()
                .orElseThrow(IllegalArgumentException::new));
  }

  /**
   * A text, for example a path.
   *
   * @param name lower case letters, digits and hyphens
   * @param defaultValue the value if none is given
   * @param description one sentence, with what texts are allowed
   * @return the key
   * @throws IllegalArgumentException if the name is malformed or the description blank
   */
  public static OptionKey<String> ofText(String name, String defaultValue, String description) {
    return new OptionKey<>(name, String.class, defaultValue, "text", description, text -> text);
  }

  /**
   * Its name.
   *
   * @return lower case letters, digits and hyphens
   */
  public String name() {
    return name;
  }

  /**
   * The type of its value.
   *
   * @return the class of {@code T}
   */
  public Class<T> type() {
    return type;
  }

  /**
   * The value if none is given.
   *
   * @return the default
   */
  public T defaultValue() {
    return defaultValue;
  }

  /**
   * Which values it takes.
   *
   * @return a few words, for example {@code whole number from 0}
   */
  public String values() {
    return values;
  }

  /**
   * What it does.
   *
   * @return one sentence
   */
  public String description() {
    return description;
  }

  /**
   * Reads a value from text.
   *
   * @param text the value as a person writes it; numbers with a point, whatever the country
   * @return the value
   * @throws OptionException if the text is no value of this option
   */
  public T parse(String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw refused(text);
    }
  }

  /**
   * Checks a value that comes from a program.
   *
   * @param value the value
   * @return the same value
   * @throws OptionException if it is not one of those allowed
   */
  T check(Object value) {
    Objects.requireNonNull(value, name);
    if (!type.isInstance(value)) {
      throw refused(value);
    }
    return parse(format(value));
  }

  private OptionException refused(Object value) {
    return new OptionException("option " + name + " is '" + value + "', expected: " + values);
  }

  /**
   * Writes a value as {@link #parse} reads it.
   *
   * @param value a value of an option
   * @return its text
   */
  static String format(Object value) {
    return value instanceof Enum<?> constant
        ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
        : value.toString();
  }

  @Override
  public String toString() {
    return name;
  }
}
