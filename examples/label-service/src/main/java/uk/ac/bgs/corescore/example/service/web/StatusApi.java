// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.function.BooleanSupplier;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.serve.SegmenterPool;
import uk.ac.bgs.corescore.core.serve.ServedModel;
import uk.ac.bgs.corescore.core.serve.WorkQueue;
import uk.ac.bgs.corescore.example.service.ModelWatch;
import uk.ac.bgs.corescore.example.service.ServiceSettings;

/** Health, and what this service can do. */
final class StatusApi {
  private final ServiceSettings settings;
  private final SegmenterPool segmenters;
  private final ModelWatch watch;
  private final WorkQueue queue;
  private final BooleanSupplier room;
  private volatile boolean ending;

  StatusApi(
      ServiceSettings settings,
      SegmenterPool segmenters,
      ModelWatch watch,
      WorkQueue queue,
      BooleanSupplier room) {
    this.room = room;
    this.settings = settings;
    this.segmenters = segmenters;
    this.watch = watch;
    this.queue = queue;
  }

  void end() {
    ending = true;
  }

  /** The process answers. */
  void live(Context ctx) {
    ctx.contentType("application/json").result(Json.bytes(Json.object().put("status", "up")));
  }

  /**
   * The segmenter is loaded, the service takes requests, and there are workers and room for them.
   */
  void ready(Context ctx) {
    ObjectNode body = Json.object();
    String status =
        ending ? "ending" : queue.isStuck() ? "stuck" : room.getAsBoolean() ? "ready" : "disk-full";
    body.put("status", status);
    body.put("segmenter", segmenters.usual());
    body.set("model", model());
    body.put("waiting", queue.waiting()).put("running", queue.running());
    ctx.status(status.equals("ready") ? 200 : 503)
        .contentType("application/json")
        .result(Json.bytes(body));
  }

  private ObjectNode model() {
    ServedModel model = segmenters.model();
    ObjectNode json = Json.object().put("name", model.name());
    model.version().ifPresent(version -> json.put("version", version));
    // The reason may name files; it is in the log.
    json.put("newerRefused", watch.problem().isPresent());
    return json;
  }

  /** What clients may ask for. */
  void about(Context ctx) {
    ObjectNode body = Json.object();
    body.put("version", ScoringPipeline.libraryVersion());
    ArrayNode list = body.putArray("segmenters");
    for (SegmenterPool.Choice choice : segmenters.choices()) {
      list.addObject().put("id", choice.id()).put("description", choice.description());
    }
    body.set("model", model());
    body.put("maxBodyBytes", settings.maxBody()).put("maxPixels", settings.maxPixels());
    body.put("photoStore", settings.photos().any());
    ctx.contentType("application/json").result(Json.bytes(body));
  }
}
