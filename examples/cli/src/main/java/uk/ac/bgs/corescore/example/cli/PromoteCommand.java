// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.core.training.compare.Comparison;
import uk.ac.bgs.corescore.core.training.compare.ComparisonResult;
import uk.ac.bgs.corescore.core.training.evaluate.Evaluation;
import uk.ac.bgs.corescore.core.training.evaluate.GateRules;
import uk.ac.bgs.corescore.core.training.evaluate.GateVerdict;
import uk.ac.bgs.corescore.core.training.groundtruth.GroundTruth;
import uk.ac.bgs.corescore.core.training.registry.ModelReference;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelVersion;
import uk.ac.bgs.corescore.core.training.retrain.PromotionReview;
import uk.ac.bgs.corescore.djl.DjlUnetProvider;

/** Takes a version to production, if the gate lets it. */
@Command(
    name = "promote",
    description = {
      "Judges a version of a model and, on PASS, puts it into production.",
      "",
      "The candidate and the version in production find the rock of the same",
      "photographs; the rules of gate decide. Either way the version is tagged with",
      "the verdict and its figures. Without a version in production the candidate",
      "is the first, and only the minimum counts. Exit code 0 is PASS, 1 is FAIL,",
      "2 is no verdict.",
      ""
    },
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  corescore promote --candidate 3 --registry models \\",
      "    --labels test.json --photos photos"
    })
final class PromoteCommand extends Subcommand {
  @Mixin private RegistryOptions registry = new RegistryOptions();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "corescore",
      description = "The model's name; default ${DEFAULT-VALUE}.")
  private String name = "corescore";

  @Option(
      names = "--candidate",
      paramLabel = "V",
      required = true,
      description = "The version, a number or an alias.")
  private String candidate = "";

  @Mixin private GroundTruthOptions truth = new GroundTruthOptions();

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Rules as JSON; without it the built-in ones.")
  private @Nullable Path rules;

  @Option(
      names = "--option",
      paramLabel = "KEY=VALUE",
      description = "Sets an option of djl-unet, for both; may be given several times.")
  private Map<String, String> options = new LinkedHashMap<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Writes the evaluations, verdict.json and verdict.html there.")
  private @Nullable Path out;

  @Option(names = "--force", description = "Replaces files that exist.")
  private boolean force;

  @Option(names = "--dry-run", description = "Tells the verdict and changes nothing.")
  private boolean dryRun;

  @Override
  public Integer call() {
    try {
      return promote();
    } catch (CoreScoreException | IOException e) {
      // By its exit code, a failure to evaluate differs from a verdict.
      err().println(Messages.of(e));
      return CommandLine.ExitCode.USAGE;
    }
  }

  private int promote() throws IOException {
    if (out != null) {
      OutputFolder.requireFree(force, out.resolve("verdict.json"), out.resolve("verdict.html"));
    }
    PrintWriter console = console();
    GateRules applied = rules == null ? GateRules.DEFAULT : GateRules.read(rules);
    ModelRegistry open = registry.open();
    ModelVersion version;
    try {
      version = open.resolve(new ModelReference(name, candidate));
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(FailureKind.BAD_INPUT, String.valueOf(e.getMessage()), e);
    }
    PromotionReview review = PromotionReview.of(open, version);
    String named = PromotionReview.name(version);
    if (review.isInProduction()) {
      return done(named + " is in production already");
    }
    GroundTruth found = truth.read(true, console);
    GroundTruth.requireUsable(found.photos());
    ComparisonResult result =
        review.evaluate(
            providers(),
            DjlUnetProvider.ID,
            options,
            found,
            truth.labelSet(),
            new ConsoleListener(console, "; "));
    result.evaluations().values().forEach(one -> console.println(Comparison.summary(one)));
    console.flush();
    Messages.failures(result.failures(), err());
    GateVerdict verdict =
        dryRun ? review.judge(result, applied) : review.promote(result, applied, found);
    console.println(verdict.text());
    if (dryRun) {
      console.println("dry run: nothing was changed");
    } else if (verdict.passed()) {
      console.println(named + " is in production");
    } else {
      console.println(
          named
              + " is refused; in production "
              + review.production().map(one -> "stays version " + one.version()).orElse("is none"));
    }
    console.flush();
    if (out != null) {
      OutputFolder.make(out);
      for (Evaluation evaluation : result.evaluations().values()) {
        Comparison.write(evaluation, out.resolve(evaluation.name()), force);
      }
      verdict.write(out, force);
    }
    return verdict.passed() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
