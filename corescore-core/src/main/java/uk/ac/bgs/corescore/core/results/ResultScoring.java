// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.serve.SegmenterPool;
import uk.ac.bgs.corescore.core.serve.StoppedException;
import uk.ac.bgs.corescore.core.serve.Task;
import uk.ac.bgs.corescore.core.serve.WorkQueue;
import uk.ac.bgs.corescore.core.store.PhotoStore;

/**
 * Accepts requests for results, and tracks those in work. A request is on the disk before it is
 * acknowledged; an unfinished one is resumed when the service starts. Safe for use by many threads.
 */
public final class ResultScoring {
  private static final Logger LOG = LoggerFactory.getLogger("corescore.score");

  private final ResultStore store;
  private final WorkQueue queue;
  private final Scorer scorer;
  private final BiFunction<Throwable, String, StoredResult.Failure> failures;
  private final Map<String, Task<ResultVersion>> open = new ConcurrentHashMap<>();

  /** Work that a worker may still do, although it has ended for waiting clients. */
  private final Map<String, Task<ResultVersion>> busy = new ConcurrentHashMap<>();

  /** Failures for which there was no room on the disk; the next start tries those results again. */
  private final Map<String, StoredResult.Failure> unkept = new ConcurrentHashMap<>();

  /**
   * Scores into a store.
   *
   * @param disk what the store is on
   * @param store where requests and results are kept
   * @param queue where requests wait
   * @param segmenters the segmenters
   * @param reader reads photos within limits
   * @param photos where photos come from that are named, if there is such a place
   * @param failures what to keep of a failure of a result, whose id is the second argument
   */
  public ResultScoring(
      ResultDisk disk,
      ResultStore store,
      WorkQueue queue,
      SegmenterPool segmenters,
      PhotoReader reader,
      Optional<PhotoStore> photos,
      BiFunction<Throwable, String, StoredResult.Failure> failures) {
    this.store = store;
    this.queue = queue;
    this.scorer = new Scorer(disk, segmenters, reader, photos);
    this.failures = failures;
  }

  /**
   * Accepts a request.
   *
   * @param request what is requested
   * @param extension the photo's, by its content
   * @param photo the photo, empty if it is to be fetched
   * @return the result, which is on the disk and in the queue
   * @throws uk.ac.bgs.corescore.core.serve.BusyException if the queue is full; nothing of the
   *     request stays
   * @throws IOException if it cannot be kept
   */
  public StoredResult take(ResultRequest request, String extension, Optional<byte[]> photo)
      throws IOException {
    StoredResult result = store.create(request, extension, photo);
    boolean taken = false;
    try {
      follow(result, queue.submit(body(result)));
      taken = true;
    } finally {
      if (!taken) {
        store.remove(result.id());
      }
    }
    return result;
  }

  private Task.Body<ResultVersion> body(StoredResult result) {
    return progress -> {
      try {
        return scorer.answer(result, progress);
      } catch (StoppedException e) {
        throw e;
      } catch (Exception | OutOfMemoryError e) {
        if (!(e instanceof InterruptedException || Thread.currentThread().isInterrupted())) {
          // Kept before the task ends, so that a client always sees one of both. What the end of
          // the
          // service broke off is no failure: the next start takes it up.
          fail(result, e);
        }
        throw e;
      }
    };
  }

  private void follow(StoredResult result, Task<ResultVersion> task) {
    open.put(result.id(), task);
    busy.put(result.id(), task);
    task.whenReleased(() -> busy.remove(result.id()));
    task.whenDone(problem -> ended(result, problem));
  }

  private void ended(StoredResult result, Optional<Throwable> problem) {
    if (problem.isPresent()
        && problem.get() instanceof StoppedException stopped
        && (stopped.late() || stopped.asked())) {
      fail(result, stopped);
    }
    open.remove(result.id());
    LOG.info("result={} event={}", result.id(), problem.isPresent() ? "failed" : "scored");
  }

  private void fail(StoredResult result, Throwable problem) {
    try {
      result.fail(failures.apply(problem, result.id()));
    } catch (NoSuchFileException e) {
      LOG.info("result={} event=removed-meanwhile", result.id());
    } catch (IOException e) {
      LOG.warn("result={} event=failure-not-kept", result.id(), e);
      unkept.put(result.id(), failures.apply(problem, result.id()));
    }
  }

  /**
   * Returns the failure of a result.
   *
   * @param result the result
   * @return empty if nothing has failed
   * @throws IOException if it cannot be read
   */
  public Optional<StoredResult.Failure> failure(StoredResult result) throws IOException {
    return result.failure().or(() -> Optional.ofNullable(unkept.get(result.id())));
  }

  /**
   * The work on a result.
   *
   * @param id the result's id
   * @return empty if nothing is done on it any more
   */
  public Optional<Task<ResultVersion>> task(String id) {
    return Optional.ofNullable(open.get(id));
  }

  /**
   * Removes a result, and ends the work on it.
   *
   * @param result the result
   * @throws IOException if it cannot be removed
   */
  public void remove(StoredResult result) throws IOException {
    task(result.id()).ifPresent(Task::cancel);
    store.remove(result.id());
    unkept.remove(result.id());
    Task<ResultVersion> running = busy.get(result.id());
    if (running != null) {
      // It continues to its next stage and may write once more.
      running.whenReleased(() -> removeRest(result));
    }
  }

  private void removeRest(StoredResult result) {
    try {
      store.removeRest(result.id());
    } catch (IOException e) {
      LOG.warn("result={} event=rest-not-removed", result.id(), e);
    }
  }

  /** Resumes unfinished requests of an earlier process; waits while the queue is full. */
  public void resume() {
    try {
      for (StoredResult result : store.unanswered()) {
        follow(result, queue.submitWhenFree(body(result)));
        LOG.info("result={} event=resumed", result.id());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
