// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body that LabelTool posts, {@code {"instances":[{"input_bytes":{"b64":"..."}}]}},
 * decoding each picture while it comes in. Other members are passed over.
 */
final class LabelToolRequest {
  private static final int MOST_INSTANCES = 64;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(32).maxStringLength(1 << 27).build())
          .build();

  private final JsonParser json;
  private final List<byte[]> pictures = new ArrayList<>();

  private LabelToolRequest(JsonParser json) {
    this.json = json;
  }

  /** The files of the pictures, in their order. */
  static List<byte[]> read(InputStream body) throws IOException {
    try (JsonParser json = FACTORY.createParser(body)) {
      LabelToolRequest request = new LabelToolRequest(json);
      request.read();
      if (json.nextToken() != null) {
        throw new ApiException(400, "the request is not sound JSON: there is more after its end");
      }
      return request.pictures;
    }
  }

  private void read() throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw expected("an object", json.currentToken());
    }
    boolean found = false;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("instances")) {
        found = true;
        readInstances();
      } else {
        json.skipChildren();
      }
    }
    if (!found) {
      throw new ApiException(400, "expected {\"instances\": [...]}, there are no instances");
    }
  }

  private void readInstances() throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw expected("a list of instances", json.currentToken());
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (pictures.size() == MOST_INSTANCES) {
        throw new ApiException(413, "at most " + MOST_INSTANCES + " instances a request");
      }
      int before = pictures.size();
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw expected("an object as instance " + before, json.currentToken());
      }
      readPicture();
      if (pictures.size() != before + 1) {
        // None, or several, which would be answered as instances that were not sent.
        throw new ApiException(
            400, "instance " + before + ": expected one {\"input_bytes\": {\"b64\": \"...\"}}");
      }
    }
  }

  /** Takes the picture of an object, or of one in it. */
  private void readPicture() throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("b64")) {
        readBase64(value);
      } else if (value == JsonToken.START_OBJECT) {
        readPicture();
      } else {
        json.skipChildren();
      }
    }
  }

  private void readBase64(@Nullable JsonToken value) throws IOException {
    int number = pictures.size();
    if (value != JsonToken.VALUE_STRING) {
      throw expected("a text in Base64 in instance " + number, value);
    }
    ByteArrayOutputStream picture = new ByteArrayOutputStream(1 << 16);
    try {
      json.readBinaryValue(picture);
    } catch (JsonParseException e) {
      throw new ApiException(
          400, "instance " + number + ": not sound Base64: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw new ApiException(400, "instance " + number + ": not sound Base64");
    }
    pictures.add(picture.toByteArray());
  }

  private static ApiException expected(String what, @Nullable JsonToken came) {
    return new ApiException(400, "expected " + what + ", got " + named(came));
  }

  private static String named(@Nullable JsonToken came) {
    if (came == null) {
      return "nothing";
    }
    return switch (came) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_NULL -> "null";
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      default -> "something else";
    };
  }
}
