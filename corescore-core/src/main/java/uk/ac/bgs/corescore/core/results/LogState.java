// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.time.Instant;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/**
 * The entry for the core log of a result at a time. States are immutable; undo returns to the
 * previous one.
 *
 * @param number from 1
 * @param before the state that it was made from, 0 for none
 * @param files the files of the result to whose pieces its marks refer, by the number of the
 *     result's state that they are of
 * @param author who entered it
 * @param time when
 */
record LogState(int number, int before, int files, String author, Instant time) {
  byte[] json() {
    return StoredJson.object(
        json -> {
          json.writeNumberField("state", number);
          json.writeNumberField("before", before);
          json.writeNumberField("files", files);
          json.writeStringField("author", author);
          json.writeStringField("time", time.toString());
        });
  }

  static LogState of(JsonValue json) {
    return new LogState(
        StoredJson.count(json.get("state")),
        StoredJson.count(json.get("before")),
        StoredJson.count(json.get("files")),
        json.get("author").plain(),
        Instant.parse(json.get("time").plain()));
  }
}
