// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The time limit of responses, from the request to the last byte of the body: for each, or for all
 * requests of one purpose together, including pauses between them. Safe for use by many threads.
 */
public final class RequestTimeout {
  private final Duration span;
  private final AtomicLong begun;
  private final boolean together;

  private RequestTimeout(Duration span, boolean together) {
    this.span = span;
    this.begun = new AtomicLong(System.nanoTime());
    this.together = together;
  }

  /** A limit for each response. */
  public static RequestTimeout each(Duration span) {
    return new RequestTimeout(span, false);
  }

  /** A limit for all responses together from now on. */
  public static RequestTimeout together(Duration span) {
    return new RequestTimeout(span, true);
  }

  /** The time for the next response; zero or less if none is left. */
  Duration left() {
    return together ? span.minusNanos(System.nanoTime() - begun.get()) : span;
  }

  /** Does not count a time in which this side held back its request. */
  void exclude(Duration waited) {
    begun.addAndGet(waited.toNanos());
  }

  /** Whether there is time left after a pause. */
  boolean isExceededBy(Duration pause) {
    return !together || left().compareTo(pause) > 0;
  }

  @Override
  public String toString() {
    return span.toMillis() % 1000 == 0 ? span.toSeconds() + " s" : span.toMillis() + " ms";
  }
}
