// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import uk.ac.bgs.corescore.core.report.sink.ReportSink;

/**
 * Prepares output folders, so that failures occur before the work and with a reason.
 *
 * <p>Stateless; safe for use by many threads.
 */
public final class OutputFolder {
  private OutputFolder() {}

  /**
   * Makes a folder and those above it; does nothing where it exists.
   *
   * @param folder the folder
   * @return the folder
   * @throws FileSystemException if it is a file, or no folder can be made there; its reason says
   *     which
   * @throws IOException if it cannot be made
   */
  public static Path make(Path folder) throws IOException {
    try {
      return Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw because(folder, "a folder is expected, but it is a file", e);
    } catch (NoSuchFileException e) {
      throw because(folder, "cannot be made into a folder", e);
    }
  }

  /**
   * Makes the folder of a file.
   *
   * @param file the file
   * @return the file
   * @throws IOException as {@link #make} does
   */
  public static Path makeFor(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      make(parent);
    }
    return file;
  }

  /**
   * A folder as a place for reports, which several writers may use at a time where each has its own
   * files. A file gets its name in one move.
   *
   * @param folder an existing folder; folders in it are made as names need them
   * @param overwrite whether files may be replaced
   * @return a sink
   */
  public static ReportSink sink(Path folder, boolean overwrite) {
    return new FolderSink(folder, overwrite);
  }

  /**
   * Requires that files can be written.
   *
   * @param overwrite whether files may be replaced
   * @param files the files
   * @throws FileAlreadyExistsException if one exists and may not be replaced
   */
  public static void requireFree(boolean overwrite, Path... files)
      throws FileAlreadyExistsException {
    for (Path file : files) {
      if (!overwrite && Files.exists(file)) {
        throw new FileAlreadyExistsException(file.toString());
      }
    }
  }

  private static FileSystemException because(Path folder, String reason, Exception cause) {
    FileSystemException exception = new FileSystemException(folder.toString(), null, reason);
    exception.initCause(cause);
    return exception;
  }
}
