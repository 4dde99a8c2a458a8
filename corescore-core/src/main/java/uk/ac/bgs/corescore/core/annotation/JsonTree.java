// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

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
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON text into values, within limits.
 *
 * <p>A member {@code imageData}, which holds a whole photo in labelme files, is passed over. NaN
 * and Infinity are read, so that the shape with them can be named; a member that comes twice
 * refuses the text, as one of the two would be lost.
 */
final class JsonTree {
  private final JsonParser json;
  private int values;

  private JsonTree(JsonParser json) {
    this.json = json;
  }

  static Json read(byte[] text) throws IOException {
    JsonFactory factory =
        new JsonFactoryBuilder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(AnnotationReader.MAX_DEPTH)
                    .maxStringLength(AnnotationReader.MAX_BYTES)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    try (JsonParser json = factory.createParser(text)) {
      JsonTree tree = new JsonTree(json);
      Json value = tree.value(json.nextToken());
      if (json.nextToken() != null) {
        throw new JsonParseException(json, "something follows the end of the JSON text");
      }
      return value;
    }
  }

  private Json value(@Nullable JsonToken token) throws IOException {
    if (++values > AnnotationReader.MAX_VALUES) {
      throw new JsonParseException(json, "more than " + AnnotationReader.MAX_VALUES + " values");
    }
    if (token == null) {
      throw new JsonParseException(json, "the text ends where a value is expected");
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> list();
      case VALUE_STRING -> new Json.Text(json.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Decimal(json.getDoubleValue());
      case VALUE_TRUE -> Json.Word.TRUE;
      case VALUE_FALSE -> Json.Word.FALSE;
      case VALUE_NULL -> Json.Word.NULL;
      default -> throw new JsonParseException(json, "a value expected, not " + token);
    };
  }

  private Json object() throws IOException {
    Map<String, Json> members = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      if (!name.equals("imageData")) {
        members.put(name, value(token));
      } else {
        json.skipChildren();
      }
    }
    return new Json.Members(members);
  }

  private Json list() throws IOException {
    List<Json> items = new ArrayList<>();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      items.add(value(token));
    }
    return new Json.Items(List.copyOf(items));
  }
}
