// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.score.AreaScorer;

/**
 * Scores many photographs in parallel. Results are in the order of the tasks.
 *
 * <p>Each of a fixed number of threads, or so many tasks of the host's executor, takes a photo the
 * whole way, from its file to its measures, and one segmenter serves them all where it may be
 * shared ({@code Segmenter.shareable}); otherwise each thread has its own. No more photos are begun
 * than there are threads and places to wait, so memory is bounded by the settings however slowly
 * results are taken. A photo that fails is a result too and the rest continues.
 *
 * <p>A scorer is safe for use by many threads; a stream is for one. Closing a stream drops what it
 * has begun: photos that wait are not begun, those that are being worked on end unseen. Closing the
 * scorer waits for those, at most as long as a photo takes, and closes the segmenters.
 */
public final class BatchScorer implements AutoCloseable {
  private final List<ScoringPipeline> pipelines;
  private final BlockingQueue<ScoringPipeline> free;
  private final BatchWork work;
  private final int most;
  private final Consumer<BatchProgress> listener;

  private BatchScorer(Builder builder) {
    int atOnce = builder.pipeline.isForOneThread() ? 1 : builder.threads;
    this.most = atOnce + builder.waiting;
    this.listener = builder.listener;
    this.pipelines = new ArrayList<>(atOnce);
    this.free = new ArrayBlockingQueue<>(atOnce);
    try {
      pipelines.add(builder.pipeline.build());
      while (free.size() < atOnce) {
        if (!pipelines.get(0).shareable() && free.size() == pipelines.size()) {
          pipelines.add(builder.pipeline.build());
        }
        free.add(pipelines.get(pipelines.size() - 1));
      }
    } catch (CoreScoreException e) {
      pipelines.forEach(ScoringPipeline::close);
      throw e;
    }
    this.work =
        builder.executor == null
            ? BatchWork.onThreads(atOnce)
            : BatchWork.on(builder.executor, atOnce);
  }

  /**
   * Begins a scorer.
   *
   * @param pipeline the settings for each photo; not to be changed until the scorer is built
   * @return a builder with a thread for each processor and as many places to wait
   */
  public static Builder builder(ScoringPipeline.Builder pipeline) {
    return new Builder(pipeline);
  }

  /**
   * The size to which the segmenter reduces a photo, see {@link ScoringPipeline#maxInputSide()}.
   *
   * @return the maximum number of pixels of the longer side that it uses; empty if it uses all
   */
  public OptionalInt maxInputSide() {
    return pipelines.get(0).maxInputSide();
  }

  /**
   * All that decides the figures of a photo besides the photo itself, see {@link
   * ScoringPipeline#settings()}.
   *
   * @return value by name, in a fixed order
   */
  public Map<String, String> settings() {
    return pipelines.get(0).settings();
  }

  /**
   * The area scorer, for the tables of its measures.
   *
   * @return the scorer, which the batch keeps
   */
  public AreaScorer areaScorer() {
    return pipelines.get(0).areaScorer();
  }

  /**
   * Scores photographs as the stream is consumed. Tasks are taken on the consuming thread.
   *
   * @param tasks what to score; may be endless. Where it throws, the results of what it gave before
   *     come first
   * @return a sequential stream of one result a task, in their order; close it if it is not
   *     consumed to its end. An interrupt of the consuming thread, closing the scorer, or an
   *     executor that takes no more work ends it with a {@link CancellationException}; in the last
   *     case the results of what was begun before come first
   * @throws RejectedExecutionException when it is consumed, if the scorer is closed before
   */
  public Stream<BatchResult> score(Iterator<PhotoTask> tasks) {
    Batch batch = new Batch(tasks);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(batch, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(batch::cancel);
  }

  /**
   * Scores a photograph on the calling thread, for a host whose threads each come with a photo of
   * their own. Waits while as many photos as there are threads are worked on. It is not part of a
   * stream, and closing the scorer does not wait for it.
   *
   * @param task the photo
   * @return its score, or its failure
   * @throws CancellationException if the thread is interrupted while it waits
   */
  public BatchResult score(PhotoTask task) {
    ScoringPipeline pipeline;
    try {
      pipeline = free.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled = new CancellationException("interrupted: " + task.name());
      cancelled.initCause(e);
      throw cancelled;
    }
    try {
      Photo photo = task.reading().get();
      return BatchResult.of(task.name(), pipeline.score(photo, task.scale(), task.layout()));
    } catch (CoreScoreException e) {
      return BatchResult.of(task.name(), e);
    } catch (OutOfMemoryError e) {
      return BatchResult.of(
          task.name(),
          new CoreScoreException(
              FailureKind.TOO_LARGE, task.name() + ": not enough memory: " + e, e));
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      // A failure on one photo does not affect the others.
      return BatchResult.of(
          task.name(), new CoreScoreException(FailureKind.OTHER, task.name() + ": " + e, e));
    } finally {
      free.add(pipeline);
    }
  }

  /**
   * Drops photos that are not begun, interrupts the work on the others and waits for its end.
   *
   * @throws IllegalStateException if it is called by the work on one of its own photos
   */
  @Override
  public void close() {
    work.close();
    pipelines.forEach(ScoringPipeline::close);
  }

  /** One stream: what it has begun, the oldest first. */
  private final class Batch implements Iterator<BatchResult> {
    private final Iterator<PhotoTask> tasks;
    private final Deque<Future<BatchResult>> begun = new ArrayDeque<>();
    private final long start = System.nanoTime();
    private long done;
    private long failed;
    private boolean cancelled;

    /** Makes the exception that ends the stream after what was begun; null while it goes on. */
    private @Nullable Supplier<RuntimeException> broken;

    Batch(Iterator<PhotoTask> tasks) {
      this.tasks = tasks;
    }

    @Override
    public boolean hasNext() {
      while (!cancelled && broken == null && begun.size() < most) {
        PhotoTask task;
        try {
          if (!tasks.hasNext()) {
            break;
          }
          task = tasks.next();
        } catch (RuntimeException e) {
          broken = () -> e; // what was begun before it is given first
          break;
        }
        begin(task);
      }
      if (broken != null && !cancelled && begun.isEmpty()) {
        throw broken.get();
      }
      return !begun.isEmpty();
    }

    private void begin(PhotoTask task) {
      try {
        begun.add(work.submit(() -> score(task)));
      } catch (RuntimeException e) {
        if (done == 0 && begun.isEmpty()) {
          throw e;
        }
        broken = () -> ended(end(), e); // what was begun before it is given first
      }
    }

    private String end() {
      return work.isClosed() ? "the scorer was closed" : "the executor takes no more work";
    }

    @Override
    public BatchResult next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the batch is at its end");
      }
      BatchResult result = taken(begun.remove());
      done++;
      failed += result.failure().isPresent() ? 1 : 0;
      listener.accept(new BatchProgress(done, failed, Duration.ofNanos(System.nanoTime() - start)));
      return result;
    }

