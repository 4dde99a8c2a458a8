// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem;
import uk.ac.bgs.corescore.core.results.ResultReviews;
import uk.ac.bgs.corescore.core.results.ResultVersion;
import uk.ac.bgs.corescore.core.results.StoredResult;
import uk.ac.bgs.corescore.core.serve.Task;
import uk.ac.bgs.corescore.core.serve.WorkQueue;
import uk.ac.bgs.corescore.image.PixelScale;

/** What people say of a result: {@code feedback}, {@code undo}, {@code scale}. */
final class FeedbackApi {
  private static final int LONGEST_AUTHOR = 100;
  private static final int LONGEST_COMMENT = 2000;

  private final ResultApi results;
  private final ResultReviews reviews;
  private final WorkQueue queue;
  private final ResultView view;
  private final Bodies bodies;

  FeedbackApi(
      ResultApi results, ResultReviews reviews, WorkQueue queue, ResultView view, Bodies bodies) {
    this.results = results;
    this.reviews = reviews;
    this.queue = queue;
    this.view = view;
    this.bodies = bodies;
  }

  /** What came: a verdict, or polygons alone, whose author then stands in the address. */
  private record Said(String verdict, String author, String comment, @Nullable JsonNode polygons) {}

  /** Accepts, rejects or corrects a result. */
  void feedback(Context ctx) throws IOException, InterruptedException {
    StoredResult result = results.done(ctx);
    Said said;
    try (Bodies.Share share = bodies.share(ctx)) {
      said = said(ctx, Json.read(share.bytes()));
    }
    Task<List<AnnotationProblem>> task = queue.submit(progress -> take(result, said));
    List<AnnotationProblem> found = get(ctx, task);
    ObjectNode answer = view.of(result);
    ArrayNode problems = answer.putArray("problems");
    for (AnnotationProblem problem : found) {
      problems
          .addObject()
          .put("shape", problem.shape())
          .put("label", problem.label())
          .put("kept", problem.kind().isKept())
          .put("reason", problem.reason());
    }
    ctx.contentType("application/json").result(Json.bytes(answer));
  }

  private List<AnnotationProblem> take(StoredResult result, Said said) throws IOException {
    switch (said.verdict()) {
      case "accept" ->
          reviews.judge(result, ResultVersion.Kind.ACCEPT, said.author(), said.comment());
      case "reject" ->
          reviews.judge(result, ResultVersion.Kind.REJECT, said.author(), said.comment());
      default -> {
        JsonNode polygons = said.polygons();
        if (polygons == null) {
          throw new ApiException(400, "a correction has polygons");
        }
        return reviews
            .correct(result, Json.bytes(polygons), said.author(), said.comment())
            .problems();
      }
    }
    return List.of();
  }

  private static Said said(Context ctx, JsonNode body) {
    Parameters.requireKnown(ctx, Set.of("author", "comment"));
    boolean bare =
        body.isArray() || body.has("shapes") || body.path("type").asText().startsWith("Feature");
    if (bare) {
      return new Said(
          "correct",
          author(ctx.queryParam("author")),
          text(ctx.queryParam("comment"), "comment", LONGEST_COMMENT),
          body);
    }
    String verdict = body.path("verdict").asText();
    if (!List.of("accept", "reject", "correct").contains(verdict)) {
      throw new ApiException(
          400,
          "expected {\"verdict\": \"accept\", \"reject\" or \"correct\", \"author\": ...}, or"
              + " polygons as GeoJSON, labelme or LabelTool");
    }
    Parameters.requireKnown(names(body), Set.of("verdict", "author", "comment", "polygons"));
    JsonNode polygons = body.get("polygons");
    if (verdict.equals("correct") && (polygons == null || !polygons.isContainerNode())) {
      throw new ApiException(400, "a correction has polygons, as GeoJSON, labelme or LabelTool");
    }
    if (!verdict.equals("correct") && polygons != null) {
      throw new ApiException(400, "polygons are a correction: {\"verdict\": \"correct\", ...}");
    }
    return new Said(
        verdict,
        author(member(body, "author")),
        text(member(body, "comment"), "comment", LONGEST_COMMENT),
        polygons);
  }

  static Set<String> names(JsonNode body) {
    Set<String> names = new HashSet<>();
    body.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static @Nullable String member(JsonNode body, String name) {
    JsonNode value = body.path(name);
    if (value.isContainerNode()) {
      throw new ApiException(400, name + ": expected a text");
    }
    return value.isNull() ? null : value.asText("");
  }

  /** The author of something, as given in an address. */
  static String author(@Nullable String text) {
    return text(text, "author", LONGEST_AUTHOR);
  }

  private static String text(@Nullable String text, String name, int longest) {
    String clean = text == null ? "" : text.replaceAll("\\p{Cntrl}", " ").strip();
    if (clean.length() > longest) {
      throw new ApiException(400, name + ": at most " + longest + " characters");
    }
    return clean;
  }

  /** Goes back to the state before. */
  void undo(Context ctx) throws IOException, InterruptedException {
    StoredResult result = results.done(ctx);
    Task<Boolean> task = queue.submit(progress -> reviews.undo(result).isPresent());
    if (!get(ctx, task)) {
      throw new ApiException(409, "there is nothing to undo: this is what the model found");
    }
    ctx.contentType("application/json").result(Json.bytes(view.of(result)));
  }

  /** Sets the size of a pixel. */
  void scale(Context ctx) throws IOException, InterruptedException {
    StoredResult result = results.done(ctx);
    JsonNode body;
    try (Bodies.Share share = bodies.share(ctx)) {
      body = Json.read(share.bytes());
    }
    if (!body.path("mmPerPixel").isNumber()) {
      throw new ApiException(400, "expected {\"mmPerPixel\": NUMBER}");
    }
    Parameters.requireKnown(names(body), Set.of("mmPerPixel", "author"));
    double scale = Parameters.number("mmPerPixel", body.path("mmPerPixel").asText(), 1e-6, 1e6);
    String author = author(member(body, "author"));
    var done = get(ctx, queue.submit(p -> reviews.scale(result, new PixelScale(scale), author)));
    ObjectNode answer = view.of(result);
    answer.put("version", done.number());
    ctx.contentType("application/json").result(Json.bytes(answer));
  }

  private static <T> T get(Context ctx, Task<T> task) throws InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw Failures.of(e, RequestId.of(ctx));
    }
  }
}
