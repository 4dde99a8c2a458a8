// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers with errors, so that they reach clients that still send. Safe for use by many threads.
 */
final class ErrorAnswers {
  private static final Logger LOG = LoggerFactory.getLogger("corescore.failure");

  /** How many refused requests are read to their end at a time; others are closed at once. */
  private static final int MOST_READERS = 32;

  /** What is still read of a request that is refused, so that the client gets to the answer. */
  private static final long MOST_BYTES = 256L << 20;

  private static final long LONGEST = TimeUnit.SECONDS.toNanos(20);

  private final Semaphore readers = new Semaphore(MOST_READERS);

  /** Answers with what a client is told of a problem. */
  void answer(Context ctx, Throwable problem) {
    if (problem instanceof HttpResponseException refused && refused.getStatus() == 405) {
      String methods = refused.getDetails().get("availableMethods");
      if (methods != null) {
        ctx.header("Allow", methods);
      }
    }
    answer(ctx, Failures.of(problem, RequestId.of(ctx)));
  }

  void answer(Context ctx, ApiException problem) {
    boolean whole = problem.status() != 408 && readRest(ctx);
    if (ctx.res().isCommitted()) {
      return;
    }
    if (!whole) {
      // What follows on this connection is the rest of the body, and no request.
      ctx.header("Connection", "close");
    }
    ObjectNode body = Json.object();
    body.put("error", problem.text());
    body.put("status", problem.status());
    body.put("request", RequestId.of(ctx));
    if (!problem.problems().isEmpty()) {
      ArrayNode problems = body.putArray("problems");
      problem
          .problems()
          .forEach(
              one -> problems.addObject().put("field", one.field()).put("error", one.reason()));
    }
    if (problem.retryAfter() > 0) {
      ctx.header("Retry-After", Integer.toString(problem.retryAfter()));
    }
    if (problem.status() == 401) {
      ctx.header("WWW-Authenticate", "Bearer realm=\"corescore\"");
    }
    ctx.status(problem.status()).contentType("application/json").result(Json.bytes(body));
  }

  /**
   * Reads what the client still sends. A server that answers and closes before it has read all
   * makes many clients lose the answer.
   *
   * @return whether it came to the end
   */
  private boolean readRest(Context ctx) {
    if (ctx.req().getContentLengthLong() == 0) {
      return true;
    }
    if (ctx.header("Expect") != null || !readers.tryAcquire()) {
      return false;
    }
    long end = System.nanoTime() + LONGEST;
    byte[] buffer = new byte[1 << 16];
    try {
      InputStream in = ctx.req().getInputStream();
      long total = 0;
      int read = in.read(buffer);
      while (read >= 0 && total < MOST_BYTES && System.nanoTime() < end) {
        total += read;
        read = in.read(buffer);
      }
      return read < 0;
    } catch (IOException | RuntimeException e) {
      // The client has gone, or its body is not sound: there is no more to read.
      LOG.debug("request={} event=not-drained", RequestId.of(ctx), e);
      return false;
    } finally {
      readers.release();
    }
  }
}
