// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import uk.ac.bgs.corescore.core.report.ReportException;
import uk.ac.bgs.corescore.spi.Providers;

/** What all subcommands have: the console, the providers and the errors of wrong use. */
abstract class Subcommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  Subcommand() {}

  CommandLine command() {
    return spec.commandLine();
  }

  PrintWriter console() {
    return command().getOut();
  }

  PrintWriter err() {
    return command().getErr();
  }

  /** The providers that are on the class path. */
  static Providers providers() {
    return Providers.discover(Subcommand.class.getClassLoader());
  }

  ParameterException wrongUse(String message) {
    return new ParameterException(command(), message);
  }

  /** The same of what a value said of itself. */
  ParameterException wrongUse(String before, RuntimeException cause) {
    return new ParameterException(command(), before + cause.getMessage(), cause);
  }

  /**
   * A value that says itself what is wrong with it.
   *
   * @param before what stands before its message, such as the option's name
   */
  <T> T checked(String before, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException | ReportException e) {
      throw wrongUse(before, e);
    }
  }

  /** Tells a line. */
  void say(String line) {
    console().println(Messages.line(line));
  }

  /** Tells what was done; gives the exit code. */
  int done(String... lines) {
    for (String line : lines) {
      console().println(line);
    }
    console().flush();
    return CommandLine.ExitCode.OK;
  }

  /** Ends the console's lines and lists what failed; gives the exit code. */
  int failures(List<String> failures) {
    console().flush();
    return Messages.failures(failures, err());
  }
}
