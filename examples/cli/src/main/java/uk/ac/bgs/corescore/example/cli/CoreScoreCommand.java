// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;

/** The command line: {@code corescore COMMAND}. */
@Command(
    name = "corescore",
    description = "Reads the condition of drill core off photographs of core boxes.",
    mixinStandardHelpOptions = true,
    versionProvider = CoreScoreCommand.Version.class,
    subcommands = {
      ScoreCommand.class,
      LogCommand.class,
      AgsCheckCommand.class,
      ColumnCommand.class,
      RankCommand.class,
      ProviderListing.Segmenters.class,
      ProviderListing.LayoutFinders.class,
      ProviderListing.Scorers.class,
      DrawCommand.class,
      TrainCommand.class,
      ExportCommand.class,
      MasksCommand.class,
      MeasuresCommand.class,
      EvaluateCommand.class,
      CompareCommand.class,
      GateCommand.class,
      PromoteCommand.class,
      RetrainCommand.class,
      ModelsCommand.class,
      RunsCommand.class,
      CommandLine.HelpCommand.class
    },
    footerHeading = "%nFirst steps:%n",
    footer = {
      "  corescore draw --count 2 --seed 1 --out drawn",
      "  corescore score drawn/photos --out results",
      "Then open the .html files in results.",
      "",
      "Exit code: 0 all went well, 1 some photos failed, 2 wrong use."
    })
public final class CoreScoreCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** Made by {@link #main}. */
  @SuppressWarnings("NullAway.Init") // picocli sets the field
  CoreScoreCommand() {}

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new CoreScoreCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(
        (exception, parsed) -> {
          CommandLine command = exception.getCommandLine();
          PrintWriter err = command.getErr();
          err.println(Messages.line(String.valueOf(exception.getMessage())));
          UnmatchedArgumentException.printSuggestions(exception, err);
          err.println("see: " + command.getCommandSpec().qualifiedName() + " --help");
          err.flush();
          return CommandLine.ExitCode.USAGE;
        });
    line.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          if (!(exception instanceof CoreScoreException)
              && !(exception instanceof java.io.IOException)) {
            throw exception;
          }
          command.getErr().println(Messages.of(exception));
          return exitCode(exception);
        });
    return line;
  }

  /** What the user has to set otherwise is wrong use; all else is a failure. */
  private static int exitCode(Exception failure) {
    boolean wrongUse =
        failure instanceof CoreScoreException known
            && (known.kind() == FailureKind.CONFIGURATION || known.kind() == FailureKind.PLUGIN);
    return wrongUse ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected a subcommand");
  }

  /** Tells the library's version. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"corescore " + ScoringPipeline.libraryVersion()};
    }
  }
}
