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
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host's executor does the work, stays the host's, and gets its threads back as they were. */
@Timeout(60)
class BatchExecutorTest {
  private static final List<Integer> ROCK = IntStream.range(20, 60).boxed().toList();

  private final ExecutorService host =
      Executors.newFixedThreadPool(4, work -> new Thread(work, "host"));

  @AfterEach
  void end() {
    host.shutdownNow();
  }

  private static Iterator<PhotoTask> tasks() {
    return ROCK.stream().map(CountingProvider::task).iterator();
  }

  @Test
  void theWorkIsDoneThereInOrderAndSoManyAtATime() throws Exception {
    CountingProvider provider = new CountingProvider(true);
    Set<String> threads = ConcurrentHashMap.newKeySet();
    Iterator<PhotoTask> tasks =
        ROCK.stream()
            .map(
                rock ->
                    new PhotoTask(
                        "photo" + rock,
                        () -> {
                          threads.add(Thread.currentThread().getName());
                          return photo(rock);
                        }))
            .iterator();
    try (BatchScorer scorer = batch(provider).threads(2).waiting(9).executor(host).build();
        Stream<BatchResult> results = scorer.score(tasks)) {
      assertEquals(ROCK, results.map(CountingProvider::rock).toList());
    }
    assertEquals(Set.of("host"), threads);
    assertTrue(provider.most.get() <= 2, "two at a time, not " + provider.most);
    assertEquals(1, provider.closed.get());
    assertFalse(host.isShutdown());
    assertEquals("done", host.submit(() -> "done").get());
  }

  /** Each on the calling thread, as with an executor without threads. */
  @Test
  void theConsumersThreadMayDoTheWork() {
    try (BatchScorer scorer = batch(new CountingProvider(false)).executor(Runnable::run).build();
        Stream<BatchResult> results = scorer.score(tasks())) {
      assertEquals(ROCK, results.map(CountingProvider::rock).toList());
    }
  }

