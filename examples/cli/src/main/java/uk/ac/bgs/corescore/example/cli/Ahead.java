// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Work on a thread of its own that is begun before its result is needed. A failure counts as no
 * result: the work is then done where it is needed, and says there what is wrong.
 */
final class Ahead<T> implements AutoCloseable {
  private final AtomicReference<@Nullable FutureTask<T>> task;

  private Ahead(@Nullable FutureTask<T> task) {
    this.task = new AtomicReference<>(task);
  }

  /** Begins it. */
  static <T> Ahead<T> of(String name, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return new Ahead<>(task);
  }

  /** No work. */
  static <T> Ahead<T> none() {
    return new Ahead<>(null);
  }

  /** The result, when it is there; none when it was taken, because it is not kept. */
  Optional<T> take() {
    FutureTask<T> begun = task.getAndSet(null);
    if (begun == null) {
      return Optional.empty();
    }
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return Optional.ofNullable(begun.get());
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      return Optional.empty();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits for the end of the work: a process that ends while a library is loaded may crash. */
  @Override
  public void close() {
    var unused = take();
  }
}
