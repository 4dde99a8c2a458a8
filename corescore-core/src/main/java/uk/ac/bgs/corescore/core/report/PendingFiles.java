// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import uk.ac.bgs.corescore.core.report.sink.ReportSink;

/**
 * Files of a sink that are published when all of them are whole. Not for use by several threads at
 * once.
 */
final class PendingFiles {
  private final ReportSink sink;
  private final Executor helper;
  private final Map<String, ReportSink.PendingFile> begun = new LinkedHashMap<>();
  private final List<FutureTask<Void>> beside = new ArrayList<>();

  /** Whether the files are to be discarded: what is not begun then is not written. */
  private volatile boolean failed;

  /** Writes a file. */
  interface Content {
    void write(OutputStream out) throws IOException;
  }

  /** Files that the caller writes. */
  PendingFiles(ReportSink sink) {
    this(sink, task -> {});
  }

  /**
   * @param helper may run what it is given, on any thread; what it has not begun when the other
   *     files are written is run then, by the caller
   */
  PendingFiles(ReportSink sink, Executor helper) {
    this.sink = sink;
    this.helper = helper;
  }

  /** Begins a file. Files are published in the order in which they were begun. */
  void begin(String name) throws IOException {
    begun.put(name, sink.begin(name));
  }

  /** Writes a file that was begun. */
  void write(String name, Content content) throws IOException {
    write(file(name), content);
  }

  /** Writes a file that was begun, on the helper if it has a thread; it is whole when published. */
  void writeBeside(String name, Content content) {
    ReportSink.PendingFile file = file(name);
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              if (!failed) {
                write(file, content);
              }
              return null;
            });
    beside.add(task);
    try {
      helper.execute(task);
    } catch (RejectedExecutionException e) {
      // It has no thread now: publish writes the file.
    }
  }

  private ReportSink.PendingFile file(String name) {
    return Objects.requireNonNull(begun.get(name), name);
  }

  private static void write(ReportSink.PendingFile file, Content content) throws IOException {
    try (OutputStream out = file.out()) {
      content.write(out);
    }
  }

  /** Gives all files their names. */
  void publish() throws IOException {
    for (FutureTask<Void> task : beside) {
      finish(task);
    }
    for (String name : begun.keySet()) {
      sink.requireFree(name);
    }
    for (ReportSink.PendingFile file : begun.values()) {
      file.publish();
    }
  }

  /** Runs a task here, unless another thread has begun it, and waits for its end. */
  private static void finish(FutureTask<Void> task) throws IOException {
    task.run();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          task.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true; // it will end, and its file cannot be left to it
        }
      }
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException thrown) {
        throw thrown;
      } else if (cause instanceof RuntimeException thrown) {
        throw thrown;
      } else if (cause instanceof Error thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Discards what was not published; a file that cannot be discarded does not hide the reason. */
  void discard(Throwable reason) {
    failed = true;
    for (FutureTask<Void> task : beside) {
      try {
        finish(task);
      } catch (IOException | RuntimeException | Error e) {
        suppress(reason, e);
      }
    }
    for (ReportSink.PendingFile file : begun.values()) {
      try {
        file.discard();
      } catch (IOException | RuntimeException e) {
        suppress(reason, e);
      }
    }
  }

  private static void suppress(Throwable reason, Throwable other) {
    if (reason != other) {
      reason.addSuppressed(other);
    }
  }
}
