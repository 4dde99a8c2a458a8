// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.evaluate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.internal.JsonText;

/** An object of a JSON file, whose members are asked for by name; failures name file and member. */
final class JsonTree {
  /** Stands for a JSON null, which is the same as a member that is not there. */
  private static final Object NULL = new Object();

  private final Path file;
  private final String place;
  private final Map<?, ?> members;

  private JsonTree(Path file, String place, Map<?, ?> members) {
    this.file = file;
    this.place = place;
    this.members = members;
  }

  static JsonTree read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try (JsonParser json = new JsonFactory().createParser(bytes)) {
      json.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      json.nextToken();
      Object value = value(json);
      if (!(value instanceof Map<?, ?> members) || json.nextToken() != null) {
        throw new CoreScoreException(file + ": expected one JSON object");
      }
      return new JsonTree(file, "", members);
    } catch (JsonProcessingException e) {
      throw new CoreScoreException(file + ": not JSON: " + JsonText.reason(e), e);
    }
  }

  private static Object value(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == null) {
      return NULL;
    }
    return switch (token) {
      case START_OBJECT -> members(json);
      case START_ARRAY -> items(json);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_STRING -> json.getText();
      case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
      default -> NULL;
    };
  }

  private static Map<String, Object> members(JsonParser json) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      members.put(name, value(json));
    }
    return members;
  }

  private static List<Object> items(JsonParser json) throws IOException {
    List<Object> items = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(json));
    }
    return items;
  }

  /** Refuses members that are none of these. */
  JsonTree only(String... names) {
    for (Object name : members.keySet()) {
      if (!List.of(names).contains(name)) {
        throw wrong(String.valueOf(name), "one of " + String.join(", ", names));
      }
    }
    return this;
  }

  CoreScoreException wrong(String name, String expected) {
    return new CoreScoreException(file + ": expected " + place + name + " to be " + expected);
  }

  private Optional<Object> member(String name) {
    Object value = members.get(name);
    return value == NULL ? Optional.empty() : Optional.ofNullable(value);
  }

  String text(String name) {
    if (member(name).orElse(NULL) instanceof String text) {
      return text;
    }
    throw wrong(name, "a text");
  }

  boolean flag(String name) {
    if (member(name).orElse(NULL) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(name, "true or false");
  }

  OptionalDouble number(String name) {
    Optional<Object> value = member(name);
    if (value.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (value.get() instanceof Double number && Double.isFinite(number)) {
      return OptionalDouble.of(number);
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

  private long whole(String name, double value) {
    if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
      throw wrong(name, "a whole number, not " + value);
    }
    return (long) value;
  }

  Optional<JsonTree> object(String name) {
    Optional<Object> value = member(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Map<?, ?> map) {
      return Optional.of(new JsonTree(file, place + name + ".", map));
    }
    throw wrong(name, "an object");
  }

  private List<?> list(String name) {
    if (member(name).orElse(NULL) instanceof List<?> list) {
      return list;
    }
    throw wrong(name, "a list");
  }

  List<JsonTree> objects(String name) {
    List<JsonTree> objects = new ArrayList<>();
    for (Object item : list(name)) {
      if (!(item instanceof Map<?, ?> map)) {
        throw wrong(name, "a list of objects");
      }
      objects.add(new JsonTree(file, place + name + "[" + objects.size() + "].", map));
    }
    return objects;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object item : list(name)) {
      if (!(item instanceof String text)) {
        throw wrong(name, "a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  List<Long> wholes(String name) {
    return wholes(name, list(name));
  }

  private List<Long> wholes(String name, List<?> list) {
    List<Long> numbers = new ArrayList<>();
    for (Object item : list) {
      if (!(item instanceof Double number)) {
        throw wrong(name, "a list of numbers");
      }
      numbers.add(whole(name, number));
    }
    return numbers;
  }

  List<List<Long>> rows(String name) {
    List<List<Long>> rows = new ArrayList<>();
    for (Object row : list(name)) {
      if (!(row instanceof List<?> list)) {
        throw wrong(name, "a list of lists");
      }
      rows.add(wholes(name, list));
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
    for (Object name : members.keySet()) {
      if (Metric.of(String.valueOf(name)).isEmpty()) {
        throw wrong(String.valueOf(name), "a figure, but there is none of that name");
      }
    }
    return figures();
  }

  /** Makes a value of this object; what its constructor refuses is a fault of the file. */
  <T> T make(Function<JsonTree, T> maker) {
    try {
      return maker.apply(this);
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(file + ": " + place + e.getMessage(), e);
    }
  }
}
