// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;

/**
 * One state of a result. States are added and never changed; undoing goes back to the one before.
 *
 * @param number from 1
 * @param kind how it came about
 * @param author who made it; blank for the model
 * @param time when
 * @param comment what the author said
 * @param before the state it was made from, 0 for the first
 * @param files the number of the state whose files are its own
 * @param facts what clients are told of it: measures, size, model
 */
public record Version(
    int number,
    Kind kind,
    String author,
    Instant time,
    String comment,
    int before,
    int files,
    JsonNode facts) {
  /** How a state came about. */
  public enum Kind {
    /** The segmenter found it. */
    MODEL,
    /** A person says that it is right. */
    ACCEPT,
    /** A person says that it is of no use. */
    REJECT,
    /** A person drew it. */
    CORRECT,
    /** A person said how large a pixel is. */
    SCALE;

    /**
     * The word for it in JSON.
     *
     * @return in lower case
     */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What is kept of it, and what clients see.
   *
   * @return a new tree
   */
  public ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("version", number).put("kind", kind.word()).put("author", author);
    json.put("time", time.toString()).put("comment", comment);
    json.put("before", before).put("files", files);
    json.set("facts", facts);
    return json;
  }

  static Version of(JsonNode json) {
    return new Version(
        json.path("version").asInt(),
        Kind.valueOf(json.path("kind").asText().toUpperCase(Locale.ROOT)),
        json.path("author").asText(),
        Instant.parse(json.path("time").asText()),
        json.path("comment").asText(),
        json.path("before").asInt(),
        json.path("files").asInt(),
        json.path("facts"));
  }
}
