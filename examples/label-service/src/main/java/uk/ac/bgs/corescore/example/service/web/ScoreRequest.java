// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code POST /v1/score} in its three forms: a form with a file, a JSON object that names a
 * photo of the store or of an earlier result, or the photo itself. Settings may stand in the form,
 * in the object, or in the address; the layout of rows is JSON in each.
 */
final class ScoreRequest {
  private static final Set<String> SETTINGS =
      Set.of("segmenter", "minArea", "mmPerPixel", "width", "wait", "name", "layout");
  private static final Set<String> SOURCES = Set.of("photo", "result");

  private final Map<String, String> settings = new HashMap<>();
  private byte @Nullable [] content;
  private @Nullable String name;

  private ScoreRequest() {}

  static ScoreRequest read(Bodies.Share share, BooleanSupplier room) throws IOException {
    Context ctx = share.request();
    ScoreRequest request = new ScoreRequest();
    Parameters.requireKnown(ctx, SETTINGS);
    ctx.queryParamMap().forEach((key, values) -> request.settings.put(key, values.get(0)));
    String type = String.valueOf(ctx.contentType()).toLowerCase(Locale.ROOT);
    if (type.startsWith("multipart/form-data")) {
      request.readForm(ctx, room);
    } else if (type.startsWith("application/json")) {
      request.readJson(share.bytes());
    } else {
      request.content = share.bytes();
      request.name = request.settings.get("name");
    }
    return request;
  }

  private void readForm(Context ctx, BooleanSupplier room) throws IOException {
    List<UploadedFile> all;
    Map<String, List<String>> fields = new HashMap<>();
    try {
      all = ctx.uploadedFiles();
      fields.putAll(ctx.formParamMap());
    } catch (Exception e) {
      // Jetty and Javalin have several exceptions for a form that is broken or too large, of which
      // Kotlin lets the checked ones through.
      if (!room.getAsBoolean()) {
        throw Failures.diskFull();
      }
      boolean tooLarge = String.valueOf(e.getMessage()).contains("exceed");
      throw tooLarge
          ? new ApiException(413, "the form is larger than this service takes")
          : new ApiException(400, "the form is not sound multipart/form-data");
    }
    fields.values().removeIf(List::isEmpty);
    Set<String> known = new HashSet<>(SETTINGS);
    known.addAll(SOURCES);
    Parameters.requireKnown(fields.keySet(), known);
    fields.forEach((key, values) -> settings.put(key, values.get(0)));
    if (all.size() > 1) {
      throw new ApiException(400, "one photo a request; " + all.size() + " files came");
    }
    if (all.size() == 1) {
      try (InputStream in = all.get(0).content()) {
        content = in.readAllBytes();
      }
      name = settings.getOrDefault("name", all.get(0).filename());
    }
  }

  private void readJson(byte[] body) throws IOException {
    JsonNode json = Json.read(body);
    if (!json.isObject()) {
      throw new ApiException(400, "expected an object, for example {\"photo\": \"box1.jpg\"}");
    }
    Set<String> names = new HashSet<>();
    json.fieldNames().forEachRemaining(names::add);
    Set<String> known = new HashSet<>(SETTINGS);
    known.addAll(SOURCES);
    Parameters.requireKnown(names, known);
    for (String key : names) {
      JsonNode value = json.get(key);
      if (key.equals("layout") && value.isContainerNode()) {
        settings.put(key, value.toString());
        continue;
      }
      if (value.isContainerNode()) {
        throw new ApiException(400, key + ": expected a text or a number");
      }
      if (!value.isNull()) {
        settings.put(key, value.asText());
      }
    }
  }

  /** The photo's file, if it came with the request. */
  Optional<byte[]> content() {
    return Optional.ofNullable(content);
  }

  /** What the client calls the photo. */
  @Nullable String name() {
    return name;
  }

  /** The rows of core that came with the request, as JSON of any form. */
  Optional<JsonNode> layout() throws IOException {
    String text = settings.get("layout");
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(text.getBytes(StandardCharsets.UTF_8)));
    } catch (JsonProcessingException e) {
      throw new ApiException(400, "layout: expected JSON, got " + Parameters.shown(text));
    }
  }

  @Nullable String setting(String key) {
    return settings.get(key);
  }
}
