// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report.sink;

import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files of a report into a ZIP, in the order in which they are published, as a stream:
 * nothing is read back. Memory: the file that is being made.
 *
 * <p>Safe for use by many threads. The one who makes it closes it, after the report writer.
 */
public final class ZipSink implements ReportSink, Closeable {
  private final ZipOutputStream zip;
  private final ReportSink entries = ReportSink.of(this::open);
  private final Set<String> names = new HashSet<>();
  private boolean closed;

  /** Why nothing more can be written; null while it can. */
  private @Nullable Exception broken;

  /**
   * Begins a ZIP.
   *
   * @param out where its bytes go; left open when the ZIP is closed
   */
  public ZipSink(OutputStream out) {
    this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void requireFree(String name) throws FileAlreadyExistsException {
    if (names.contains(name)) {
      throw new FileAlreadyExistsException(name, null, "the ZIP has an entry of this name");
    }
  }

  @Override
  public PendingFile begin(String name) throws IOException {
    requireFree(name);
    return entries.begin(name);
  }

  private synchronized OutputStream open(String name) throws IOException {
    requireFree(name);
    if (closed) {
      throw new IOException(name + ": the ZIP was closed before this entry");
    }
    ZipEntry entry = new ZipEntry(name);
    write(() -> zip.putNextEntry(entry));
    names.add(name);
    return new FilterOutputStream(zip) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        ZipSink.this.write(() -> zip.write(bytes, offset, length));
      }

      @Override
      public void close() throws IOException {
        ZipSink.this.write(zip::closeEntry);
      }
    };
  }

  private interface Step {
    void run() throws IOException;
  }

  /** Writes to the ZIP, which is of no use after the first failure: its bytes are incomplete. */
  private synchronized void write(Step step) throws IOException {
    if (broken != null) {
      throw new IOException("the ZIP is incomplete, an earlier write failed: " + broken, broken);
    }
    try {
      step.run();
    } catch (IOException | RuntimeException e) {
      broken = e;
      throw e;
    }
  }

  /**
   * Writes the directory at the end of the ZIP. Closing twice does nothing. What is published
   * afterwards is an error.
   *
   * @throws IOException if it cannot be written, or an earlier write failed, so that the ZIP is
   *     incomplete
   */
  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      write(zip::finish);
    }
  }
}
