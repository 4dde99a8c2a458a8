// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What to tell a person about an exception: one line, with the file. */
final class Messages {
  private Messages() {}

  static String of(Exception exception) {
    if (exception instanceof FileSystemException file) {
      String reason =
          file instanceof FileAlreadyExistsException
              ? "exists already; --force replaces it"
              : file instanceof NoSuchFileException
                  ? "does not exist"
                  : file instanceof AccessDeniedException
                      ? "access is denied"
                      : file instanceof NotDirectoryException
                          ? "is not a folder"
                          : String.valueOf(file.getReason());
      return file.getFile() + ": " + reason;
    }
    String message = exception.getMessage();
    return message == null ? exception.toString() : message;
  }
}
