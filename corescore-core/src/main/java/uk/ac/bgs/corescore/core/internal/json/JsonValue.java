// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.json;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A JSON value. A value of another type is returned as empty, missing or NaN. */
public sealed interface JsonValue {
  /** The most values that are read of a text. */
  int MAX_VALUES = 10_000_000;

  /** How deep lists and objects may lie in each other. */
  int DEEPEST = 64;

  record Members(Map<String, JsonValue> map) implements JsonValue {}

  record Items(List<JsonValue> list) implements JsonValue {}

  record Text(String value) implements JsonValue {}

  record Decimal(double value) implements JsonValue {}

  /** A whole number that a {@code double} does not hold. */
  record Whole(BigInteger value) implements JsonValue {}

  enum Word implements JsonValue {
    NULL,
    TRUE,
    FALSE,
    MISSING
  }

  /**
   * Reads a JSON text (RFC 8259, 2017) within limits.
   *
   * <p>NaN and Infinity are read, so that the caller can report their position; a member that comes
   * twice refuses the text, as one of the two would be lost.
   *
   * @param text the text in UTF-8, UTF-16 or UTF-32
   * @param skipped names of members whose values are not kept
   * @return its value
   * @throws com.fasterxml.jackson.core.JsonProcessingException if it is not sound, is too deep or
   *     has too many values
   * @throws IOException if its characters cannot be decoded
   */
  static JsonValue read(byte[] text, Set<String> skipped) throws IOException {
    return JsonParsing.read(text, skipped);
  }

  /**
   * The same of a text that may have an object on each line, as exports in NDJSON have; several are
   * a list.
   *
   * @param text the text in UTF-8, UTF-16 or UTF-32
   * @param skipped names of members whose values are not kept
   * @return its value
   * @throws com.fasterxml.jackson.core.JsonProcessingException if it is not sound, is too deep or
   *     has too many values
   * @throws IOException if its characters cannot be decoded
   */
  static JsonValue readLines(byte[] text, Set<String> skipped) throws IOException {
    return JsonParsing.readLines(text, skipped);
  }

  /** The member of an object. */
  default JsonValue get(String name) {
    return members().getOrDefault(name, Word.MISSING);
  }

  /** The item of a list. */
  default JsonValue get(int index) {
    return index < items().size() ? items().get(index) : Word.MISSING;
  }

  default Map<String, JsonValue> members() {
    return this instanceof Members members ? members.map() : Map.of();
  }

  default List<JsonValue> items() {
    return this instanceof Items items ? items.list() : List.of();
  }

  default boolean isObject() {
    return this instanceof Members;
  }

  default boolean isList() {
    return this instanceof Items;
  }

  default boolean isText() {
    return this instanceof Text;
  }

  /** The text of a string that is not blank. */
  default Optional<String> text() {
    return this instanceof Text text && !text.value().isBlank()
        ? Optional.of(text.value())
        : Optional.empty();
  }

  /** The number; NaN if it is none. */
  default double number() {
    if (this instanceof Whole whole) {
      return whole.value().doubleValue();
    }
    return this instanceof Decimal number ? number.value() : Double.NaN;
  }

  /** A whole number from 0 to 2^31 - 1; -1 if it is none. */
  default int count() {
    double value = number();
    return value >= 0 && value <= Integer.MAX_VALUE && value == Math.rint(value) ? (int) value : -1;
  }

  /** A string, number or truth value as text, for attributes and keys; empty otherwise. */
  default String plain() {
    if (this instanceof Text text) {
      return text.value();
    }
    if (this instanceof Decimal number) {
      double value = number.value();
      return value == Math.rint(value) && Math.abs(value) < 1L << 53
          ? Long.toString((long) value)
          : Double.toString(value);
    }
    if (this instanceof Whole whole) {
      return whole.value().toString();
    }
    if (this == Word.TRUE) {
      return "true";
    }
    return this == Word.FALSE ? "false" : "";
  }

  /** What kind of value it is, for messages. */
  default String kind() {
    if (this instanceof Word word) {
      return switch (word) {
        case NULL -> "null";
        case TRUE -> "true";
        case FALSE -> "false";
        case MISSING -> "missing";
      };
    }
    if (isObject()) {
      return "an object";
    }
    if (isList()) {
      return "a list";
    }
    return isText() ? "a string" : "a number";
  }
}
