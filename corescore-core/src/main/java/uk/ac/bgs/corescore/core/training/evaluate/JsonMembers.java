// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.RegularFile;
import uk.ac.bgs.corescore.core.internal.json.JsonText;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/** An object of a JSON file, whose members are requested by name; failures name file and member. */
final class JsonMembers {
  private final Path file;
  private final String place;
  private final JsonValue object;

  private JsonMembers(Path file, String place, JsonValue object) {
    this.file = file;
    this.place = place;
    this.object = object;
  }

  static JsonMembers read(Path file) throws IOException {
    RegularFile.require(file);
    byte[] bytes = Files.readAllBytes(file);
    try {
      JsonValue value = JsonValue.read(bytes, Set.of());
      if (!value.isObject()) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT, file + ": expected a JSON object, it is " + value.kind());
      }
      return new JsonMembers(file, "", value);
    } catch (JsonProcessingException e) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, file + ": not JSON: " + JsonText.reason(e), e);
    } catch (IOException e) {
      // The bytes are in memory: what fails here is their encoding.
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, file + ": not JSON: " + e.getMessage(), e);
    }
  }

  /** Refuses members that are none of these. */
  JsonMembers only(String... names) {
    for (String name : object.members().keySet()) {
      if (!List.of(names).contains(name)) {
        throw wrong(name, "one of " + String.join(", ", names));
      }
    }
    return this;
  }

  CoreScoreException wrong(String name, String expected) {
    return new CoreScoreException(
        FailureKind.BAD_INPUT, file + ": expected " + place + name + " to be " + expected);
  }

  /** The member, empty where it is null or not there. */
  private Optional<JsonValue> member(String name) {
    JsonValue value = object.get(name);
    return value == JsonValue.Word.NULL || value == JsonValue.Word.MISSING
        ? Optional.empty()
        : Optional.of(value);
  }

  String text(String name) {
    if (object.get(name) instanceof JsonValue.Text text) {
      return text.value();
    }
    throw wrong(name, "a text");
  }

  boolean flag(String name) {
    JsonValue value = object.get(name);
    if (value == JsonValue.Word.TRUE || value == JsonValue.Word.FALSE) {
      return value == JsonValue.Word.TRUE;
    }
    throw wrong(name, "true or false");
  }

  OptionalDouble number(String name) {
    Optional<JsonValue> value = member(name);
    if (value.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (Double.isFinite(value.get().number())) {
      return OptionalDouble.of(value.get().number());
    }
    throw wrong(name, "a number");
  }

  double needed(String name) {
    return number(name).orElseThrow(() -> wrong(name, "a number"));
  }

  /** A whole number; zero where it is not there. */
  long whole(String name) {
    return whole(name, number(name).orElse(0));
  }

  /** A whole number from 0 to 2^31 - 1; zero where it is not there. */
  int count(String name) {
    long value = whole(name);
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw wrong(name, "a whole number from 0 to " + Integer.MAX_VALUE + ", not " + value);
    }
    return (int) value;
  }

  private long whole(String name, double value) {
    if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
      throw wrong(name, "a whole number, not " + value);
    }
    return (long) value;
  }

  Optional<JsonMembers> object(String name) {
    Optional<JsonValue> value = member(name);
    if (value.isPresent() && !value.get().isObject()) {
      throw wrong(name, "an object");
    }
    return value.map(members -> new JsonMembers(file, place + name + ".", members));
  }

  private List<JsonValue> list(String name) {
    if (!object.get(name).isList()) {
      throw wrong(name, "a list");
    }
    return object.get(name).items();
  }

  List<JsonMembers> objects(String name) {
    List<JsonMembers> objects = new ArrayList<>();
    for (JsonValue item : list(name)) {
      if (!item.isObject()) {
        throw wrong(name, "a list of objects");
      }
      objects.add(new JsonMembers(file, place + name + "[" + objects.size() + "].", item));
    }
    return objects;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonValue item : list(name)) {
      if (!(item instanceof JsonValue.Text text)) {
        throw wrong(name, "a list of texts");
      }
      texts.add(text.value());
    }
    return texts;
  }

  List<Long> wholes(String name) {
    return wholes(name, list(name));
  }

  List<Double> numbers(String name) {
    List<Double> numbers = new ArrayList<>();
    for (JsonValue item : list(name)) {
      if (!(item instanceof JsonValue.Decimal number) || !Double.isFinite(number.value())) {
        throw wrong(name, "a list of numbers");
      }
      numbers.add(number.value());
    }
    return numbers;
  }

  private List<Long> wholes(String name, List<JsonValue> list) {
    List<Long> numbers = new ArrayList<>();
    for (JsonValue item : list) {
      if (!(item instanceof JsonValue.Decimal number)) {
        throw wrong(name, "a list of numbers");
      }
      numbers.add(whole(name, number.value()));
    }
    return numbers;
  }

  List<List<Long>> rows(String name) {
    List<List<Long>> rows = new ArrayList<>();
    for (JsonValue row : list(name)) {
      if (!row.isList()) {
        throw wrong(name, "a list of lists");
      }
      rows.add(wholes(name, row.items()));
    }
    return rows;
  }

  /** The members that are names of metrics, with their numbers. */
  Map<Metric, Double> figures() {
    Map<Metric, Double> figures = new TreeMap<>();
    for (Metric metric : Metric.values()) {
      number(metric.key()).ifPresent(value -> figures.put(metric, value));
    }
    return figures;
  }

  /** All members by metric; a name that is no metric's is refused. */
  Map<Metric, Double> onlyFigures() {
    for (String name : object.members().keySet()) {
      if (Metric.of(name).isEmpty()) {
        throw wrong(name, "a figure, but there is none of that name");
      }
    }
    return figures();
  }

  /** Makes a value of this object; what its constructor refuses is a fault of the file. */
  <T> T make(Function<JsonMembers, T> maker) {
    try {
      return maker.apply(this);
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(FailureKind.BAD_INPUT, file + ": " + place + e.getMessage(), e);
    }
  }
}
