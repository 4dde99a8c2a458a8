// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.core.pipeline.CountingProvider.batch;
import static uk.ac.bgs.corescore.core.pipeline.CountingProvider.photo;
import static uk.ac.bgs.corescore.core.pipeline.CountingProvider.rock;
import static uk.ac.bgs.corescore.core.pipeline.CountingProvider.task;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * If a batch ends before its last photo, no thread waits for ever and no more photos are started.
 */
@Timeout(60)
class BatchScorerEndTest {
  /** Never comes to its end unless it is interrupted. */
  private static PhotoTask stuck(CountDownLatch begun) {
    CountDownLatch never = new CountDownLatch(1);
    return new PhotoTask(
        "stuck",
        () -> {
          begun.countDown();
          try {
            never.await();
          } catch (InterruptedException e) {
            throw new CoreScoreException(FailureKind.IO, "stuck: interrupted", e);
          }
          return photo(20);
        });
  }

  /** What waits when a stream is closed is never read. */
  @Test
  void aClosedStreamBeginsNothingMore() {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger read = new AtomicInteger();
    PhotoTask slow =
        new PhotoTask(
            "slow",
            () -> {
              read.incrementAndGet();
              try {
                go.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return photo(20);
            });
    try (BatchScorer scorer = batch(new CountingProvider(true)).threads(1).waiting(4).build()) {
      Stream<BatchResult> results = scorer.score(List.of(task(20), slow, slow, slow).iterator());
      Iterator<BatchResult> each = results.iterator();
      assertEquals(20, rock(each.next()));
      results.close();
      go.countDown();
      assertFalse(each.hasNext());
      try (Stream<BatchResult> next = scorer.score(List.of(task(30)).iterator())) {
        assertEquals(List.of(30), next.map(CountingProvider::rock).toList());
      }
    }
    assertTrue(read.get() <= 1, read + " were read");
  }

  @Test
  void anInterruptEndsTheStream() {
    try (BatchScorer scorer = batch(new CountingProvider(true)).threads(1).build();
        Stream<BatchResult> results =
            scorer.score(List.of(stuck(new CountDownLatch(1))).iterator())) {
      Thread.currentThread().interrupt();
      assertThrows(CancellationException.class, results::toList);
      assertTrue(Thread.interrupted(), "the interrupt is kept");
    }
  }

  /** Also where every photo is ready before it is requested. */
  @Test
  void anInterruptIsHeardWhereNothingIsWaitedFor() throws Exception {
    CountDownLatch ready = new CountDownLatch(2);
    try (BatchScorer scorer = batch(new CountingProvider(true)).threads(1).waiting(3).build();
        Stream<BatchResult> results =
            scorer.score(
                Stream.of(20, 21, 22)
                    .map(
                        rock ->
                            new PhotoTask(
                                "photo" + rock,
                                () -> {
                                  ready.countDown();
                                  return photo(rock);
                                }))
                    .iterator())) {
      Iterator<BatchResult> each = results.iterator();
      assertEquals(20, rock(each.next()));
      ready.await();
      Thread.currentThread().interrupt();
      assertThrows(CancellationException.class, each::next);
      assertTrue(Thread.interrupted(), "the interrupt is kept");
      assertFalse(each.hasNext());
    }
  }

  @Test
  void aListThatBreaksTakesNoResultWithIt() {
    Iterator<PhotoTask> tasks =
        IntStream.range(20, 30)
            .mapToObj(
                rock -> {
                  if (rock == 25) {
                    throw new IllegalStateException("the list broke");
                  }
                  return task(rock);
                })
            .iterator();
    List<Integer> taken = new ArrayList<>();
    try (BatchScorer scorer = batch(new CountingProvider(true)).threads(2).waiting(8).build();
        Stream<BatchResult> results = scorer.score(tasks)) {
      IllegalStateException broken =
          assertThrows(
              IllegalStateException.class,
              () -> results.forEach(result -> taken.add(rock(result))));
      assertEquals("the list broke", broken.getMessage());
    }
    assertEquals(List.of(20, 21, 22, 23, 24), taken);
  }

  /** A thread that waits for a photo that is never started gets an exception. */
  @Test
  void closingTheScorerEndsAStreamThatIsBeingConsumed() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    BatchScorer scorer = batch(new CountingProvider(true)).threads(1).waiting(3).build();
    CompletableFuture<List<BatchResult>> all =
        CompletableFuture.supplyAsync(
            () -> scorer.score(List.of(stuck(begun), task(21), task(22)).iterator()).toList());
    begun.await();
    scorer.close();
    ExecutionException ended =
        assertThrows(ExecutionException.class, () -> all.get(30, TimeUnit.SECONDS));
    assertInstanceOf(CancellationException.class, ended.getCause());
  }

  @Test
  void aScorerThatWasClosedBeginsNothing() {
    BatchScorer scorer = batch(new CountingProvider(true)).threads(1).waiting(0).build();
    Iterator<BatchResult> each = scorer.score(List.of(task(20), task(21)).iterator()).iterator();
    assertEquals(20, rock(each.next()));
    scorer.close();
    assertThrows(CancellationException.class, each::hasNext);
    assertFalse(each.hasNext());
    Stream<BatchResult> late = scorer.score(List.of(task(22)).iterator());
    assertThrows(RejectedExecutionException.class, late::toList);
  }
}
