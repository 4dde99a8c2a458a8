// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * An HTTP client for one server that retries after a pause if a repeated request may succeed.
 *
 * <p>HTTP/1.1 alone: some servers respond with 400 to an offer of HTTP/2. It follows no redirects.
 * A time limit covers the whole response: one whose body stalls is abandoned, and its connection is
 * closed. An interrupt ends a question, and a pause, at once. Safe for use by many threads.
 */
public final class RetryingClient {
  private static final Logger LOG = LoggerFactory.getLogger(RetryingClient.class);

  /** Statuses of a server that has not executed the request. */
  private static final Set<Integer> BUSY = Set.of(429, 503);

  private final String server;
  private final int attempts;
  private final Backoff backoff;
  private final RequestRate rate;
  private final HttpClient http;

  /**
   * Makes a client for a server.
   *
   * @param server its name in messages
   * @param connect how long a connection may take
   * @param attempts the maximum number of attempts, at least 1
   * @param backoff the pauses between
   */
  public RetryingClient(String server, Duration connect, int attempts, Backoff backoff) {
    this(server, connect, attempts, backoff, RequestRate.unlimited());
  }

  /**
   * Makes a client that holds its requests back, repeated ones too.
   *
   * @param server its name in messages
   * @param connect how long a connection may take
   * @param attempts the maximum number of attempts, at least 1
   * @param backoff the pauses between
   * @param rate how many requests a second; time that it holds one back is not counted as time of
   *     the server
   */
  public RetryingClient(
      String server, Duration connect, int attempts, Backoff backoff, RequestRate rate) {
    this.server = server;
    this.attempts = attempts;
    this.backoff = backoff;
    this.rate = rate;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connect)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * What a response means.
   *
   * @param <B> its body
   * @param <T> the meaning
   */
  @FunctionalInterface
  public interface Reading<B, T> {
    /**
     * Reads a response of any status.
     *
     * @throws IOException if a repeated request may succeed; any other exception is final
     */
    T read(HttpResponse<B> response) throws IOException;
  }

  /**
   * Checks whether a request with a lost response was executed.
   *
   * @param <T> what a whole response would have meant
   */
  @FunctionalInterface
  public interface Lookup<T> {
    /** For idempotent requests. */
    static <T> Lookup<T> none() {
      return Optional::empty;
    }

    Optional<T> find() throws IOException;
  }

  /** Nothing whole came. */
  private static final class UnansweredException extends IOException {
    private static final long serialVersionUID = 1L;
    final boolean heard;

    UnansweredException(String message, Throwable cause, boolean heard) {
      super(message, cause);
      this.heard = heard;
    }
  }

  /**
   * Sends a request.
   *
   * @param what is requested, for messages
   * @param request the question; its own timeout, if it has one, is for the head of the response
   * @param handler where the body goes
   * @param limit for the whole response, or for all attempts
   * @param reading what the response means
   * @param made checks, before a request is repeated, whether it was executed
   * @throws IOException if the last attempt gave no whole response, or none that the reading takes
   * @throws InterruptedIOException if the thread was interrupted, which it stays
   * @throws CoreScoreException if a body is too large
   */
  public <B, T> T ask(
      String what,
      HttpRequest request,
      BodyHandler<B> handler,
      RequestTimeout limit,
      Reading<B, T> reading,
      Lookup<T> made)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      IOException failure;
      Optional<String> retryAfter = Optional.empty();
      boolean mayHaveSucceeded;
      limit.exclude(rate.await(server));
      try {
        HttpResponse<B> response = send(what, request, handler, limit);
        try {
          return reading.read(response);
        } catch (IOException e) {
          failure = e;
          retryAfter = response.headers().firstValue("Retry-After");
          mayHaveSucceeded = !BUSY.contains(response.statusCode());
        }
      } catch (UnansweredException e) {
        failure = e;
        mayHaveSucceeded = e.heard;
      }
      Duration pause = backoff.pause(attempt, retryAfter);
      if (attempt >= attempts || !limit.isExceededBy(pause)) {
        throw failure;
      }
      LOG.warn("{}; asking again", failure.getMessage());
      Backoff.rest(pause, server);
      Optional<T> done = mayHaveSucceeded ? made.find() : Optional.empty();
      if (done.isPresent()) {
        return done.get();
      }
    }
  }

  private <B> HttpResponse<B> send(
      String what, HttpRequest request, BodyHandler<B> handler, RequestTimeout limit)
      throws IOException {
    CompletableFuture<HttpResponse<B>> response = http.sendAsync(request, handler);
    try {
      return response.get(Math.max(0, limit.left().toNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new UnansweredException(
          server + ": no response to " + what + ": it was not whole after " + limit, e, true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(server + ": interrupted while asking for " + what);
    } catch (ExecutionException e) {
      throw unanswered(what, e);
    } finally {
      // Closes the connection of a response that is not whole; nothing otherwise.
      response.cancel(true);
    }
  }

  private UnansweredException unanswered(String what, ExecutionException e) {
    boolean connected = true;
    String reason = "";
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof BoundedBody.TooLargeException) {
        throw new CoreScoreException(
            FailureKind.TOO_LARGE, server + ": " + what + ": " + cause.getMessage(), e);
      }
      connected &=
          !(cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException);
      if (cause instanceof UnresolvedAddressException) {
        reason = "the host is not known";
      } else if (reason.isEmpty() && cause.getMessage() != null) {
        reason = cause.getMessage();
      }
    }
    if (!connected) {
      String why = reason.isEmpty() ? "it is refused" : reason;
      return new UnansweredException(server + ": no connection: " + why, e, false);
    }
    String why = reason.isEmpty() ? String.valueOf(e.getCause()) : reason;
    return new UnansweredException(server + ": no response to " + what + ": " + why, e, true);
  }
}