  @Test
  void closingInterruptsWhatIsUnderWayAndNothingElse() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    List<String> interrupted = new ArrayList<>();
    BatchScorer scorer =
        batch(new CountingProvider(true)).threads(1).waiting(3).executor(host).build();
    PhotoTask stuck =
        new PhotoTask(
            "stuck",
            () -> {
              begun.countDown();
              try {
                free.await();
              } catch (InterruptedException e) {
                interrupted.add("stuck");
                Thread.currentThread().interrupt();
              }
              return photo(20);
            });
    CompletableFuture<Boolean> others =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return free.await(30, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                return false;
              }
            },
            host);
    CompletableFuture<List<BatchResult>> all =
        CompletableFuture.supplyAsync(
            () -> scorer.score(List.of(stuck, task(21), task(22)).iterator()).toList());
    begun.await();
    scorer.close();
    assertEquals(List.of("stuck"), interrupted);
    ExecutionException ended =
        assertThrows(ExecutionException.class, () -> all.get(30, TimeUnit.SECONDS));
    assertInstanceOf(CancellationException.class, ended.getCause());
    free.countDown();
    assertTrue(others.get(30, TimeUnit.SECONDS), "the host's own work goes on");
    for (int i = 0; i < 4; i++) {
      assertFalse(host.submit(() -> Thread.currentThread().isInterrupted()).get());
    }
  }

  @Test
  void whatWaitsForAThreadOfTheHostIsNotBegunAfterClosing() throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    CountDownLatch busy = new CountDownLatch(1);
    one.execute(
        () -> {
          try {
            busy.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    CountDownLatch asked = new CountDownLatch(1);
    List<Integer> read = new ArrayList<>();
    BatchScorer scorer = batch(new CountingProvider(true)).threads(1).executor(one).build();
    CompletableFuture<List<BatchResult>> all =
        CompletableFuture.supplyAsync(
            () ->
                scorer
                    .score(
                        Stream.of(20, 21)
                            .peek(rock -> asked.countDown())
                            .map(
                                rock ->
                                    new PhotoTask(
                                        "photo" + rock,
                                        () -> {
                                          read.add(rock);
                                          return photo(rock);
                                        }))
                            .iterator())
                    .toList());
    asked.await();
    scorer.close();
    busy.countDown();
    assertThrows(ExecutionException.class, () -> all.get(30, TimeUnit.SECONDS));
    one.shutdown();
    assertTrue(one.awaitTermination(30, TimeUnit.SECONDS));
    assertEquals(List.of(), read);
  }

  /**
   * An executor of as many threads as photos are worked on at a time, without a queue: where a
   * photo ends its thread is still busy, so the next is rejected, or begun on the thread that hands
   * it over. Neither ends the batch or nests one photo in another.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anExecutorWithoutAQueueIsEnough(boolean callerRuns) {
    ThreadPoolExecutor tight =
        new ThreadPoolExecutor(
            2,
            2,
            1,
            TimeUnit.MINUTES,
            new SynchronousQueue<>(),
            callerRuns
                ? new ThreadPoolExecutor.CallerRunsPolicy()
                : new ThreadPoolExecutor.AbortPolicy());
    AtomicLong deepest = new AtomicLong();
    Iterator<PhotoTask> tasks =
        ROCK.stream()
            .map(
                rock ->
                    new PhotoTask(
                        "photo" + rock,
                        () -> {
                          long depth =
                              Stream.of(Thread.currentThread().getStackTrace())
                                  .filter(frame -> frame.getClassName().endsWith(".BatchWork"))
                                  .filter(frame -> frame.getMethodName().equals("run"))
                                  .count();
                          deepest.accumulateAndGet(depth, Math::max);
                          return photo(rock);
                        }))
            .iterator();
    try (BatchScorer scorer =
            batch(new CountingProvider(true)).threads(2).waiting(5).executor(tight).build();
        Stream<BatchResult> results = scorer.score(tasks)) {
      assertEquals(ROCK, results.map(CountingProvider::rock).toList());
    } finally {
      tight.shutdown();
    }
    assertEquals(1, deepest.get());
  }

  /** What was begun before the executor took no more is done, and its results are not lost. */
  @Test
  void resultsOfBeforeTheExecutorsEndAreNotLost() {
    ExecutorService one = Executors.newSingleThreadExecutor();
    Iterator<PhotoTask> tasks =
        ROCK.stream()
            .peek(
                rock -> {
                  if (rock == 23) {
                    one.shutdown();
                  }
                })
            .map(CountingProvider::task)
            .iterator();
    try (BatchScorer scorer =
        batch(new CountingProvider(true)).threads(3).waiting(6).executor(one).build()) {
      Iterator<BatchResult> each = scorer.score(tasks).iterator();
      for (int rock = 20; rock < 23; rock++) {
        assertEquals(rock, rock(each.next()));
      }
      CancellationException ended = assertThrows(CancellationException.class, each::hasNext);
      assertEquals("the executor takes no more work after 3 photos", ended.getMessage());
      assertFalse(each.hasNext());
    }
  }

  /** The photo's work is on the interrupted thread here. */
  @Test
  void anInterruptEndsAStreamWhoseConsumerDoesTheWork() {
    try (BatchScorer scorer =
        batch(new CountingProvider(true)).threads(1).executor(Runnable::run).build()) {
      Thread.currentThread().interrupt();
      Iterator<BatchResult> each = scorer.score(tasks()).iterator();
      CancellationException ended = assertThrows(CancellationException.class, each::next);
      assertTrue(Thread.interrupted(), "the interrupt stays with the thread");
      assertEquals("interrupted after 0 photos", ended.getMessage());
    }
  }

  /** It would wait for itself. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPhotosWorkCannotCloseTheBatch(boolean own) {
    AtomicReference<BatchScorer> batch = new AtomicReference<>();
    BatchScorer.Builder builder = batch(new CountingProvider(true)).threads(1);
    try (BatchScorer scorer = (own ? builder : builder.executor(host)).build()) {
      batch.set(scorer);
      PhotoTask closing =
          new PhotoTask(
              "closing",
              () -> {
                Objects.requireNonNull(batch.get()).close();
                return photo(20);
              });
      List<BatchResult> results = scorer.score(List.of(closing, task(21)).iterator()).toList();
      String message = String.valueOf(results.get(0).failure().orElseThrow().getMessage());
      assertTrue(message.contains("cannot be closed by the work on one of its own"), message);
      assertEquals(21, rock(results.get(1)));
    }
  }

  @Test
  void anExecutorThatTakesNoMoreWorkEndsTheStream() {
    try (BatchScorer scorer =
        batch(new CountingProvider(true)).threads(1).waiting(0).executor(host).build()) {
      Iterator<BatchResult> each = scorer.score(tasks()).iterator();
      assertEquals(20, rock(each.next()));
      host.shutdownNow();
      CancellationException ended = assertThrows(CancellationException.class, each::hasNext);
      assertTrue(
          String.valueOf(ended.getMessage()).startsWith("the executor takes no more work"),
          ended.getMessage());
      assertFalse(each.hasNext());
      Stream<BatchResult> late = scorer.score(tasks());
      assertThrows(RejectedExecutionException.class, late::toList);
    }
  }

  /** An executor that is shut down at once drops what waits in it. */
  @Test
  void aStreamDoesNotWaitForWhatTheExecutorDropped() throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    CountDownLatch busy = new CountDownLatch(1);
    one.execute(
        () -> {
          try {
            busy.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    CountDownLatch asked = new CountDownLatch(2);
    try (BatchScorer scorer =
        batch(new CountingProvider(true)).threads(1).waiting(0).executor(one).build()) {
      CompletableFuture<List<BatchResult>> all =
          CompletableFuture.supplyAsync(
              () ->
                  scorer
                      .score(
                          new Iterator<PhotoTask>() {
                            @Override
                            public boolean hasNext() {
                              asked.countDown();
                              return asked.getCount() > 0;
                            }

                            @Override
                            public PhotoTask next() {
                              return task(20);
                            }
                          })
                      .toList());
      while (one.shutdownNow().isEmpty() && !all.isDone()) {
        Thread.onSpinWait();
      }
      ExecutionException ended =
          assertThrows(ExecutionException.class, () -> all.get(30, TimeUnit.SECONDS));
      assertTrue(
          ended.getCause() instanceof CancellationException
              || ended.getCause() instanceof RejectedExecutionException);
    }
  }
}
