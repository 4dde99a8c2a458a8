// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.photo.PhotoMemory;
import uk.ac.bgs.corescore.core.pipeline.BatchResult;
import uk.ac.bgs.corescore.core.pipeline.BatchScorer;
import uk.ac.bgs.corescore.core.pipeline.PhotoTask;
import uk.ac.bgs.corescore.core.table.PhotoTables;

/**
 * The one model of an executor. All its tasks use it; it is loaded by the first of them and closed
 * when the JVM ends. Spark gives tasks no other place to share a thing that cannot be sent, so this
 * is the one static field of the application. Safe for use by many threads.
 */
final class ExecutorModel {
  private static @Nullable ExecutorModel open;

  private final ScoringSettings settings;
  private final BatchScorer scorer;
  private final PhotoTables tables;
  private final PhotoMemory memory;

  /** Scoring holds the first, closing the second: native code is not closed while it runs. */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private boolean closed;

  private ExecutorModel(ScoringSettings settings) {
    requireMemory(settings);
    this.settings = settings;
    this.scorer =
        BatchScorer.builder(settings.pipeline(ScoringSettings.providers()))
            .threads(settings.tasksAtOnce())
            .waiting(0)
            .build();
    this.tables = PhotoTables.of(scorer.areaScorer());
    this.memory = PhotoMemory.of(settings.wholePixels(), scorer.maxInputSide());
  }

  /**
   * The model of this JVM, loaded if it is not there. One of other settings, which an earlier run
   * in the same JVM has left, is closed first.
   */
  static ExecutorModel of(ScoringSettings settings) {
    synchronized (ExecutorModel.class) {
      ExecutorModel before = open;
      if (before != null && before.settings.equals(settings)) {
        return before;
      }
      if (before == null) {
        Runtime.getRuntime()
            .addShutdownHook(new Thread(ExecutorModel::closeOpen, "corescore-close"));
      } else {
        open = null;
        before.close();
      }
      ExecutorModel model = new ExecutorModel(settings);
      open = model;
      return model;
    }
  }

  private static void closeOpen() {
    ExecutorModel model;
    synchronized (ExecutorModel.class) {
      model = open;
    }
    // A task that still scores keeps the model: the end of the process frees it all the same.
    if (model != null && model.use.writeLock().tryLock()) {
      model.closed = true;
      model.scorer.close();
    }
  }

  private void close() {
    use.writeLock().lock();
    try {
      closed = true;
      scorer.close();
    } finally {
      use.writeLock().unlock();
    }
  }

  /** A quarter of the heap is left to Spark. */
  private static void requireMemory(ScoringSettings settings) {
    long heap = Runtime.getRuntime().maxMemory();
    long held = PhotoMemory.wholePixels(heap / 4 * 3, settings.tasksAtOnce());
    if (held < settings.wholePixels()) {
      throw new CoreScoreException(
          FailureKind.CONFIGURATION,
          "an executor with a heap of "
              + (heap >> 20)
              + " MB and "
              + settings.tasksAtOnce()
              + " tasks at a time holds photos of up to "
              + held / 1_000_000
              + " megapixels whole, not "
              + settings.wholePixels() / 1_000_000
              + "; expected more memory (--executor-memory), fewer cores (--executor-cores), or a"
              + " smaller --whole-up-to");
    }
  }

  /** All that decides the figures, in words. */
  Map<String, String> settings() {
    Map<String, String> all = new LinkedHashMap<>(scorer.settings());
    all.put("photos are held whole up to, px", Long.toString(memory.wholePixels()));
    all.put("longer side of the copy of a larger one, px", Integer.toString(memory.longerSide()));
    return all;
  }

  PhotoTables tables() {
    return tables;
  }

  PhotoMemory memory() {
    return memory;
  }

  /** Scores a photo on the calling thread. What is wrong with the photo is in the result. */
  BatchResult score(PhotoTask photo) {
    use.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the model was closed before " + photo.name());
      }
      return scorer.score(photo);
    } finally {
      use.readLock().unlock();
    }
  }
}
