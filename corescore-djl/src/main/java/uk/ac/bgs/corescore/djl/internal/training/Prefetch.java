// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.training;

import java.io.Closeable;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Makes one thing ahead of its use, on a thread of its own or on a host's executor.
 *
 * <p>For use by one thread.
 *
 * @param <T> what is made
 */
public final class Prefetch<T> implements Closeable {
  private final Executor executor;
  private final @Nullable ExecutorService own;
  private @Nullable FutureTask<T> next;

  private Prefetch(Executor executor, @Nullable ExecutorService own) {
    this.executor = executor;
    this.own = own;
  }

  /** On a thread that ends when this is closed. */
  public static <T> Prefetch<T> onOwnThread() {
    ExecutorService own =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "corescore-crops");
              thread.setDaemon(true);
              return thread;
            });
    return new Prefetch<>(own, own);
  }

  /** On a host's executor, which is not shut down. */
  public static <T> Prefetch<T> on(Executor host) {
    return new Prefetch<>(host, null);
  }

  /**
   * Begins the next one.
   *
   * @throws RejectedExecutionException if the executor does not take it
   */
  public void begin(Callable<T> maker) {
    FutureTask<T> task = new FutureTask<>(maker);
    next = task;
    executor.execute(task);
  }

  /** Waits for the one that was begun last. */
  public T take() throws InterruptedException, ExecutionException {
    if (next == null) {
      throw new IllegalStateException("nothing was begun");
    }
    return next.get();
  }

  /** Drops what was begun. What a host's thread is making ends unseen; it is not interrupted. */
  @Override
  public void close() {
    if (own != null) {
      own.shutdownNow();
    } else if (next != null) {
      next.cancel(false);
    }
  }
}
