// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value. What a value is not, it answers as empty, missing or NaN. */
sealed interface Json {
  record Members(Map<String, Json> map) implements Json {}

  record Items(List<Json> list) implements Json {}

  record Text(String value) implements Json {}

  record Decimal(double value) implements Json {}

  enum Word implements Json {
    NULL,
    TRUE,
    FALSE,
    MISSING
  }

  /** The member of an object. */
  default Json get(String name) {
    return members().getOrDefault(name, Word.MISSING);
  }

  /** The item of a list. */
  default Json get(int index) {
    return index < items().size() ? items().get(index) : Word.MISSING;
  }

  default Map<String, Json> members() {
    return this instanceof Members members ? members.map() : Map.of();
  }

  default List<Json> items() {
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
