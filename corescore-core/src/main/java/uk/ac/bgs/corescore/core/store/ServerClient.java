// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.internal.http.Backoff;

/**
 * Asks image servers, again where an answer may be better the next time. Never goes where a server
 * points: only what is on the list is asked. Safe for use by many threads.
 */
final class ServerClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();
  private final long maxBytes;
  private final int attempts;
  private final Backoff backoff;

  ServerClient(long maxBytes, int attempts, Duration pause) {
    this.maxBytes = maxBytes;
    this.attempts = attempts;
    this.backoff = new Backoff(pause, LONGEST_PAUSE);
  }

  /** An answer: the status, and the body where it is 200. */
  record Answer(int status, Body body) {
    boolean isGood() {
      return status == 200;
    }
  }

  /** Bytes that are not changed. */
  @SuppressWarnings("ArrayRecordComponent") // private to the package, and never changed
  record Body(byte[] bytes) {}

  /**
   * Asks, several times if the server is busy, fails, or cannot be reached.
   *
   * @throws IOException if it cannot be reached at all
   */
  Answer get(URI address) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Optional<String> retryAfter = Optional.empty();
      try {
        HttpResponse<InputStream> response = send(address);
        int status = response.statusCode();
        try (InputStream in = response.body()) {
          if (status == 200) {
            return new Answer(status, body(address, in));
          }
          in.readNBytes(1 << 16); // so that the connection can be used again
        }
        boolean again = status == 429 || status >= 500;
        if (!again || attempt == attempts) {
          return new Answer(status, new Body(new byte[0]));
        }
        retryAfter = response.headers().firstValue("Retry-After");
      } catch (IOException e) {
        if (attempt == attempts) {
          throw new IOException("image server " + address.getHost() + " cannot be reached", e);
        }
      }
      Backoff.rest(backoff.pause(attempt, retryAfter), "image server " + address.getHost());
    }
  }

  private HttpResponse<InputStream> send(URI address) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(ANSWER)
            .header("Accept", "application/json, image/jpeg, image/png, */*")
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while asking " + address.getHost());
    }
  }

  private Body body(URI address, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, maxBytes + 1));
    if (bytes.length > maxBytes) {
      throw new CoreScoreException(
          "image server "
              + address.getHost()
              + ": at most "
              + maxBytes
              + " bytes expected, more came");
    }
    return new Body(bytes);
  }
}
