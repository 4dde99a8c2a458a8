// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.annotation.AnnotationException;
import uk.ac.bgs.corescore.core.photo.PhotoReadException;
import uk.ac.bgs.corescore.example.service.result.Json;
import uk.ac.bgs.corescore.example.service.result.NoSuchPhotoException;
import uk.ac.bgs.corescore.example.service.result.PhotoStoreException;
import uk.ac.bgs.corescore.example.service.result.UnusableShapesException;
import uk.ac.bgs.corescore.example.service.score.BusyException;
import uk.ac.bgs.corescore.example.service.score.StoppedException;

/**
 * Turns whatever goes wrong into a status and a sentence. What a client did is told to it; what
 * happened inside is logged, and the client gets the number of its request.
 */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger("corescore.failure");

  /** What is still read of a request that is refused, so that the client gets to the answer. */
  private static final long MOST_DRAINED = 256L << 20;

  private static final long LONGEST_DRAIN = TimeUnit.SECONDS.toNanos(20);

  private Failures() {}

  /** The error that a client is told of. */
  static ApiException of(Throwable problem, String request) {
    if (problem instanceof ApiException api) {
      return api;
    }
    if (problem instanceof ExecutionException wrapped && wrapped.getCause() != null) {
      return of(wrapped.getCause(), request);
    }
    if (problem instanceof PhotoReadException photo) {
      return photo(photo);
    }
    if (problem instanceof BusyException busy) {
      return new ApiException(503, busy.getMessage() + "; try again later", busy.retryAfter());
    }
    if (problem instanceof StoppedException stopped) {
      String text = String.valueOf(stopped.getMessage());
      return stopped.late()
          ? new ApiException(504, "the photo " + text)
          : stopped.asked() ? new ApiException(409, text) : new ApiException(503, text, 5);
    }
    if (problem instanceof NoSuchPhotoException) {
      return new ApiException(404, String.valueOf(problem.getMessage()));
    }
    if (problem instanceof PhotoStoreException) {
      LOG.warn("request={} event=photo-store reason=\"{}\"", request, problem.getMessage());
      return new ApiException(502, "the photo store cannot be reached, or gave no picture");
    }
    if (problem instanceof UnusableShapesException) {
      return new ApiException(422, String.valueOf(problem.getMessage()));
    }
    if (problem instanceof AnnotationException) {
      return new ApiException(
          422, "the polygons cannot be read; GeoJSON, labelme or LabelTool expected");
    }
    if (problem instanceof JsonProcessingException json) {
      return new ApiException(400, "the request is not sound JSON: " + json.getOriginalMessage());
    }
    if (problem instanceof HttpResponseException http) {
      return http.getStatus() == 404
          ? new ApiException(404, "there is nothing at this address")
          : new ApiException(http.getStatus(), String.valueOf(http.getMessage()));
    }
    if (problem instanceof OutOfMemoryError) {
      LOG.error("request={} event=out-of-memory", request);
      return new ApiException(413, "the photo is too large for the memory of this service");
    }
    if (problem instanceof EofException) {
      LOG.info("request={} event=client-gone", request);
      return new ApiException(400, "the request ended before it was whole");
    }
    LOG.error("request={} event=failure", request, problem);
    return new ApiException(
        500,
        problem instanceof CoreScoreException
            ? "the photo could not be scored; the log of the service says why under " + request
            : "something went wrong in the service; its log says what under " + request);
  }

  private static ApiException photo(PhotoReadException photo) {
    String reason = photo.reason();
    boolean tooLarge = reason.startsWith("at most ");
    boolean unknown = reason.startsWith("JPEG, PNG, TIFF or BMP expected");
    return new ApiException(
        tooLarge ? 413 : unknown ? 415 : 422,
        "the photo cannot be read (" + photo.format() + "): " + reason);
  }

  /** Answers with an error. */
  static void answer(Context ctx, Throwable problem) {
    answer(ctx, of(problem, RequestId.of(ctx)));
  }

  static void answer(Context ctx, ApiException problem) {
    drain(ctx);
    if (ctx.res().isCommitted()) {
      return;
    }
    ObjectNode body = Json.object();
    body.put("error", problem.text());
    body.put("status", problem.status());
    body.put("request", RequestId.of(ctx));
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
   */
  private static void drain(Context ctx) {
    if (ctx.req().getContentLengthLong() == 0 || ctx.header("Expect") != null) {
      return;
    }
    long end = System.nanoTime() + LONGEST_DRAIN;
    byte[] buffer = new byte[1 << 16];
    try {
      InputStream in = ctx.req().getInputStream();
      long total = 0;
      int read = in.read(buffer);
      while (read >= 0 && total < MOST_DRAINED && System.nanoTime() < end) {
        total += read;
        read = in.read(buffer);
      }
    } catch (IOException | RuntimeException e) {
      // The client has gone, or its body is not sound: there is no more to read.
      LOG.debug("request={} event=not-drained", RequestId.of(ctx), e);
    }
  }
}
