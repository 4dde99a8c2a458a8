// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import uk.ac.bgs.corescore.image.PixelScale;

/**
 * What was asked for.
 *
 * @param created when
 * @param photo the photo's file name, cleaned
 * @param source {@code upload}, {@code store} or {@code result}
 * @param storeId the photo's id in its store, empty unless it comes from one
 * @param segmenter id of the segmenter
 * @param minArea fragments of at most so many full-size pixels are left out
 * @param scale size of a full-size pixel on the core, if it is known
 * @param width columns wished for of a photo from a store
 * @param layout the rows of core in full-size pixels, as they were given; empty to have them found
 */
public record Request(
    Instant created,
    String photo,
    String source,
    Optional<String> storeId,
    String segmenter,
    double minArea,
    Optional<PixelScale> scale,
    OptionalInt width,
    Optional<JsonNode> layout) {
  /** The same, of a photo whose name is known now. */
  Request withPhoto(String name) {
    return new Request(created, name, source, storeId, segmenter, minArea, scale, width, layout);
  }

  ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("created", created.toString()).put("photo", photo).put("source", source);
    storeId.ifPresent(id -> json.put("storeId", id));
    json.put("segmenter", segmenter).put("minArea", minArea);
    scale.ifPresent(s -> json.put("mmPerPixel", s.millimetresPerPixel()));
    width.ifPresent(columns -> json.put("width", columns));
    layout.ifPresent(rows -> json.set("layout", rows));
    return json;
  }

  static Request of(JsonNode json) {
    return new Request(
        Instant.parse(json.path("created").asText()),
        json.path("photo").asText(),
        json.path("source").asText(),
        json.has("storeId") ? Optional.of(json.path("storeId").asText()) : Optional.empty(),
        json.path("segmenter").asText(),
        json.path("minArea").asDouble(),
        json.has("mmPerPixel")
            ? Optional.of(new PixelScale(json.path("mmPerPixel").asDouble()))
            : Optional.empty(),
        json.has("width") ? OptionalInt.of(json.path("width").asInt()) : OptionalInt.empty(),
        Optional.ofNullable(json.get("layout")));
  }
}
