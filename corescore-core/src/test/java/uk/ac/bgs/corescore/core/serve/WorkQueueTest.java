// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  /** What cannot be interrupted, as a forward of a network, ends for its clients all the same. */
  @Test
  void whatIsCancelledEndsAtOnceAndItsPlaceIsFreeWhenTheBodyIsThrough() throws Exception {
    try (WorkQueue queue = new WorkQueue(1, 1, LONG, LONG)) {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch through = new CountDownLatch(1);
      AtomicBoolean nextStage = new AtomicBoolean();
      Task<String> running =
          queue.submit(
              progress -> {
                begun.countDown();
                through.await();
                progress.at(0.5, "next");
                nextStage.set(true);
                return "done";
              });
      begun.await();
      CountDownLatch released = new CountDownLatch(1);
      running.whenReleased(released::countDown);
      running.cancel();
      assertTrue(running.isDone());
      ExecutionException why = assertThrows(ExecutionException.class, running::get);
      assertTrue(why.getCause() instanceof StoppedException stopped && stopped.asked());
      assertEquals(1, released.getCount(), "its worker is still at it");
      Task<String> next = queue.submit(progress -> "next");
      assertThrows(BusyException.class, () -> queue.submit(progress -> "too many"));
      assertFalse(next.isDone());
      through.countDown();
      assertEquals("next", next.get());
      assertTrue(released.await(1, TimeUnit.MINUTES));
      assertFalse(nextStage.get(), "a cancelled task goes no further than its next stage");
    }
  }

  @Test
  void whatWaitsLeavesItsPlaceWhenItIsCancelled() throws Exception {
    try (WorkQueue queue = new WorkQueue(1, 1, LONG, LONG)) {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch through = new CountDownLatch(1);
      Task<String> running =
          queue.submit(
              progress -> {
                begun.countDown();
                through.await();
                return "first";
              });
      begun.await();
      Task<String> waiting = queue.submit(progress -> "never");
      AtomicBoolean released = new AtomicBoolean();
      waiting.whenReleased(() -> released.set(true));
      waiting.cancel();
      assertTrue(released.get());
      assertEquals(0, queue.waiting());
      Task<String> other = queue.submit(progress -> "other");
      through.countDown();
      assertEquals("first", running.get());
      assertEquals("other", other.get());
    }
  }

  /** What waits for a server is interrupted: the worker is free, and its next task is not. */
  @Test
  void whatCanBeBrokenOffIsInterruptedAndItsWorkerFree() throws Exception {
    try (WorkQueue queue = new WorkQueue(1, 1, LONG, LONG)) {
      CountDownLatch begun = new CountDownLatch(1);
      Task<String> running =
          queue.submit(
              progress -> {
                progress.breakable(
                    () -> {
                      begun.countDown();
                      try {
                        new CountDownLatch(1).await();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new InterruptedIOException("interrupted");
                      }
                    });
                return "done";
              });
      begun.await();
      Task<Boolean> next = queue.submit(progress -> Thread.currentThread().isInterrupted());
      running.cancel();
      assertFalse(next.get());
      ExecutionException why = assertThrows(ExecutionException.class, running::get);
      assertTrue(why.getCause() instanceof StoppedException stopped && stopped.asked());
    }
  }

  /** As the time limit does it; meanwhile nothing else can run, which the queue says. */
  @Test
  void whatCannotBeBrokenOffLeavesTheQueueStuck() throws Exception {
    try (WorkQueue queue = new WorkQueue(1, 1, Duration.ofMillis(1), LONG)) {
      CountDownLatch through = new CountDownLatch(1);
      CountDownLatch released = new CountDownLatch(1);
      assertFalse(queue.isStuck());
      Task<String> running =
          queue.submit(
              progress -> {
                through.await();
                return "late";
              });
      running.whenReleased(released::countDown);
      ExecutionException why = assertThrows(ExecutionException.class, running::get);
      assertTrue(why.getCause() instanceof StoppedException stopped && stopped.late());
      assertTrue(queue.isStuck());
      through.countDown();
      released.await();
      assertFalse(queue.isStuck());
    }
  }

  @Test
  void aTaskThatMayWaitIsTakenWhenThereIsAPlaceAndRefusedOnceTheQueueIsClosed() throws Exception {
    WorkQueue queue = new WorkQueue(1, 1, LONG, LONG);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch through = new CountDownLatch(1);
    try (queue) {
      Task<String> running =
          queue.submit(
              progress -> {
                begun.countDown();
                through.await();
                return "first";
              });
      begun.await();
      Task<String> waiting = queue.submit(progress -> "second");
      CompletableFuture<Task<String>> third =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return queue.submitWhenFree(progress -> "third");
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertFalse(third.isDone());
      through.countDown();
      assertEquals("first", running.get());
      assertEquals("second", waiting.get());
      assertEquals("third", third.get().get());
    }
    BusyException closed =
        assertThrows(BusyException.class, () -> queue.submitWhenFree(progress -> "late"));
    assertTrue(closed.closed());
  }
}