    private BatchResult taken(Future<BatchResult> oldest) {
      try {
        if (Thread.interrupted()) {
          throw new InterruptedException(); // a finished photo does not check
        }
        BatchResult result = result(oldest);
        if (result.failure().isPresent() && work.isClosed()) {
          throw new CancellationException(); // its thread was interrupted, the photo may be sound
        }
        return result;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw ended("interrupted", e);
      } catch (CancellationException e) {
        throw ended(end(), e);
      } catch (ExecutionException e) {
        cancel();
        throw new IllegalStateException("the batch broke after " + done + " photos", e.getCause());
      }
    }

    /** Checks periodically whether the host's executor was shut down. */
    private BatchResult result(Future<BatchResult> future)
        throws InterruptedException, ExecutionException {
      while (true) {
        try {
          return future.get(1, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
          if (work.hasEnded() && !future.isDone()) {
            throw new CancellationException();
          }
        }
      }
    }

    private CancellationException ended(String why, Exception cause) {
      cancel();
      CancellationException ended = new CancellationException(why + " after " + done + " photos");
      ended.initCause(cause);
      return ended;
    }

    void cancel() {
      cancelled = true;
      // Work that is under way is not interrupted: an interrupt closes a file for all its readers.
      begun.forEach(future -> future.cancel(false));
      begun.clear();
    }
  }

  /** Settings of a batch. Not for use by several threads at once. */
  public static final class Builder {
    private final ScoringPipeline.Builder pipeline;
    private int threads = Runtime.getRuntime().availableProcessors();
    private int waiting = threads;
    private @Nullable Executor executor;
    private Consumer<BatchProgress> listener = progress -> {};

    private Builder(ScoringPipeline.Builder pipeline) {
      this.pipeline = pipeline;
    }

    /**
     * Sets how many photos are worked on at a time.
     *
     * @param count threads, from 1; each holds one photo, some 12 bytes a pixel
     * @return this
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder threads(int count) {
      if (count < 1) {
        throw new IllegalArgumentException("threads are from 1, not " + count);
      }
      threads = count;
      return this;
    }

    /**
     * Has the photos worked on by the host's executor, in place of threads of the scorer's own. No
     * more of them are with it at a time than {@link #threads} says. Where it rejects a photo while
     * others are with it, the photo is worked on after one of them, so an executor of as many
     * threads and without a queue will do. The host shuts it down, after the scorer is closed;
     * closing the scorer interrupts and awaits what of it is under way. A stream that is consumed
     * on a thread of the executor needs another thread there.
     *
     * @param host runs the work; one that drops tasks without an exception makes the stream wait
     *     for ever
     * @return this
     */
    public Builder executor(Executor host) {
      executor = host;
      return this;
    }

    /**
     * Sets how many photos may wait beside those that are worked on: to be begun, or to be taken.
     *
     * @param count places to wait, from 0
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public Builder waiting(int count) {
      if (count < 0) {
        throw new IllegalArgumentException("places to wait are from 0, not " + count);
      }
      waiting = count;
      return this;
    }

    /**
     * Sets the progress listener.
     *
     * @param heard called after each photo on the consuming thread
     * @return this
     */
    public Builder onProgress(Consumer<BatchProgress> heard) {
      listener = heard;
      return this;
    }

    /**
     * Makes the scorer and its segmenters.
     *
     * @return a scorer; the caller closes it
     * @throws uk.ac.bgs.corescore.spi.ProviderException if segmenter or scorer do not exist or are
     *     not available here
     * @throws uk.ac.bgs.corescore.spi.OptionException if an option is unknown or its value is not
     *     allowed
     */
    public BatchScorer build() {
      return new BatchScorer(this);
    }
  }
}
