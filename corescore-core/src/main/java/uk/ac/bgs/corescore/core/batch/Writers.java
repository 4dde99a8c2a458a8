// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.report.FailureText;

/**
 * Threads that write results while the next photos are scored. As many results wait for them as
 * there are threads. After the first failure nothing more is written. For use by one thread.
 */
final class Writers implements AutoCloseable {
  private final ExecutorService threads;
  private final Semaphore places;
  private final int most;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /** Writes a result. */
  interface Work {
    void run() throws IOException;
  }

  Writers(int count) {
    this.most = 2 * count;
    this.places = new Semaphore(most);
    this.threads =
        Executors.newFixedThreadPool(
            count,
            work -> {
              Thread thread = new Thread(work, "corescore-batch-writer");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Has a result written, when there is a thread for it.
   *
   * @throws CoreScoreException if an earlier one could not be written
   * @throws CancellationException if the thread is interrupted
   */
  void write(Work work) {
    take(1);
    requireSound();
    threads.execute(
        () -> {
          try {
            if (failure.get() == null) {
              work.run();
            }
          } catch (IOException | RuntimeException | Error e) {
            failure.compareAndSet(null, e);
          } finally {
            places.release();
          }
        });
  }

  /** Waits until all is written. */
  void await() {
    take(most);
    places.release(most);
    requireSound();
  }

  private void take(int count) {
    try {
      places.acquire(count);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException ended = new CancellationException("interrupted");
      ended.initCause(e);
      throw ended;
    }
  }

  private void requireSound() {
    Throwable thrown = failure.get();
    if (thrown == null) {
      return;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof IOException failed) {
      throw stopped(failed);
    }
    throw new IllegalStateException("a result could not be recorded: " + thrown, thrown);
  }

  /** What is said where results cannot be written. */
  static CoreScoreException stopped(IOException cause) {
    return new CoreScoreException(
        FailureKind.IO,
        "results cannot be written: "
            + FailureText.of(cause)
            + "; the photos that are done are kept, start again to go on from there",
        cause);
  }

  /** Waits for what has begun. */
  @Override
  public void close() {
    failure.compareAndSet(null, new CancellationException("closed"));
    threads.shutdown();
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
