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
  /** How often a rejected task is given to the executor again while nothing else is with it. */
  private static final int RETRIES = 100;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Executor executor;

  /** The threads that are this one's own; null on the host's executor. */
  private final @Nullable ExecutorService own;

  private final int most;
  private final Deque<FutureTask<?>> waiting = new ArrayDeque<>();
  private final List<FutureTask<?>> handedOver = new ArrayList<>();
  private final List<Running> running = new ArrayList<>();
  private boolean anyEnded;
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
    FutureTask<?> next = next();
    if (next != null) {
      int attempts = 1;
      while (!isTaken(next, attempts)) {
        attempts++;
      }
    }
  }

  /** Whether the executor takes a task, or another thread of it will; false to try again. */
  private boolean isTaken(FutureTask<?> task, int attempts) {
    try {
      executor.execute(() -> run(task));
      return true;
    } catch (RejectedExecutionException e) {
      if (isLeftToOthers(task)) {
        return true;
      }
      if (attempts > RETRIES || !mayHaveRoomSoon()) {
        drop(task);
        throw e;
      }
      return false;
    } catch (RuntimeException | Error e) {
      drop(task);
      throw e;
    }
  }

  /** Whether a task for which the executor has no room waits for the end of another one there. */
  private synchronized boolean isLeftToOthers(FutureTask<?> task) {
    if (closed || isShutDown() || handedOver.size() < 2) {
      return false;
    }
    handedOver.remove(task);
    waiting.addFirst(task);
    return true;
  }

  /**
   * Whether the executor may have room after a pause: a thread that has just ended a task is not at
   * once free for the next. Closing ends the pause.
   */
  private synchronized boolean mayHaveRoomSoon() {
    long end = System.nanoTime() + PAUSE_NANOS;
    while (!closed && anyEnded && !isShutDown()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return true;
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  /** Drops a task that the executor does not take, and all that wait for the same. */
  private void drop(FutureTask<?> task) {
    task.cancel(false);
    done(task);
    cancelWaiting(); // or threads that wait for them would never return
  }

  /** The next task, which counts as with the executor; null if none is to be begun now. */
  private synchronized @Nullable FutureTask<?> next() {
    if (closed || handedOver.size() >= most || waiting.isEmpty()) {
      return null;
    }
    FutureTask<?> next = waiting.remove();
    handedOver.add(next);
    return next;
  }

  /**
   * Runs a task on a thread of the executor, and then hands over the next. Where the executor has
   * no room for that, because its thread is still here, the next is run here.
   */
  private void run(FutureTask<?> first) {
    FutureTask<?> task = first;
    while (task != null) {
      if (!runOne(task)) {
        return;
      }
      FutureTask<?> next = next();
      task = next == null || isHandedOver(next) ? null : next;
    }
  }

  /** Whether another thread of the executor has taken care of a task. */
  private boolean isHandedOver(FutureTask<?> task) {
    HandOver handOver = new HandOver(task);
    try {
      executor.execute(handOver);
    } catch (RuntimeException e) {
      if (isShutDown()) {
        drop(task);
        return true;
      }
      return false;
    }
    handOver.ended = true;
    return !handOver.onSameThread;
  }

  /**
   * A task that is handed over by a thread of the executor. It is not run on that thread during the
   * handing over, which would nest one photo in the other.
   */
  private final class HandOver implements Runnable {
    private final Thread from = Thread.currentThread();
    private final FutureTask<?> task;
    // Both are used by the thread above alone.
    private boolean ended;
    private boolean onSameThread;

    HandOver(FutureTask<?> task) {
      this.task = task;
    }

    @Override
    public void run() {
      if (Thread.currentThread() == from && !ended) {
        onSameThread = true;
      } else {
        BatchWork.this.run(task);
      }
    }
  }

  /** Whether the executor takes no more work, as far as that is known. */
  private boolean isShutDown() {
    return executor instanceof ExecutorService service && service.isShutdown();
  }

  /** Runs a task, unless this is closed. */
  private boolean runOne(FutureTask<?> task) {
    Running here = new Running(task);
    synchronized (this) {
      if (closed) {
        task.cancel(false);
        return false;
      }
      running.add(here);
    }
    try {
      task.run();
    } finally {
      synchronized (this) {
        running.remove(here);
        anyEnded = true;
        if (here.interrupted) {
          Thread.interrupted(); // the thread goes back as it came
        }
      }
      done(task);
    }
    return true;
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
   *
   * @throws IllegalStateException on a thread that runs one of the tasks: it would wait for itself
   */
  void close() {
    boolean interrupted = false;
    synchronized (this) {
      if (running.stream().anyMatch(one -> one.thread == Thread.currentThread())) {
        throw new IllegalStateException(
            "a batch cannot be closed by the work on one of its own photos, for which it waits");
      }
      closed = true;
      notifyAll();
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
