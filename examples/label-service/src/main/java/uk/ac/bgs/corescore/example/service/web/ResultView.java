// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import uk.ac.bgs.corescore.core.results.ResultRequest;
import uk.ac.bgs.corescore.core.results.ResultScoring;
import uk.ac.bgs.corescore.core.results.ResultVersion;
import uk.ac.bgs.corescore.core.results.StoredResult;
import uk.ac.bgs.corescore.core.serve.Task;

/** What clients see of a result. */
final class ResultView {
  private static final String BASE = "/v1/results/";

  private final ResultScoring desk;

  ResultView(ResultScoring desk) {
    this.desk = desk;
  }

  /** A result in whatever state it is. */
  ObjectNode of(StoredResult result) throws IOException {
    // Asked before the disk: a task that ends in between has left its result there.
    Optional<Task<ResultVersion>> task = desk.task(result.id());
    ResultRequest request = result.request();
    ObjectNode json = Json.object();
    json.put("id", result.id());
    Optional<ResultVersion> current = result.current();
    Optional<StoredResult.Failure> failure = desk.failure(result);
    if (current.isPresent()) {
      json.put("status", "done").put("progress", 1.0);
      json.setAll((ObjectNode) Json.read(current.get().facts()));
      json.set("review", review(current.get()));
    } else if (failure.isPresent()) {
      json.put("status", "failed");
      json.put("error", failure.get().error());
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

  private static ObjectNode review(ResultVersion version) {
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
      for (String suffix : ResultApi.REPORTS.keySet()) {
        links.put(suffix.substring(1), BASE + id + suffix);
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
