// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.HttpResponseException;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.annotation.AnnotationException;
import uk.ac.bgs.corescore.core.corelog.entry.LogEntryException;
import uk.ac.bgs.corescore.core.photo.PhotoReadException;
import uk.ac.bgs.corescore.core.results.DiskFullException;
import uk.ac.bgs.corescore.core.results.RequestException;
import uk.ac.bgs.corescore.core.serve.BusyException;
import uk.ac.bgs.corescore.core.serve.StoppedException;
import uk.ac.bgs.corescore.core.store.PhotoStoreException;

/**
 * Turns whatever goes wrong into a status and a sentence. What a client did is told to it; what
 * happened inside is logged, and the client gets the number of its request.
 */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger("corescore.failure");

  private static final String ENDING = "the service is ending";

  private Failures() {}

  /** The error that a client is told of. */
  static ApiException of(Throwable problem, String request) {
    if (problem instanceof ApiException api) {
      return api;
    }
    if (problem instanceof ExecutionException wrapped && wrapped.getCause() != null) {
      return of(wrapped.getCause(), request);
    }
    if (problem instanceof LogEntryException entry) {
      return new ApiException(entry);
    }
    if (problem instanceof RequestException wrong) {
      return new ApiException(wrong.changed() ? 409 : 400, String.valueOf(wrong.getMessage()));
    }
    if (problem instanceof PhotoReadException photo && status(photo.kind()) != 500) {
      return new ApiException(
          status(photo.kind()),
          "the photo cannot be read (" + photo.format() + "): " + photo.reason());
    }
    if (problem instanceof BusyException busy) {
      String text = busy.closed() ? ENDING : String.valueOf(busy.getMessage());
      return new ApiException(503, text + "; try again later", busy.retryAfter());
    }
    if (problem instanceof StoppedException stopped) {
      String text = stopped.closed() ? ENDING : String.valueOf(stopped.getMessage());
      return stopped.late()
          ? new ApiException(504, "the photo " + text)
          : stopped.asked() ? new ApiException(409, text) : new ApiException(503, text, 5);
    }
    if (problem instanceof PhotoStoreException) {
      LOG.warn("request={} event=photo-store reason=\"{}\"", request, problem.getMessage());
      return new ApiException(502, "the photo store cannot be reached, or gave no picture");
    }
    if (problem instanceof AnnotationException annotation && status(annotation.kind()) != 500) {
      // The message names a file of the service.
      return new ApiException(
          status(annotation.kind()),
          "the polygons cannot be read; GeoJSON, labelme or LabelTool expected");
    }
    if (problem instanceof CoreScoreException failure && status(failure.kind()) != 500) {
      return new ApiException(status(failure.kind()), String.valueOf(failure.getMessage()));
    }
    if (problem instanceof JsonProcessingException json) {
      // Jackson adds where the sender's text came from, which says nothing here.
      String reason = json.getOriginalMessage().replaceAll(" ?\\([^()]*\\[Source: .*", "");
      return new ApiException(400, "the request is not sound JSON: " + reason);
    }
    if (problem instanceof HttpResponseException http) {
      return http.getStatus() == 404
          ? new ApiException(404, "there is nothing at this address")
          : new ApiException(http.getStatus(), String.valueOf(http.getMessage()));
    }
    if (problem instanceof DiskFullException) {
      LOG.error("request={} event=disk-full", request, problem);
      return diskFull();
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

  static ApiException diskFull() {
    return new ApiException(507, "the disk of this service is full; nothing was kept of this");
  }

  /** What a client can do about it decides: 500 is for what it cannot. */
  private static int status(FailureKind kind) {
    return switch (kind) {
      case BAD_INPUT -> 422;
      case TOO_LARGE -> 413;
      case UNSUPPORTED -> 415;
      case NOT_FOUND -> 404;
      case BUSY -> 503;
      case CONFIGURATION, PLUGIN, IO, OTHER -> 500;
    };
  }
}
