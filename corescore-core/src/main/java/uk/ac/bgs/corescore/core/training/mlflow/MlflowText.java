// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.mlflow;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/** Values as MLflow keeps them. */
final class MlflowText {
  /** What servers before 2.8 keep of a param; later ones keep 6000. */
  static final int PARAM = 500;

  static final int TAG = 5000;

  /** Tags that are not the user's. */
  private static final String SERVERS = "mlflow.";

  static final String OURS = "corescore.";

  private MlflowText() {}

  /** A text of so many characters at most; one that is longer ends in an ellipsis. */
  static String cut(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "\u2026";
  }

  static Map<String, String> cut(Map<String, String> values, int most) {
    Map<String, String> cut = new LinkedHashMap<>();
    values.forEach((key, value) -> cut.put(key, cut(value, most)));
    return cut;
  }

  /** A list of keys and values; what has no value has an empty one. */
  static Map<String, String> pairs(JsonValue list) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (JsonValue pair : list.items()) {
      pairs.put(pair.get("key").plain(), pair.get("value").plain());
    }
    return pairs;
  }

  /** Without those that the server and this library keep for themselves. */
  static Map<String, String> users(Map<String, String> tags) {
    Map<String, String> users = new LinkedHashMap<>(tags);
    users.keySet().removeIf(key -> key.startsWith(SERVERS) || key.startsWith(OURS));
    return users;
  }

  /** A number that may stand as a text, NaN where it is none. */
  static double number(JsonValue value) {
    if (value instanceof JsonValue.Decimal decimal) {
      return decimal.value();
    }
    try {
      return Double.parseDouble(value.plain());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  static Optional<Instant> time(JsonValue millis) {
    double value = number(millis);
    return value > 0 && value < 1e15
        ? Optional.of(Instant.ofEpochMilli((long) value))
        : Optional.empty();
  }
}
