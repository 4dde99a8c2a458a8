// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.results.ResultRequest;
import uk.ac.bgs.corescore.core.results.ResultScoring;
import uk.ac.bgs.corescore.core.results.ResultStore;
import uk.ac.bgs.corescore.core.results.ResultVersion;
import uk.ac.bgs.corescore.core.results.StoredResult;
import uk.ac.bgs.corescore.core.serve.SegmenterPool;
import uk.ac.bgs.corescore.core.serve.Task;
import uk.ac.bgs.corescore.core.store.PhotoName;

/** {@code POST /v1/score}. */
final class ScoreApi {
  private static final int USUAL_WAIT = 20;
  private static final int LONGEST_WAIT = 60;

  private final SegmenterPool segmenters;
  private final ResultScoring desk;
  private final ResultStore store;
  private final ResultView view;
  private final Bodies bodies;
  private final BooleanSupplier room;

  ScoreApi(
      SegmenterPool segmenters,
      ResultScoring desk,
      ResultStore store,
      ResultView view,
      Bodies bodies,
      BooleanSupplier room) {
    this.room = room;
    this.segmenters = segmenters;
    this.desk = desk;
    this.store = store;
    this.view = view;
    this.bodies = bodies;
  }

  /** Takes a photo; answers with the result if it is there soon, else says where it will be. */
  void score(Context ctx) throws IOException, InterruptedException {
    StoredResult result;
    int wait;
    try (Bodies.Share share = bodies.share(ctx)) {
      ScoreRequest request = ScoreRequest.read(share, room);
      share.received();
      wait = Parameters.count(request.setting("wait"), "wait", USUAL_WAIT, 0, LONGEST_WAIT);
      result = take(request);
    }
    Optional<Task<ResultVersion>> task = desk.task(result.id());
    if (task.isPresent() && wait > 0) {
      task.get().await(Duration.ofSeconds(wait));
    }
    ObjectNode answer = view.of(result);
    switch (answer.path("status").asText()) {
      case "done" -> ctx.status(200);
      case "failed" -> {
        desk.remove(result);
        throw new ApiException(answer.path("code").asInt(), answer.path("error").asText());
      }
      default -> ctx.status(202);
    }
    ctx.header("Location", "/v1/results/" + result.id());
    ctx.contentType("application/json").result(Json.bytes(answer));
  }

  private StoredResult take(ScoreRequest request) throws IOException {
    request.layout().ifPresent(GivenLayout::requireSound);
    Optional<byte[]> content = request.content();
    String earlier = request.setting("result");
    String photo = request.setting("photo");
    long ways = Stream.of(content.orElse(null), earlier, photo).filter(Objects::nonNull).count();
    if (ways != 1) {
      throw new ApiException(
          400, "expected one photo: as a file, or as the id of a photo or of a result");
    }
    if (content.isPresent()) {
      return take(request, "upload", request.name(), content.get());
    }
    if (earlier != null) {
      StoredResult from =
          store.find(earlier).orElseThrow(() -> new ApiException(404, "there is no such result"));
      requireRowsOf(from, request);
      Optional<String> storeId = from.request().storeId();
      if (storeId.isPresent()) {
        // From its store again: a copy that was reduced does not say so of itself.
        String name = from.request().photo();
        return desk.take(asked(request, "store", name, storeId.get()), "", Optional.empty());
      }
      Path file =
          from.photo()
              .orElseThrow(
                  () -> new ApiException(409, "the photo of that result is not there yet"));
      return take(request, "result", from.request().photo(), Files.readAllBytes(file));
    }
    String id = String.valueOf(photo);
    String last = id.substring(id.lastIndexOf('/') + 1);
    return desk.take(
        asked(request, "store", PhotoName.clean(last, "jpg"), id), "", Optional.empty());
  }

  /** Of a photo whose size is known, rows are refused before anything is begun. */
  private static void requireRowsOf(StoredResult from, ScoreRequest request) throws IOException {
    Optional<ResultVersion> version = from.current();
    Optional<JsonNode> layout = request.layout();
    if (version.isPresent() && layout.isPresent()) {
      GivenLayout.requireOf(layout.get(), version.get().photoWidth(), version.get().photoHeight());
    }
  }

  private StoredResult take(
      ScoreRequest request, String source, @Nullable String name, byte[] content)
      throws IOException {
    if (content.length == 0) {
      throw new ApiException(400, "expected a photo, the request is empty");
    }
    String extension =
        PhotoName.extension(content)
            .orElseThrow(
                () ->
                    new ApiException(
                        415, "expected a JPEG, PNG, TIFF or BMP photo, got something else"));
    String clean = PhotoName.clean(Objects.requireNonNullElse(name, ""), extension);
    return desk.take(asked(request, source, clean, null), extension, Optional.of(content));
  }

  private ResultRequest asked(ScoreRequest request, String source, String name, @Nullable String id)
      throws IOException {
    int width = Parameters.count(request.setting("width"), "width", 0, 0, 100_000);
    String minArea = request.setting("minArea");
    return new ResultRequest(
        Instant.now(),
        name,
        source,
        Optional.ofNullable(id),
        Parameters.segmenter(segmenters, request.setting("segmenter")),
        minArea == null || minArea.isBlank() ? 0 : Parameters.number("minArea", minArea, 0, 1e9),
        Parameters.scale(request.setting("mmPerPixel")),
        width == 0 ? OptionalInt.empty() : OptionalInt.of(width),
        request.layout().map(JsonNode::toString));
  }
}
