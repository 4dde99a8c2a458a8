// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import uk.ac.bgs.corescore.core.report.sink.ReportSink;

/**
 * Files of a sink that are published when all of them are whole. Not for use by several threads at
 * once.
 */
final class PendingFiles {
  private final ReportSink sink;
  private final Map<String, ReportSink.PendingFile> begun = new LinkedHashMap<>();

  /** Writes a file. */
  interface Content {
    void write(OutputStream out) throws IOException;
  }

  PendingFiles(ReportSink sink) {
    this.sink = sink;
  }

  /** Writes one of the files. */
  void write(String name, Content content) throws IOException {
    ReportSink.PendingFile file = sink.begin(name);
    begun.put(name, file);
    try (OutputStream out = file.out()) {
      content.write(out);
    }
  }

  /** Gives all files their names. */
  void publish() throws IOException {
    for (String name : begun.keySet()) {
      sink.requireFree(name);
    }
    for (ReportSink.PendingFile file : begun.values()) {
      file.publish();
    }
  }

  /** Discards what was not published; a file that cannot be discarded does not hide the reason. */
  void discard(Throwable reason) {
    for (ReportSink.PendingFile file : begun.values()) {
      try {
        file.discard();
      } catch (IOException | RuntimeException e) {
        reason.addSuppressed(e);
      }
    }
  }
}
