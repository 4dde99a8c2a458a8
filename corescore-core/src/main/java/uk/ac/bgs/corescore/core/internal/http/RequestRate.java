// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.http;

import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * At most so many requests a second to one server, of all threads together, evenly spaced. Safe for
 * use by many threads; requests go in the order in which they were announced.
 */
public final class RequestRate {
  private static final double MOST = 1000;

  private final long interval;
  private long next;
  private boolean asked;

  private RequestRate(long interval) {
    this.interval = interval;
  }

  /** No limit. */
  public static RequestRate unlimited() {
    return new RequestRate(0);
  }

  /**
   * A limit.
   *
   * @param requests how many requests a second, above 0 and up to 1000
   * @throws IllegalArgumentException if it is none of these
   */
  public static RequestRate perSecond(double requests) {
    if (!(requests > 0 && requests <= MOST)) {
      throw new IllegalArgumentException(
          "requests a second above 0 and up to 1000 expected, not " + requests);
    }
    return new RequestRate(Math.max(1, Math.round(1e9 / requests)));
  }

  /** Reserves the place of the next request, at a reading of the clock: how long it has to wait. */
  synchronized Duration reserve(long now) {
    long place = asked && next - now > 0 ? next : now;
    asked = true;
    next = place + interval;
    return Duration.ofNanos(place - now);
  }

  /**
   * Waits until a request may be sent.
   *
   * @param server the server, for the message
   * @return how long it waited
   * @throws InterruptedIOException if the thread was interrupted, which it stays
   */
  Duration await(String server) throws InterruptedIOException {
    if (interval == 0) {
      return Duration.ZERO;
    }
    Duration wait = reserve(System.nanoTime());
    if (!wait.isZero()) {
      Backoff.rest(wait, server);
    }
    return wait;
  }
}
