// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.mlflow;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.core.internal.json.JsonText;

/** Writes maps, lists, texts and numbers as JSON; what is no finite number goes as a text. */
final class JsonBody {
  private JsonBody() {}

  static byte[] of(Map<String, ?> members) {
    return JsonText.compact(json -> write(json, members));
  }

  /** Keys and values as MLflow has them. */
  static List<Map<String, String>> pairs(Map<String, String> values) {
    List<Map<String, String>> pairs = new ArrayList<>();
    values.forEach((key, value) -> pairs.add(Map.of("key", key, "value", value)));
    return pairs;
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(String.valueOf(entry.getKey()));
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        write(json, item);
      }
      json.writeEndArray();
    } else if (value instanceof Double number) {
      if (Double.isFinite(number)) {
        json.writeNumber(number);
      } else {
        json.writeString(number.toString());
      }
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean word) {
      json.writeBoolean(word);
    } else {
      json.writeString(value.toString());
    }
  }
}
