// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import uk.ac.bgs.corescore.core.results.ResultScoring;
import uk.ac.bgs.corescore.core.results.ResultVersion;
import uk.ac.bgs.corescore.core.results.StoredResult;
import uk.ac.bgs.corescore.core.serve.Task;

/**
 * Server-sent events of a result: {@code progress}, and {@code done} or {@code failed} at the end.
 */
final class EventApi {
  private static final int MOST_LISTENERS = 64;
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private final ResultApi results;
  private final ResultScoring desk;
  private final ResultView view;
  private final Semaphore places = new Semaphore(MOST_LISTENERS);

  EventApi(ResultApi results, ResultScoring desk, ResultView view) {
    this.results = results;
    this.desk = desk;
    this.view = view;
  }

  void events(Context ctx) throws IOException, InterruptedException {
    StoredResult result = results.find(ctx.pathParam("id"));
    if (!places.tryAcquire()) {
      throw new ApiException(503, "too many listen already; ask for the result instead", 5);
    }
    try {
      ctx.status(200).contentType("text/event-stream").disableCompression();
      ctx.res().setContentType("text/event-stream");
      ServletOutputStream out = ctx.res().getOutputStream();
      Optional<Task<ResultVersion>> task = desk.task(result.id());
      if (task.isPresent()) {
        follow(task.get(), out);
      }
      ObjectNode end = view.of(result);
      send(out, end.path("status").asText(), end);
    } finally {
      places.release();
    }
  }

  private static void follow(Task<ResultVersion> task, ServletOutputStream out)
      throws IOException, InterruptedException {
    Task.Standing seen = new Task.Standing(-1, "");
    while (!task.isDone()) {
      Task.Standing now = task.next(seen, SILENCE);
      if (now.equals(seen)) {
        // Shows the client, and us, that the other is still there.
        out.write(": waiting\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
      } else {
        seen = now;
        send(out, "progress", Json.object().put("progress", now.share()).put("stage", now.stage()));
      }
    }
  }

  private static void send(ServletOutputStream out, String event, ObjectNode data)
      throws IOException {
    out.write(("event: " + event + "\ndata: ").getBytes(StandardCharsets.UTF_8));
    out.write(Json.bytes(data));
    out.write("\n\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
