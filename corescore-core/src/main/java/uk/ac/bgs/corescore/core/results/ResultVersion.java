// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.image.PixelScale;

/**
 * One state of a result. States are immutable; undo returns to the previous one. Immutable; safe
 * for use by many threads.
 *
 * @param number from 1
 * @param kind how it came about
 * @param author who made it; blank for the model
 * @param time when
 * @param comment what the author said
 * @param before the state it was made from, 0 for the first
 * @param files the number of the state whose files are its own
 * @param facts a summary of it without its files, as a JSON object: {@code photo} (name, width,
 *     height, sha256), {@code measures}, {@code confidence}, {@code doubt}, {@code remarks}, {@code
 *     segmenter}, {@code minArea}, {@code mmPerPixel}, {@code seconds}, {@code model}
 */
public record ResultVersion(
    int number,
    Kind kind,
    String author,
    Instant time,
    String comment,
    int before,
    int files,
    String facts) {
  /** How a state came about. */
  public enum Kind {
    /** The segmenter found it. */
    MODEL,
    /** Accepted by a person. */
    ACCEPT,
    /** Rejected by a person. */
    REJECT,
    /** A person drew it. */
    CORRECT,
    /** The scale was set by a person. */
    SCALE;

    /**
     * Its name in JSON.
     *
     * @return in lower case
     */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What is kept of it.
   *
   * @return a JSON object on one line
   */
  public String json() {
    return StoredJson.text(
        json -> {
          json.writeNumberField("version", number);
          json.writeStringField("kind", kind.word());
          json.writeStringField("author", author);
          json.writeStringField("time", time.toString());
          json.writeStringField("comment", comment);
          json.writeNumberField("before", before);
          json.writeNumberField("files", files);
          json.writeFieldName("facts");
          json.writeRawValue(facts);
        });
  }

  static ResultVersion read(ResultDisk disk, Path file) throws IOException {
    byte[] text = disk.read(file);
    JsonValue json = StoredJson.read(file, text);
    return new ResultVersion(
        StoredJson.count(json.get("version")),
        Kind.valueOf(json.get("kind").plain().toUpperCase(Locale.ROOT)),
        json.get("author").plain(),
        Instant.parse(json.get("time").plain()),
        json.get("comment").plain(),
        StoredJson.count(json.get("before")),
        StoredJson.count(json.get("files")),
        StoredJson.member(text, "facts").orElse("{}"));
  }

  /** The facts as values. */
  JsonValue fact(String name) throws IOException {
    return JsonValue.read(facts.getBytes(StandardCharsets.UTF_8), Set.of()).get(name);
  }

  /**
   * The photo's full-size columns.
   *
   * @return px; 0 if that was not kept
   * @throws IOException if the facts are damaged
   */
  public int photoWidth() throws IOException {
    return StoredJson.count(fact("photo").get("width"));
  }

  /**
   * The photo's full-size rows of pixels.
   *
   * @return px; 0 if that was not kept
   * @throws IOException if the facts are damaged
   */
  public int photoHeight() throws IOException {
    return StoredJson.count(fact("photo").get("height"));
  }

  /**
   * Size of a full-size pixel on the core.
   *
   * @return the scale; empty if it is not known
   * @throws IOException if the facts are damaged
   */
  public Optional<PixelScale> scale() throws IOException {
    double scale = fact("mmPerPixel").number();
    return scale > 0 ? Optional.of(new PixelScale(scale)) : Optional.empty();
  }
}
