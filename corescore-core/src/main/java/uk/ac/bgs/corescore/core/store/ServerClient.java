// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import uk.ac.bgs.corescore.core.internal.http.BoundedBody;
import uk.ac.bgs.corescore.core.internal.http.RequestTimeout;
import uk.ac.bgs.corescore.core.internal.http.RetryingClient;

/**
 * Sends the requests for one photo to an image server, within one time limit.
 *
 * @param http the client
 * @param limit for all responses together
 * @param maxBytes the largest body that is taken
 */
record ServerClient(RetryingClient http, RequestTimeout limit, long maxBytes) {
  /** A response: the status, and the body where it is 200. */
  @SuppressWarnings("ArrayRecordComponent") // private to the package, and never changed
  record Answer(int status, byte[] body) {
    boolean isGood() {
      return status == 200;
    }
  }

  /** A server that is busy, or fails. */
  private static final class FailedException extends IOException {
    private static final long serialVersionUID = 1L;
    final int status;

    FailedException(int status, String address) {
      super("status " + status + " of " + address);
      this.status = status;
    }
  }

  /**
   * Sends a request, with retries if the server is busy or fails.
   *
   * @throws IOException if no whole response comes within the limit
   * @throws uk.ac.bgs.corescore.CoreScoreException if the response is too large
   */
  Answer get(URI address) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Accept", "application/json, image/jpeg, image/png, */*")
            .build();
    String what = String.valueOf(address.getRawPath());
    try {
      return http.<byte[], Answer>ask(
          what,
          request,
          BoundedBody.upTo(maxBytes),
          limit,
          answer -> {
            int status = answer.statusCode();
            if (status == 429 || status >= 500) {
              throw new FailedException(status, address.getHost());
            }
            return new Answer(status, status == 200 ? answer.body() : new byte[0]);
          },
          RetryingClient.Lookup.none());
    } catch (FailedException e) {
      return new Answer(e.status, new byte[0]);
    }
  }
}
