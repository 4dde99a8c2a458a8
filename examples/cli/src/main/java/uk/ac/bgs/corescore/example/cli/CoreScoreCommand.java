// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
    footerHeading = "%nFirst steps:%n",
    footer = {
      "  corescore draw --count 2 --seed 1 --out drawn",
      "  corescore score drawn/photos --out results",
      "Then open the .html files in results.",
      "",
      "Exit code: 0 all went well, 1 some photos failed, 2 wrong use."
    })
public final class CoreScoreCommand implements Runnable {
  /** All subcommands, in the order of the help. */
  static final List<String> SUBCOMMANDS =
      List.of(
          "score",
          "batch",
          "log",
          "ags-check",
          "column",
          "rank",
          "segmenters",
          "layout-finders",
          "scorers",
          "draw",
          "train",
          "export",
          "calibrate",
          "masks",
          "measures",
          "evaluate",
          "compare",
          "gate",
          "promote",
          "retrain",
          "models",
          "runs",
          "help");

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
    System.exit(commandLine(args).execute(args));
  }

  /** The command line with the one subcommand that the arguments begin with, else with all. */
  static CommandLine commandLine(String... args) {
    CommandLine line = new CommandLine(new CoreScoreCommand());
    // Looking at the options of all of them takes a quarter of a second.
    boolean one = args.length > 0 && !args[0].equals("help") && subcommand(args[0]) != null;
    for (String name : one ? List.of(args[0]) : SUBCOMMANDS) {
      line.addSubcommand(name, Objects.requireNonNull(subcommand(name), name));
    }
    NumberConverters.set(line).setCaseInsensitiveEnumValuesAllowed(true);
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

  /** The class of a subcommand, none of the others being loaded; null if there is none. */
  private static @Nullable Class<?> subcommand(String name) {
    return switch (name) {
      case "score" -> ScoreCommand.class;
      case "batch" -> BatchCommand.class;
      case "log" -> LogCommand.class;
      case "ags-check" -> AgsCheckCommand.class;
      case "column" -> ColumnCommand.class;
      case "rank" -> RankCommand.class;
      case "segmenters" -> ProviderListing.Segmenters.class;
      case "layout-finders" -> ProviderListing.LayoutFinders.class;
      case "scorers" -> ProviderListing.Scorers.class;
      case "draw" -> DrawCommand.class;
      case "train" -> TrainCommand.class;
      case "calibrate" -> CalibrateCommand.class;
      case "export" -> ExportCommand.class;
      case "masks" -> MasksCommand.class;
      case "measures" -> MeasuresCommand.class;
      case "evaluate" -> EvaluateCommand.class;
      case "compare" -> CompareCommand.class;
      case "gate" -> GateCommand.class;
      case "promote" -> PromoteCommand.class;
      case "retrain" -> RetrainCommand.class;
      case "models" -> ModelsCommand.class;
      case "runs" -> RunsCommand.class;
      case "help" -> CommandLine.HelpCommand.class;
      default -> null;
    };
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
