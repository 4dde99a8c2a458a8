// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.serve;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Worker threads with a bounded queue. Tasks that do not fit are rejected immediately. Safe for use
 * by many threads.
 */
public final class WorkQueue implements AutoCloseable {
  private static final long PAUSE_MILLIS = 500;

  private final Object places = new Object();
  private final ThreadPoolExecutor workers;
  private final ScheduledThreadPoolExecutor clock;
  private final Duration limit;
  private final Duration patience;
  private final Set<Task<?>> running = ConcurrentHashMap.newKeySet();
  private volatile double meanSeconds = 1;

  /**
   * Starts the workers.
   *
   * @param workers how many tasks run at a time
   * @param places how many tasks may wait
   * @param limit how long one task may run
   * @param patience how long {@link #close} waits for what runs
   */
  public WorkQueue(int workers, int places, Duration limit, Duration patience) {
    this.limit = limit;
    this.patience = patience;
    this.workers =
        new ThreadPoolExecutor(
            workers, workers, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(places));
    int[] number = {0};
    this.workers.setThreadFactory(task -> new Thread(task, "worker-" + ++number[0]));
    this.clock = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "time-limit"));
    this.clock.setRemoveOnCancelPolicy(true);
  }

  /**
   * Adds a task.
   *
   * @param body what is to be done
   * @param <T> the result
   * @return the task, which waits or runs
   * @throws BusyException if there is no place, or the queue is closed
   */
  public <T> Task<T> submit(Task.Body<T> body) {
    Task<T> task = new Task<>();
    Place<T> place = new Place<>(task, () -> timed(task, body));
    task.placed(
        () -> {
          if (workers.remove(place)) {
            task.release();
            tellFree();
          }
        });
    try {
      workers.execute(place);
    } catch (RejectedExecutionException e) {
      throw new BusyException(workers.isShutdown(), retryAfter());
    }
    return task;
  }

  /**
   * Adds a task; waits for a place in the queue.
   *
   * @param body what is to be done
   * @param <T> the result
   * @return the task, which waits or runs
   * @throws BusyException if the queue is closed
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public <T> Task<T> submitWhenFree(Task.Body<T> body) throws InterruptedException {
    while (true) {
      try {
        return submit(body);
      } catch (BusyException e) {
        if (e.closed()) {
          throw e;
        }
        synchronized (places) {
          // Others may take the place first, or it may have come free before this waits.
          places.wait(PAUSE_MILLIS);
        }
      }
    }
  }

  private void tellFree() {
    synchronized (places) {
      places.notifyAll();
    }
  }

  private <T> void timed(Task<T> task, Task.Body<T> body) {
    long start = System.nanoTime();
    running.add(task);
    tellFree();
    try {
      task.run(progress -> withinLimit(task, body, progress));
    } finally {
      running.remove(task);
      meanSeconds = 0.9 * meanSeconds + 0.1 * (System.nanoTime() - start) / 1e9;
      // Last: a listener that is reported that the worker is free finds the queue so.
      task.release();
    }
  }

  private <T> T withinLimit(Task<T> task, Task.Body<T> body, Task.Progress progress)
      throws Exception {
    String late =
        String.format(Locale.ROOT, "took longer than %d seconds", Math.max(1, limit.toSeconds()));
    ScheduledFuture<?> alarm =
        clock.schedule(
            () -> task.stop(new StoppedException(late, StoppedException.Cause.CLOCK)),
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return body.run(progress);
    } finally {
      alarm.cancel(false);
    }
  }

  /** Seconds until there may be a place, by how long tasks took of late. */
  private int retryAfter() {
    double ahead = (double) workers.getQueue().size() / workers.getMaximumPoolSize();
    return (int) Math.max(1, Math.min(600, Math.ceil(ahead * meanSeconds / 2)));
  }

  /**
   * How many tasks wait.
   *
   * @return 0 to the number of places
   */
  public int waiting() {
    return workers.getQueue().size();
  }

  /**
   * How many tasks run.
   *
   * @return 0 to the number of workers
   */
  public int running() {
    return workers.getActiveCount();
  }

  /**
   * Whether no task can run at present: each worker is at one that has been ended and cannot be
   * broken off.
   *
   * @return true until the first of them comes to the end of its stage
   */
  public boolean isStuck() {
    return running.stream().filter(Task::isDone).count() >= workers.getMaximumPoolSize();
  }

  /** A task in the queue. */
  private record Place<T>(Task<T> task, Runnable work) implements Runnable {
    @Override
    public void run() {
      work.run();
    }
  }

  /** Closes the queue: it accepts no tasks, cancels queued ones, and waits for running ones. */
  @Override
  public void close() {
    workers.shutdown();
    StoppedException ending =
        new StoppedException("the queue is closed", StoppedException.Cause.QUEUE);
    new ArrayList<>(workers.getQueue())
        .forEach(waiting -> ((Place<?>) waiting).task().stop(ending));
    try {
      if (!workers.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
    clock.shutdownNow();
  }
}
