// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import uk.ac.bgs.corescore.CoreScoreException;

/**
 * Failures and remarks as one line of text for people.
 *
 * <p>Stateless; safe for use by many threads.
 */
public final class FailureText {
  private FailureText() {}

  /**
   * What went wrong, with the file where there is one. A failure that is neither a {@link
   * CoreScoreException} nor an {@link IOException} is reported with its class.
   *
   * @param problem what was thrown
   * @return one line, without control characters
   */
  public static String of(Throwable problem) {
    if (problem instanceof FileSystemException file) {
      return line(file.getFile() + ": " + reason(file));
    }
    if (problem instanceof OutOfMemoryError) {
      return "not enough memory; give the JVM more with -Xmx";
    }
    boolean expected = problem instanceof CoreScoreException || problem instanceof IOException;
    String message = problem.getMessage();
    return line(expected && message != null ? message : problem.toString());
  }

  /**
   * The same for one of many items. The name comes first, and only once.
   *
   * @param name the item
   * @param problem what was thrown
   * @return one line, without control characters
   */
  public static String of(String name, Throwable problem) {
    String message = of(problem);
    return message.startsWith(line(name) + ":") ? message : line(name) + ": " + message;
  }

  private static String reason(FileSystemException file) {
    String reason = file.getReason();
    if (file instanceof FileAlreadyExistsException) {
      // The part of an unfinished run carries its own reason.
      return reason != null && isPart(String.valueOf(file.getFile())) ? reason : "exists already";
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
   * A text with a question mark for each character that would break the line, turn its direction or
   * control a terminal.
   *
   * @param text any text
   * @return as many code points
   */
  public static String line(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().forEach(c -> line.appendCodePoint(isControl(c) ? '?' : c));
    return line.toString();
  }

  private static boolean isControl(int c) {
    boolean turnsDirection = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || turnsDirection;
  }
}
