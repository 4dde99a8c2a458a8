// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InterruptedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRateTest {
  @Test
  void requestsAreSpacedEvenly() {
    RequestRate rate = RequestRate.perSecond(4);
    long now = Long.MAX_VALUE - 100; // the clock may run over
    assertEquals(Duration.ZERO, rate.reserve(now));
    assertEquals(Duration.ofMillis(250), rate.reserve(now));
    assertEquals(Duration.ofMillis(500), rate.reserve(now));
    long later = now + Duration.ofMillis(600).toNanos();
    assertEquals(Duration.ofMillis(150), rate.reserve(later));
    long idle = later + Duration.ofSeconds(60).toNanos();
    assertEquals(Duration.ZERO, rate.reserve(idle), "unused places are not kept");
    assertEquals(Duration.ofMillis(250), rate.reserve(idle));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1001, Double.NaN, Double.POSITIVE_INFINITY})
  void otherRatesAreRefused(double requests) {
    assertThrows(IllegalArgumentException.class, () -> RequestRate.perSecond(requests));
  }

  @Test
  void anInterruptEndsTheWait() throws InterruptedIOException {
    RequestRate rate = RequestRate.perSecond(0.001);
    assertEquals(Duration.ZERO, rate.await("server"));
    Thread.currentThread().interrupt();
    assertThrows(InterruptedIOException.class, () -> rate.await("server"));
    assertTrue(Thread.interrupted());
  }

  @Test
  void waitingForATurnIsNoTimeOfTheServer() {
    RequestTimeout limit = RequestTimeout.together(Duration.ofSeconds(10));
    limit.exclude(Duration.ofMinutes(5));
    assertTrue(limit.left().compareTo(Duration.ofMinutes(5)) > 0);
  }
}
