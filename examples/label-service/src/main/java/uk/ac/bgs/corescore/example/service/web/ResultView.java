// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import uk.ac.bgs.corescore.example.service.result.Json;
import uk.ac.bgs.corescore.example.service.result.Request;
import uk.ac.bgs.corescore.example.service.result.ResultFile;
import uk.ac.bgs.corescore.example.service.result.ScoreDesk;
import uk.ac.bgs.corescore.example.service.result.StoredResult;
import uk.ac.bgs.corescore.example.service.result.Version;
import uk.ac.bgs.corescore.example.service.score.Task;

/** What clients see of a result. */
final class ResultView {
  private static final String BASE = "/v1/results/";

  private final ScoreDesk desk;

  ResultView(ScoreDesk desk) {
    this.desk = desk;
  }

  /** A result in whatever state it is. */
  ObjectNode of(StoredResult result) throws IOException {
    // Asked before the disk: a task that ends in between has left its result there.
    Optional<Task<Version>> task = desk.task(result.id());
    Request request = result.request();
    ObjectNode json = Json.object();
    json.put("id", result.id());
    Optional<Version> current = result.current();
    Optional<ScoreDesk.Reason> failure = desk.failure(result);
    if (current.isPresent()) {
      json.put("status", "done").put("progress", 1.0);
      json.setAll((ObjectNode) current.get().facts());
      json.set("review", review(current.get()));
    } else if (failure.isPresent()) {
      json.put("status", "failed");
      json.put("error", failure.get().text());
      json.put("code", failure.get().status());
    } else {
      Task.Standing standing = task.map(Task::standing).orElse(new Task.Standing(0, "queued"));
      json.put("status", standing.stage().equals("queued") ? "queued" : "running");
      json.put("progress", standing.share()).put("stage", standing.stage());
    }
    json.put("created", request.created().toString());
    if (!json.has("photo")) {
      json.putObject("photo").put("name", request.photo());
      json.put("segmenter", request.segmenter()).put("minArea", request.minArea());
    }
    request.storeId().ifPresent(id -> json.put("storeId", id));
    json.set("links", links(result.id(), current.isPresent()));
    return json;
  }

  private static ObjectNode review(Version version) {
    ObjectNode review = Json.object();
    review.put("version", version.number()).put("kind", version.kind().word());
    review.put("author", version.author()).put("comment", version.comment());
    review.put("time", version.time().toString());
    return review;
  }

  private static ObjectNode links(String id, boolean done) {
    ObjectNode links = Json.object();
    links.put("self", BASE + id);
    if (done) {
      for (ResultFile file : ResultFile.values()) {
        links.put(file.suffix().substring(1), BASE + id + file.suffix());
      }
      links.put("zip", BASE + id + ".zip");
      links.put("preview", BASE + id + ".preview.jpg");
      links.put("feedback", BASE + id + "/feedback");
      links.put("log", BASE + id + "/log");
    } else {
      links.put("events", BASE + id + "/events").put("cancel", BASE + id + "/cancel");
    }
    return links;
  }
}
