// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/** The JSON files of results, on one line each. */
final class StoredJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private StoredJson() {}

  /** Writes the members of an object. */
  @FunctionalInterface
  interface Members {
    void to(JsonGenerator json) throws IOException;
  }

  /** An object as text. */
  static byte[] object(Members members) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      members.to(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written to", e);
    }
    return out.toByteArray();
  }

  static String text(Members members) {
    return new String(object(members), StandardCharsets.UTF_8);
  }

  /** Reads a file; one that is damaged is an {@link IOException}. */
  static JsonValue read(ResultDisk disk, Path file) throws IOException {
    return read(file, disk.read(file));
  }

  static JsonValue read(Path file, byte[] text) throws IOException {
    try {
      return JsonValue.read(text, Set.of());
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is damaged", e);
    }
  }

  /** A member of an object as it was written. */
  static Optional<String> member(byte[] text, String name) throws IOException {
    try (JsonParser json = FACTORY.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = json.currentName().equals(name);
        json.nextToken();
        if (wanted) {
          StringWriter value = new StringWriter();
          try (JsonGenerator copy = FACTORY.createGenerator(value)) {
            copy.copyCurrentStructure(json);
          }
          return Optional.of(value.toString());
        }
        json.skipChildren();
      }
      return Optional.empty();
    }
  }

  /** A whole number; 0 where there is none. */
  static int count(JsonValue value) {
    return Math.max(0, value.count());
  }

  /** A number; 0 where there is none. */
  static double number(JsonValue value) {
    return Double.isNaN(value.number()) ? 0 : value.number();
  }
}
