// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/** JSON as the service reads and writes it. */
public final class Json {
  private static final int DEEPEST = 64;

  /** Reads within limits; safe for use by many threads. */
  private static final ObjectMapper MAPPER = mapper();

  private Json() {}

  private static ObjectMapper mapper() {
    ObjectMapper mapper =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxStringLength(1 << 26)
                .build());
    return mapper;
  }

  /**
   * A new object.
   *
   * @return without members
   */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /**
   * Any value as JSON.
   *
   * @param value a tree, a map, a list, a text, a number
   * @return its tree
   */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * Reads a text.
   *
   * @param text JSON
   * @return its tree
   * @throws JsonProcessingException if it is not sound
   * @throws IOException if its characters cannot be decoded
   */
  public static JsonNode read(byte[] text) throws IOException {
    JsonNode read = MAPPER.readTree(text);
    return read == null ? MAPPER.missingNode() : read;
  }

  /**
   * Reads a file of the service's own.
   *
   * @param disk what it is on
   * @param file a small JSON file
   * @return its tree
   * @throws IOException if it cannot be read, or is damaged, which is no fault of a client
   */
  static JsonNode read(Disk disk, Path file) throws IOException {
    byte[] text = disk.read(file);
    try {
      return read(text);
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is damaged", e);
    }
  }

  /**
   * The text of a tree.
   *
   * @param value the tree
   * @return UTF-8
   */
  public static byte[] bytes(JsonNode value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }
}
