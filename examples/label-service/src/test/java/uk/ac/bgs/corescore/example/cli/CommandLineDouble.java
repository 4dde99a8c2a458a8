// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import picocli.CommandLine;

/** Runs {@code corescore} in this process and keeps what it says. */
public final class CommandLineDouble {
  private CommandLineDouble() {}

  /**
   * Runs a command and fails if it does.
   *
   * @param args the command line
   * @return what it said
   */
  public static String run(Object... args) {
    CommandLine line = CoreScoreCommand.commandLine();
    StringWriter said = new StringWriter();
    line.setOut(new PrintWriter(said, true));
    line.setErr(new PrintWriter(said, true));
    String[] words = Arrays.stream(args).map(String::valueOf).toArray(String[]::new);
    int code = line.execute(words);
    if (code != 0) {
      throw new AssertionError("corescore " + String.join(" ", words) + "\n" + said);
    }
    return said.toString();
  }
}
