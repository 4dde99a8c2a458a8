// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * What was entered for the core log of a result, at a time. States are added and never changed;
 * undoing goes back to the one before.
 *
 * @param number from 1
 * @param before the state that it was made from, 0 for none
 * @param files the files of the result of whose pieces its marks speak, by the number of the
 *     result's state that they are of
 * @param author who entered it
 * @param time when
 */
public record LogState(int number, int before, int files, String author, Instant time) {
  ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("state", number).put("before", before).put("files", files);
    json.put("author", author).put("time", time.toString());
    return json;
  }

  static LogState of(JsonNode json) {
    return new LogState(
        json.path("state").asInt(),
        json.path("before").asInt(),
        json.path("files").asInt(),
        json.path("author").asText(),
        Instant.parse(json.path("time").asText()));
  }
}
