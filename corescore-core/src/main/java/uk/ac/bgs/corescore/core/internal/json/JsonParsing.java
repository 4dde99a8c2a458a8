// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a JSON text into values, within limits. */
final class JsonParsing {
  private final JsonParser json;
  private final Set<String> skipped;
  private int values;

  private JsonParsing(JsonParser json, Set<String> skipped) {
    this.json = json;
    this.skipped = skipped;
  }

  static JsonValue read(byte[] text, Set<String> skipped) throws IOException {
    return read(text, skipped, false);
  }

  static JsonValue readLines(byte[] text, Set<String> skipped) throws IOException {
    return read(text, skipped, true);
  }

  private static JsonValue read(byte[] text, Set<String> skipped, boolean isLines)
      throws IOException {
    JsonFactory factory =
        new JsonFactoryBuilder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(JsonValue.DEEPEST)
                    .maxStringLength(Math.max(1, text.length))
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    try (JsonParser json = factory.createParser(text)) {
      JsonParsing tree = new JsonParsing(json, skipped);
      JsonValue value = tree.value(json.nextToken());
      List<JsonValue> lines = new ArrayList<>(List.of(value));
      for (JsonToken next = json.nextToken(); next != null; next = json.nextToken()) {
        if (!isLines || !value.isObject() || next != JsonToken.START_OBJECT) {
          throw new JsonParseException(json, "something follows the end of the JSON text");
        }
        lines.add(tree.value(next));
      }
      return lines.size() == 1 ? value : new JsonValue.Items(List.copyOf(lines));
    }
  }

  private JsonValue value(@Nullable JsonToken token) throws IOException {
    if (++values > JsonValue.MAX_VALUES) {
      throw new JsonParseException(json, "more than " + JsonValue.MAX_VALUES + " values");
    }
    if (token == null) {
      throw new JsonParseException(json, "the text ends where a value is expected");
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> list();
      case VALUE_STRING -> new JsonValue.Text(json.getText());
      case VALUE_NUMBER_INT -> whole();
      case VALUE_NUMBER_FLOAT -> new JsonValue.Decimal(json.getDoubleValue());
      case VALUE_TRUE -> JsonValue.Word.TRUE;
      case VALUE_FALSE -> JsonValue.Word.FALSE;
      case VALUE_NULL -> JsonValue.Word.NULL;
      default -> throw new JsonParseException(json, "a value expected, not " + token);
    };
  }

  private JsonValue whole() throws IOException {
    // ids of some tools go beyond what a double distinguishes
    boolean isSmall =
        json.getNumberType() == JsonParser.NumberType.INT
            || (json.getNumberType() == JsonParser.NumberType.LONG
                && Math.abs(json.getLongValue()) < 1L << 53);
    return isSmall
        ? new JsonValue.Decimal(json.getDoubleValue())
        : new JsonValue.Whole(json.getBigIntegerValue());
  }

  private JsonValue object() throws IOException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      if (!skipped.contains(name)) {
        members.put(name, value(token));
      } else {
        json.skipChildren();
      }
    }
    return new JsonValue.Members(members);
  }

  private JsonValue list() throws IOException {
    List<JsonValue> items = new ArrayList<>();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      items.add(value(token));
    }
    return new JsonValue.Items(List.copyOf(items));
  }
}
