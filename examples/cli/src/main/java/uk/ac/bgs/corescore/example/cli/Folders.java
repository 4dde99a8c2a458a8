// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import uk.ac.bgs.corescore.spi.OptionException;

/** Makes the folders that results go to, and looks at those that are read. */
final class Folders {
  private Folders() {}

  /**
   * Makes a folder and those above it.
   *
   * @throws FileSystemException if it is a file, or no folder can be made there; the reason says
   *     which
   */
  static void make(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw because(folder, "a folder is expected, but it is a file", e);
    } catch (NoSuchFileException e) {
      throw because(folder, "cannot be made into a folder", e);
    }
  }

  /**
   * Fails, naming the file, where one of these exists and may not be replaced: before the work, not
   * after it.
   */
  static void requireFree(boolean force, Path... files) throws FileAlreadyExistsException {
    for (Path file : files) {
      if (!force && Files.exists(file)) {
        throw new FileAlreadyExistsException(file.toString());
      }
    }
  }

  /**
   * Fails, naming option and folder, where what is to be read is in no folder.
   *
   * @throws OptionException if there is none, or a file has its name
   */
  static void requireThere(String option, Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new OptionException(
          "expected "
              + option
              + " to be a folder that is there, "
              + folder
              + (Files.exists(folder) ? " is a file" : " does not exist"));
    }
  }

  private static FileSystemException because(Path folder, String reason, Exception cause) {
    FileSystemException exception = new FileSystemException(folder.toString(), null, reason);
    exception.initCause(cause);
    return exception;
  }
}
