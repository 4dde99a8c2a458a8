// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

  private long millis(int attempt, String retryAfter) {
    return backoff.pause(attempt, Optional.of(retryAfter).filter(s -> !s.isEmpty())).toMillis();
  }

  @Test
  void thePauseDoublesUpToTheLongest() {
    assertEquals(500, millis(1, ""));
    assertEquals(1000, millis(2, ""));
    assertEquals(16_000, millis(6, ""));
    assertEquals(30_000, millis(7, ""));
    assertEquals(30_000, millis(Integer.MAX_VALUE, ""));
  }

  @Test
  void aServerMayAskForMoreAndNotForLess() {
    assertEquals(3000, millis(1, "3"));
    assertEquals(500, millis(1, "0"));
    assertEquals(30_000, millis(1, "999999999"));
    for (String skipped : new String[] {"Wed, 21 Oct 2026 07:28:00 GMT", "-1", "soon"}) {
      assertEquals(500, millis(1, skipped), skipped);
    }
  }

  @Test
  void anInterruptEndsTheRestAndIsKept() {
    Thread.currentThread().interrupt();
    InterruptedIOException e =
        assertThrows(
            InterruptedIOException.class, () -> Backoff.rest(Duration.ofDays(1), "http://host"));
    assertTrue(Thread.interrupted(), "the interrupt is kept");
    assertTrue(String.valueOf(e.getMessage()).contains("http://host"), e.getMessage());
  }
}
