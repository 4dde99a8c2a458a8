// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report.sink;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The destination of the files of a report: a folder, a ZIP, a database, a network store.
 *
 * <p>Names are relative, with {@code /} between folders, and lead nowhere else. A sink is safe for
 * use by many threads, and several files may be begun at a time. Its maker closes it, if it is to
 * be closed, after the report writer.
 */
public interface ReportSink {
  /**
   * Checks that a file may get a name. Unless overridden every name is free.
   *
   * @param name the file's name
   * @throws java.nio.file.FileAlreadyExistsException if there is a file of that name that is not to
   *     be replaced
   * @throws IOException if that cannot be found out
   */
  default void requireFree(String name) throws IOException {}

  /**
   * Begins a file. It has its name when it is published, and not before.
   *
   * @param name the file's name
   * @return the file, which the caller writes to and then publishes or discards
   * @throws java.nio.file.FileAlreadyExistsException if there is a file of that name that is not to
   *     be replaced
   * @throws IOException if it cannot be begun
   */
  PendingFile begin(String name) throws IOException;

  /** A file that is not yet published. For use by one thread at a time. */
  interface PendingFile {
    /**
     * Where its bytes go.
     *
     * @return the same stream each time; the caller closes it before the file is published
     */
    OutputStream out();

    /**
     * Gives the file its name.
     *
     * @throws IOException if that fails; then the file is discarded
     */
    void publish() throws IOException;

    /**
     * Deletes the file unless it was published.
     *
     * @throws IOException if something of it stays
     */
    void discard() throws IOException;
  }

  /** Opens one stream for each file. */
  @FunctionalInterface
  interface StreamOpener {
    /**
     * Opens a file for writing.
     *
     * @param name the file's name
     * @return a stream of the whole file, which is complete when the stream is closed
     * @throws IOException if it cannot be opened
     */
    OutputStream open(String name) throws IOException;
  }

  /**
   * A sink that needs no more than streams. Each file is held in memory until it is whole, so a
   * file that cannot be made opens no stream. One stream is open at a time, and is closed before
   * the next; one that fails is closed too.
   *
   * @param opener opens the streams
   * @return a sink in which every name is free
   */
  static ReportSink of(StreamOpener opener) {
    return new BufferedSink(opener);
  }
}
