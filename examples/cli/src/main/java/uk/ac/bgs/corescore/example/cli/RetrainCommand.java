// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.report.AtomicFile;
import uk.ac.bgs.corescore.core.training.retrain.RetrainConfig;
import uk.ac.bgs.corescore.core.training.retrain.RetrainListener;
import uk.ac.bgs.corescore.core.training.retrain.Retraining;
import uk.ac.bgs.corescore.core.training.retrain.TestSetChangedException;
import uk.ac.bgs.corescore.spi.Providers;

/** The whole loop in one command. */
@Command(
    name = "retrain",
    description = {
      "Learns from new labels and feedback, and puts the model into production",
      "if the gate lets it.",
      "",
      "Collects what is new since the model in production, draws masks, trains,",
      "registers the candidate, judges it and production on a fixed test set,",
      "and promotes it on PASS. Where nothing is new, nothing is done. The same",
      "command goes on where it was interrupted. Exit code 0: promoted, or nothing",
      "to do; 1: something is wrong; 2: wrong use; 3: refused by the gate.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  corescore retrain --init retrain.yaml",
      "  corescore retrain --config retrain.yaml"
    })
final class RetrainCommand extends Subcommand {
  /** The exit code where the gate refuses. */
  static final int REFUSED = 3;

  private static final String EXAMPLE = "retrain.yaml";

  @ArgGroup(multiplicity = "1")
  private What what = new What();

  @Option(names = "--anyway", description = "Trains though nothing is new.")
  private boolean anyway;

  @Option(
      names = "--new-test-set",
      description =
          "Takes the test set of the file though the registry has another; figures from before it"
              + " say nothing any more.")
  private boolean newTestSet;

  /** One of the two. */
  static final class What {
    @Option(
        names = "--config",
        paramLabel = "FILE",
        required = true,
        description = "The file that says what is learnt from, how, and what must be met.")
    private @Nullable Path config;

    @Option(
        names = "--init",
        paramLabel = "FILE",
        required = true,
        description = "Writes such a file, with every key explained.")
    private @Nullable Path init;
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RetrainCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter console = console();
    if (what.init != null) {
      if (Files.exists(what.init)) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT, what.init + ": exists already and is not replaced");
      }
      try (InputStream in = RetrainCommand.class.getResourceAsStream(EXAMPLE)) {
        if (in == null) {
          throw new IllegalStateException(EXAMPLE + " is not in the jar");
        }
        AtomicFile.write(what.init, false, in::transferTo);
      }
      return done("written: " + what.init);
    }
    RetrainConfig config =
        RetrainConfig.read(Path.of(String.valueOf(what.config)), new RetrainRecipe.Names());
    PrintWriter err = err();
    Retraining.Result result;
    try {
      result =
          retraining(config, command(), new RetrainConsole(console, err)).run(anyway, newTestSet);
    } catch (TestSetChangedException e) {
      throw new CoreScoreException(
          e.kind(), e.getMessage() + ". Give --new-test-set if it is meant", e);
    }
    int failed = Messages.failures(result.failures(), err);
    return result.outcome() == Retraining.Outcome.REFUSED ? REFUSED : failed;
  }

  static Retraining retraining(
      RetrainConfig config, CommandLine command, RetrainListener listener) {
    Providers providers = providers();
    return new Retraining(
        config,
        new RecipeTrainer(config.recipe(), providers, command),
        providers,
        new OptionAdvice(),
        System.getenv(),
        listener);
  }
}
