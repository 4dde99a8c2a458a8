// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import picocli.CommandLine;
import uk.ac.bgs.corescore.core.report.FailureText;

/** What to tell a person about an exception: one line, with the file. */
final class Messages {
  private Messages() {}

  /** What went wrong, and the option that helps. */
  static String of(Throwable problem) {
    String message = FailureText.of(problem);
    return problem instanceof FileAlreadyExistsException && message.endsWith(": exists already")
        ? message + "; --force replaces it"
        : message;
  }

  /** The same for one of many items; it is named once. */
  static String of(String name, Throwable problem) {
    String message = of(problem);
    return message.startsWith(line(name) + ":") ? message : line(name) + ": " + message;
  }

  /** The text without characters that would break the line or control the terminal. */
  static String line(String text) {
    return FailureText.line(text);
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
