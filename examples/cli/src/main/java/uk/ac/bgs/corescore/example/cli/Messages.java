// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import uk.ac.bgs.corescore.CoreScoreException;

/** What to tell a person about an exception: one line, with the file. */
final class Messages {
  private Messages() {}

  /** What went wrong; a problem that nobody foresaw is told with its class. */
  static String of(Throwable problem) {
    if (problem instanceof FileSystemException file) {
      return line(file.getFile() + ": " + reason(file));
    }
    if (problem instanceof OutOfMemoryError) {
      return "not enough memory; give the JVM more with -Xmx";
    }
    boolean foreseen = problem instanceof CoreScoreException || problem instanceof IOException;
    String message = problem.getMessage();
    return line(foreseen && message != null ? message : problem.toString());
  }

  /** The same of one of many things; it is named once. */
  static String of(String name, Throwable problem) {
    String message = of(problem);
    return message.startsWith(line(name) + ":") ? message : line(name) + ": " + message;
  }

  private static String reason(FileSystemException file) {
    String reason = file.getReason();
    if (file instanceof FileAlreadyExistsException) {
      // The rows of a run that has not ended: the one who keeps them says what to do with them.
      return reason != null && isPart(String.valueOf(file.getFile()))
          ? reason
          : "exists already; --force replaces it";
    }
    if (file instanceof NoSuchFileException) {
      return "does not exist";
    }
    if (file instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (file instanceof NotDirectoryException) {
      return "is not a folder";
    }
    return reason == null ? file.toString() : reason;
  }

  private static boolean isPart(String file) {
    String name = String.valueOf(Path.of(file).getFileName());
    return name.startsWith(".") && name.endsWith(".part");
  }

  /**
   * The text with a question mark for each character that would break the line or command the
   * terminal.
   */
  static String line(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().forEach(c -> line.appendCodePoint(isCommand(c) ? '?' : c));
    return line.toString();
  }

  private static boolean isCommand(int c) {
    boolean turnsDirection = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || turnsDirection;
  }

  /** Lists what failed and gives the exit code that says whether anything did. */
  static int failures(List<String> failures, PrintWriter err) {
    if (failures.isEmpty()) {
      return CommandLine.ExitCode.OK;
    }
    err.println(failures.size() + " failed:");
    failures.forEach(failure -> err.println("  " + line(failure)));
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }
}
