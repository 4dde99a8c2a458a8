// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;

/** Starts the service and waits until it is told to end. */
@Command(
    name = "label-service",
    description = {
      "Finds the rock in photographs of drill core, for LabelTool, for programs and on a page.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    versionProvider = ServiceCommand.Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  java -jar label-service.jar",
      "  java -jar label-service.jar --port 8080 --data /var/lib/corescore \\",
      "    --registry models --model registry:corescore@production",
      "",
      "Every option can be set by an environment variable (CORESCORE_MAX_BODY for --max-body)",
      "or in the file of --config (max-body = 32). A flag wins over a variable, that over the file.",
      "",
      "Exit code: 143 ended by SIGTERM, 130 by Ctrl-C, 1 could not start, 2 wrong use."
    })
public final class ServiceCommand implements Callable<Integer> {
  private static final String CONFIG = "--config";

  @Spec private CommandSpec spec;

  @Option(
      names = CONFIG,
      paramLabel = "FILE",
      description = "Settings, a line NAME = VALUE each; or set CORESCORE_CONFIG.")
  @SuppressWarnings("UnusedVariable") // read before the rest, whose defaults it holds
  private @Nullable Path config;

  @Mixin private ServiceSettings settings = new ServiceSettings();

  /** Made by {@link #main}. */
  @SuppressWarnings("NullAway.Init") // picocli sets the field
  ServiceCommand() {}

  /**
   * Runs the service and ends the JVM with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    // What writes the log takes the digits of its times from here.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    int code = commandLine(args, System.getenv()).execute(args);
    if (code != 0) {
      System.exit(code);
    }
  }

  static CommandLine commandLine(String[] args, Map<String, String> environment) {
    CommandLine line = new CommandLine(new ServiceCommand());
    line.setExecutionExceptionHandler(
        (problem, command, parsed) -> {
          command.getErr().println(message(problem));
          return problem instanceof CoreScoreException
              ? CommandLine.ExitCode.USAGE
              : CommandLine.ExitCode.SOFTWARE;
        });
    try {
      line.setDefaultValueProvider(
          SettingsSources.read(file(args, environment), environment, names(line)));
    } catch (CoreScoreException | IOException e) {
      // Told when the command runs, by its own handler.
      line.setExecutionStrategy(
          parsed -> {
            line.getErr().println(message(e));
            return CommandLine.ExitCode.USAGE;
          });
    }
    return line;
  }

  private static @Nullable Path file(String[] args, Map<String, String> environment) {
    for (int i = 0; i < args.length; i++) {
      if (args[i].startsWith(CONFIG + "=")) {
        return Path.of(args[i].substring(CONFIG.length() + 1));
      }
      if (args[i].equals(CONFIG) && i + 1 < args.length) {
        return Path.of(args[i + 1]);
      }
    }
    String set = environment.get(SettingsSources.variable("config"));
    return set == null ? null : Path.of(set);
  }

  /** Names of the settings, without dashes and without help and version. */
  static Set<String> names(CommandLine line) {
    return line.getCommandSpec().options().stream()
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .map(option -> option.longestName().substring(2))
        .filter(name -> !name.equals("config"))
        .collect(Collectors.toSet());
  }

  private static String message(Exception problem) {
    if (problem instanceof FileSystemException file) {
      return file.getFile() + ": " + file.getClass().getSimpleName();
    }
    boolean foreseen = problem instanceof CoreScoreException || problem instanceof IOException;
    return foreseen ? String.valueOf(problem.getMessage()) : problem.toString();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter console = spec.commandLine().getOut();
    LabelService service = LabelService.start(settings);
    CountDownLatch ended = new CountDownLatch(1);
    Thread closing =
        new Thread(
            () -> {
              service.close();
              ended.countDown();
            },
            "closing");
    Runtime.getRuntime().addShutdownHook(closing);
    console.println("CoreScore " + ScoringPipeline.libraryVersion() + " at " + service.address());
    console.flush();
    ended.await();
    return CommandLine.ExitCode.OK;
  }

  /** Tells the library's version. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"label-service " + ScoringPipeline.libraryVersion()};
    }
  }
}
