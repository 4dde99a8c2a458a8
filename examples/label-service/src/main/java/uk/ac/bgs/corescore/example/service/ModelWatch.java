// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.serve.SegmenterPool;
import uk.ac.bgs.corescore.core.serve.ServedModel;

/**
 * Looks at the registry again and again, and changes the model when another version is meant. What
 * goes wrong leaves the model that answers as it is, and is told in {@link #problem()}.
 */
public final class ModelWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("corescore.model");

  private final ModelSource source;
  private final SegmenterPool segmenters;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "model-watch"));
  private final AtomicLong changes = new AtomicLong();
  private volatile @Nullable String problem;

  /**
   * Makes a watch that has not begun.
   *
   * @param source where the model comes from
   * @param segmenters whose model is changed
   */
  public ModelWatch(ModelSource source, SegmenterPool segmenters) {
    this.source = source;
    this.segmenters = segmenters;
  }

  /**
   * Begins to look, if the model can change.
   *
   * @param pause from one look to the next
   */
  public void begin(Duration pause) {
    if (source.changes()) {
      var unused =
          clock.scheduleWithFixedDelay(
              this::look, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Looks once. */
  public synchronized void look() {
    try {
      OptionalInt meant = source.version();
      if (!meant.equals(segmenters.model().version())) {
        ServedModel next = source.current();
        segmenters.change(next);
        changes.incrementAndGet();
        LOG.info("model={} version={} event=serving", next.name(), next.version().orElse(0));
      }
      problem = null;
    } catch (CoreScoreException | IOException | IllegalArgumentException e) {
      tell(e);
    } catch (RuntimeException | LinkageError e) {
      // A model that breaks the engine must not end the watch.
      tell(e);
    }
  }

  private void tell(Throwable e) {
    String message =
        e instanceof CoreScoreException ? String.valueOf(e.getMessage()) : e.toString();
    if (!message.equals(problem)) {
      LOG.warn("event=model-refused kept={} reason=\"{}\"", segmenters.model(), message);
    }
    problem = message;
  }

  /**
   * Why the version that is meant does not answer.
   *
   * @return what went wrong at the last look, for the log and not for clients; empty if nothing did
   */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /**
   * How often the model was changed.
   *
   * @return 0 at the start
   */
  public long changes() {
    return changes.get();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
