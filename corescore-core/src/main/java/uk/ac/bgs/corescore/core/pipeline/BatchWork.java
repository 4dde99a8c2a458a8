// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a limited number of tasks at a time on an executor, in their order; the others wait here
 * without a thread. On the host's executor nothing but these tasks is touched: it is not shut down,
 * and a thread of it is interrupted while it runs one of them, and then only.
 */
final class BatchWork {
  private final Executor executor;

  /** The threads that are this one's own; null on the host's executor. */
  private final @Nullable ExecutorService own;

  private final int most;
  private final Deque<FutureTask<?>> waiting = new ArrayDeque<>();
  private final List<FutureTask<?>> handedOver = new ArrayList<>();
  private final List<Running> running = new ArrayList<>();
  private boolean closed;

  /** A thread at work. */
  private static final class Running {
    final Thread thread = Thread.currentThread();
    final FutureTask<?> task;
    boolean interrupted;

    Running(FutureTask<?> task) {
      this.task = task;
    }
  }

  private BatchWork(Executor executor, @Nullable ExecutorService own, int most) {
    this.executor = executor;
    this.own = own;
    this.most = most;
  }

  /** On threads of its own, which end when it is closed. */
  static BatchWork onThreads(int count) {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            count,
            work -> {
              Thread thread = new Thread(work, "corescore-batch");
              thread.setDaemon(true);
              return thread;
            });
    return new BatchWork(threads, threads, count);
  }

  /** On a host's executor. */
  static BatchWork on(Executor executor, int most) {
    return new BatchWork(executor, null, most);
  }

  /**
   * Takes a task.
   *
   * @throws RejectedExecutionException if this is closed, or the executor takes no task
   */
  <T> Future<T> submit(Callable<T> task) {
    FutureTask<T> work = new FutureTask<>(task);
    synchronized (this) {
      if (closed) {
        throw new RejectedExecutionException("it is closed");
      }
      waiting.add(work);
    }
    handOver();
    return work;
  }

  /** Gives the executor the next task, if there is one and not enough are with it. */
  private void handOver() {
    FutureTask<?> next;
    synchronized (this) {
      if (closed || handedOver.size() >= most || waiting.isEmpty()) {
        return;
      }
      next = waiting.remove();
      handedOver.add(next);
    }
    boolean accepted = false;
    try {
      executor.execute(() -> run(next));
      accepted = true;
    } finally {
      if (!accepted) {
        next.cancel(false);
        done(next);
      }
    }
  }

  private void run(FutureTask<?> task) {
    Running here = new Running(task);
    synchronized (this) {
      if (closed) {
        task.cancel(false);
        return;
      }
      running.add(here);
    }
    try {
      task.run();
    } finally {
      synchronized (this) {
        running.remove(here);
        if (here.interrupted) {
          Thread.interrupted(); // the thread goes back as it came
        }
      }
      done(task);
    }
    try {
      handOver();
    } catch (RejectedExecutionException e) {
      cancelWaiting(); // or threads that wait for them would never return
    }
  }

  private synchronized void done(FutureTask<?> task) {
    handedOver.remove(task);
    notifyAll();
  }

  private synchronized void cancelWaiting() {
    waiting.forEach(task -> task.cancel(false));
    waiting.clear();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Whether the executor has ended, so that what it has not run it never will. */
  boolean hasEnded() {
    return executor instanceof ExecutorService service && service.isTerminated();
  }

  /**
   * Drops what was not begun, interrupts what is under way and waits for its end, an interrupt of
   * the caller notwithstanding.
   */
  void close() {
    boolean interrupted = false;
    synchronized (this) {
      closed = true;
      cancelWaiting();
      handedOver.stream()
          .filter(task -> running.stream().noneMatch(one -> one.task == task))
          .forEach(task -> task.cancel(false));
      for (Running one : running) {
        one.interrupted = true;
        one.thread.interrupt();
      }
      while (!running.isEmpty()) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (own != null) {
      own.shutdown();
      while (!own.isTerminated()) {
        try {
          own.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
