// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.image.PixelScale;

/**
 * A stored request.
 *
 * @param created when
 * @param photo the photo's file name, cleaned
 * @param source {@code upload}, {@code store} or {@code result}
 * @param storeId the photo's id in its store, empty unless it comes from one
 * @param segmenter id of the segmenter
 * @param minArea fragments of at most this many full-size pixels are left out
 * @param scale size of a full-size pixel on the core, if it is known
 * @param width columns wished for of a photo from a store
 * @param layout the rows of core in full-size pixels, as they were given, JSON that {@link
 *     uk.ac.bgs.corescore.core.layout.LayoutJson} reads; empty to have them found
 */
public record ResultRequest(
    Instant created,
    String photo,
    String source,
    Optional<String> storeId,
    String segmenter,
    double minArea,
    Optional<PixelScale> scale,
    OptionalInt width,
    Optional<String> layout) {
  /** The same, of a photo whose name is known now. */
  ResultRequest withPhoto(String name) {
    return new ResultRequest(
        created, name, source, storeId, segmenter, minArea, scale, width, layout);
  }

  byte[] json() {
    return StoredJson.object(
        json -> {
          json.writeStringField("created", created.toString());
          json.writeStringField("photo", photo);
          json.writeStringField("source", source);
          if (storeId.isPresent()) {
            json.writeStringField("storeId", storeId.get());
          }
          json.writeStringField("segmenter", segmenter);
          json.writeNumberField("minArea", minArea);
          if (scale.isPresent()) {
            json.writeNumberField("mmPerPixel", scale.get().millimetresPerPixel());
          }
          if (width.isPresent()) {
            json.writeNumberField("width", width.getAsInt());
          }
          if (layout.isPresent()) {
            json.writeFieldName("layout");
            json.writeRawValue(layout.get());
          }
        });
  }

  static ResultRequest read(ResultDisk disk, Path file) throws IOException {
    byte[] text = disk.read(file);
    JsonValue json = StoredJson.read(file, text);
    double scale = json.get("mmPerPixel").number();
    int width = json.get("width").count();
    return new ResultRequest(
        Instant.parse(json.get("created").plain()),
        json.get("photo").plain(),
        json.get("source").plain(),
        json.get("storeId").isText() ? Optional.of(json.get("storeId").plain()) : Optional.empty(),
        json.get("segmenter").plain(),
        StoredJson.number(json.get("minArea")),
        Double.isNaN(scale) ? Optional.empty() : Optional.of(new PixelScale(scale)),
        width < 0 ? OptionalInt.empty() : OptionalInt.of(width),
        StoredJson.member(text, "layout"));
  }
}
