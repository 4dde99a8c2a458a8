// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.http;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Exponential backoff: the pause before a repeated request, twice as long each time.
 *
 * @param first the pause after the first time
 * @param longest the maximum, also if a server requests more
 */
public record Backoff(Duration first, Duration longest) {
  private static final int DOUBLED_AT_MOST = 20;

  /**
   * Returns the pause after a number of attempts.
   *
   * @param attempt the number of attempts, from 1
   * @param retryAfter what the server has said of it (RFC 9110, 2022): it makes the pause longer
   *     where it is a number of seconds; a date is skipped
   */
  public Duration pause(int attempt, Optional<String> retryAfter) {
    Duration usual = first.multipliedBy(1L << Math.min(DOUBLED_AT_MOST, attempt - 1));
    Duration wanted =
        retryAfter
            .filter(said -> said.matches("[0-9]{1,9}"))
            .map(said -> Duration.ofSeconds(Long.parseLong(said)))
            .orElse(usual);
    Duration longer = wanted.compareTo(usual) > 0 ? wanted : usual;
    return longer.compareTo(longest) > 0 ? longest : longer;
  }

  /**
   * Waits; an interrupt ends it.
   *
   * @param server the server, for the message
   */
  public static void rest(Duration pause, String server) throws InterruptedIOException {
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(server + ": interrupted before it was asked again");
    }
  }
}
