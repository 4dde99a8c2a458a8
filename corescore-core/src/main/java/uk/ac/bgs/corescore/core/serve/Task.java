// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.serve;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A queued or running task with a result or a failure. Safe for use by many threads.
 *
 * @param <T> the result
 */
public final class Task<T> {
  /**
   * What is to be done.
   *
   * @param <T> the result
   */
  @FunctionalInterface
  public interface Body<T> {
    /**
     * Runs the task.
     *
     * @param progress receives the progress
     * @return the result
     * @throws Exception if it fails
     */
    T run(Progress progress) throws Exception;
  }

  /** Receives the progress of a running task. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Sets the current step.
     *
     * @param share how much is behind, 0 to 1
     * @param stage what is done now, a word
     * @throws StoppedException if the task has been ended
     */
    void at(double share, String stage);

    /**
     * Does what may be broken off at any moment, as waiting for a server may: where the task ends
     * meanwhile the thread is interrupted.
     *
     * @param part what is done
     * @throws StoppedException if the task has been ended
     * @throws IOException as the part throws it
     */
    default void breakable(Part part) throws IOException {
      part.run();
    }
  }

  /** What can be interrupted. */
  @FunctionalInterface
  public interface Part {
    /**
     * Runs the task.
     *
     * @throws IOException if it fails, or is interrupted
     */
    void run() throws IOException;
  }

  /**
   * How far a task is.
   *
   * @param share how much is behind, 0 to 1
   * @param stage what is done now; {@code queued} before it runs, {@code done} at the end
   */
  public record Standing(double share, String stage) {}

  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final CompletableFuture<Void> released = new CompletableFuture<>();
  private Standing standing = new Standing(0, "queued");
  private @Nullable Runnable leaving;
  private @Nullable Thread breakable;

  Task() {}

  /** Runs the body, unless the task has been ended before; the queue says when it is released. */
  void run(Body<T> body) {
    if (result.isDone()) {
      return;
    }
    try {
      T value = body.run(new Reporting());
      move(new Standing(1, "done"));
      result.complete(value);
    } catch (OutOfMemoryError e) {
      result.completeExceptionally(e);
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      result.completeExceptionally(e);
    }
    move(standing());
  }

  /** Records the progress, and stops the body if the task was ended. */
  private final class Reporting implements Progress {
    @Override
    public void at(double share, String stage) {
      requireRunning();
      move(new Standing(share, stage));
    }

    @Override
    public void breakable(Part part) throws IOException {
      breakableIn(Thread.currentThread());
      try {
        part.run();
      } catch (IOException | RuntimeException e) {
        requireRunning();
        throw e;
      } finally {
        breakableIn(null);
        if (result.isDone()) {
          // The interrupt was meant for this part; the thread continues to others.
          var unused = Thread.interrupted();
        }
      }
      requireRunning();
    }

    private void requireRunning() {
      if (result.isDone()) {
        throw new StoppedException("ended while it ran", StoppedException.Cause.QUEUE);
      }
    }
  }

  private synchronized void breakableIn(@Nullable Thread thread) {
    breakable = thread;
    if (thread != null && result.isDone()) {
      thread.interrupt();
    }
  }

  private synchronized void move(Standing next) {
    standing = next;
    notifyAll();
  }

  /**
   * How far it is.
   *
   * @return share and stage
   */
  public synchronized Standing standing() {
    return standing;
  }

  /**
   * Waits for the next stage, or the end.
   *
   * @param seen what the caller has seen last
   * @param limit the longest wait
   * @return how far it is, the same as {@code seen} if nothing has changed
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public synchronized Standing next(Standing seen, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (standing.equals(seen) && !result.isDone()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return standing;
  }

  /**
   * Whether it has ended, well or not.
   *
   * @return true at the end
   */
  public boolean isDone() {
    return result.isDone();
  }

  /**
   * Waits for the end.
   *
   * @param limit the longest wait
   * @return true if the task has ended
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public boolean await(Duration limit) throws InterruptedException {
    try {
      result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    }
    return true;
  }

  /**
   * The result of a task that has ended; waits for it.
   *
   * @return the result
   * @throws ExecutionException if it failed; the cause says how
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public T get() throws ExecutionException, InterruptedException {
    return result.get();
  }

  /**
   * Registers a listener for the end; it is called immediately if the task has ended.
   *
   * @param listener gets the failure, or nothing if all went well
   */
  public void whenDone(Consumer<Optional<Throwable>> listener) {
    var unused =
        result.whenComplete((value, problem) -> listener.accept(Optional.ofNullable(problem)));
  }

  /**
   * Registers a listener for the release of the worker; it is called immediately if it is released.
   * A task that was ended while it ran has ended for waiting threads, but its worker is free only
   * when the body is through the stage that it was in, unless that is {@link Progress#breakable}.
   *
   * @param listener is called once
   */
  public void whenReleased(Runnable listener) {
    var unused = released.thenRun(listener);
  }

  void release() {
    released.complete(null);
  }

  /**
   * Cancels it, with immediate effect for waiting threads: a queued task does not run, a running
   * one stops at its next stage.
   */
  public void cancel() {
    stop(new StoppedException("cancelled", StoppedException.Cause.CLIENT));
  }

  void stop(StoppedException why) {
    if (result.completeExceptionally(why)) {
      Runnable leave;
      synchronized (this) {
        leave = leaving;
        if (breakable != null) {
          breakable.interrupt();
        }
        notifyAll();
      }
      if (leave != null) {
        leave.run();
      }
    }
  }

  /** Says how to leave the queue. */
  synchronized void placed(Runnable leave) {
    leaving = leave;
  }
}
