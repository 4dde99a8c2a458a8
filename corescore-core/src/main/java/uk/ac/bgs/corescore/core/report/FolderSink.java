// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.core.report.sink.ReportSink;

/**
 * Writes each file of a report to a temporary file in its folder, and moves it when it is
 * published.
 *
 * @param folder an existing folder; subfolders are created as names need them
 * @param overwrite whether files that exist may be replaced
 */
record FolderSink(Path folder, boolean overwrite) implements ReportSink {
  @Override
  public void requireFree(String name) throws IOException {
    if (!overwrite) {
      TemporaryFile.requireFree(folder.resolve(name));
    }
  }

  @Override
  public PendingFile begin(String name) throws IOException {
    Path target = folder.resolve(name);
    OutputFolder.makeFor(target);
    requireFree(name);
    return new Aside(target, TemporaryFile.aside(target), overwrite);
  }

  private static final class Aside implements PendingFile {
    private final Path target;
    private final Path part;
    private final boolean overwrite;
    private final OutputStream out;

    Aside(Path target, Path part, boolean overwrite) throws IOException {
      this.target = target;
      this.part = part;
      this.overwrite = overwrite;
      this.out =
          new BufferedOutputStream(Files.newOutputStream(part, TemporaryFile.anew()), 1 << 16);
    }

    @Override
    public OutputStream out() {
      return out;
    }

    @Override
    public void publish() throws IOException {
      TemporaryFile.move(part, target, overwrite);
    }

    @Override
    public void discard() throws IOException {
      try (out) {
        Files.deleteIfExists(part);
      }
    }
  }
}
