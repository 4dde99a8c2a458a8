// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.compare.Candidates;
import uk.ac.bgs.corescore.core.compare.Comparison;
import uk.ac.bgs.corescore.core.compare.ComparisonResult;
import uk.ac.bgs.corescore.core.evaluate.Evaluation;
import uk.ac.bgs.corescore.core.evaluate.GateRules;
import uk.ac.bgs.corescore.core.evaluate.GateVerdict;
import uk.ac.bgs.corescore.core.groundtruth.GroundTruth;
import uk.ac.bgs.corescore.core.groundtruth.LabelledPhoto;
import uk.ac.bgs.corescore.core.registry.ModelReference;
import uk.ac.bgs.corescore.core.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.registry.ModelVersion;
import uk.ac.bgs.corescore.core.registry.Promotion;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.core.report.WholeFile;
import uk.ac.bgs.corescore.example.cli.retrain.Sha256;
import uk.ac.bgs.corescore.spi.Providers;

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
final class PromoteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
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

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  PromoteCommand() {}

  @Override
  public Integer call() {
    try {
      return promote();
    } catch (CoreScoreException | IOException e) {
      // Whoever asks by exit code must not take what could not be judged for a verdict.
      spec.commandLine().getErr().println(Messages.of(e));
      return CommandLine.ExitCode.USAGE;
    }
  }

  private int promote() throws IOException {
    if (out != null) {
      OutputFolder.requireFree(force, out.resolve("verdict.json"), out.resolve("verdict.html"));
    }
    PrintWriter console = spec.commandLine().getOut();
    GateRules applied = rules == null ? GateRules.DEFAULT : GateRules.read(rules);
    ModelRegistry open = registry.open();
    ModelVersion version;
    try {
      version = open.resolve(new ModelReference(name, candidate));
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(String.valueOf(e.getMessage()), e);
    }
    OptionalInt production = open.alias(name, ModelRegistry.PRODUCTION);
    if (production.isPresent() && production.getAsInt() == version.version()) {
      console.println(named(version) + " is in production already");
      console.flush();
      return CommandLine.ExitCode.OK;
    }
    Optional<ModelVersion> held =
        production.isPresent()
            ? Optional.of(open.version(name, production.getAsInt()))
            : Optional.empty();
    GroundTruth found = truth.read(true, console);
    GroundTruth.requireUsable(found.photos());
    Map<String, Evaluation> evaluations = judge(open, version, held, found);
    Evaluation own = evaluation(evaluations, version);
    Optional<Promotion.Held> against =
        held.map(one -> new Promotion.Held(one.version(), evaluation(evaluations, one)));
    GateVerdict verdict =
        dryRun
            ? Promotion.judge(own, against, applied)
            : Promotion.promote(open, version, own, against, applied, testSet(found.photos()));
    console.println(verdict.text());
    if (dryRun) {
      console.println("dry run: nothing was changed");
    } else if (verdict.passed()) {
      console.println(named(version) + " is in production");
    } else {
      console.println(
          named(version)
              + " is refused; in production "
              + held.map(one -> "stays version " + one.version()).orElse("is none"));
    }
    console.flush();
    if (out != null) {
      OutputFolder.make(out);
      for (Map.Entry<String, Evaluation> entry : evaluations.entrySet()) {
        Comparison.write(entry.getValue(), out.resolve(entry.getKey()), force);
      }
      WholeFile.write(out.resolve("verdict.json"), force, verdict::writeJson);
      WholeFile.write(out.resolve("verdict.html"), force, verdict::writePage);
    }
    return verdict.passed() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private static String named(ModelVersion version) {
    return version.model() + "@" + version.version();
  }

  private static Evaluation evaluation(Map<String, Evaluation> all, ModelVersion version) {
    Evaluation found = all.get(named(version));
    if (found == null) {
      throw new CoreScoreException(named(version) + " was judged by no photo");
    }
    return found;
  }

  /** Both on the same photos; where one photo fails there is no verdict. */
  private Map<String, Evaluation> judge(
      ModelRegistry open, ModelVersion version, Optional<ModelVersion> held, GroundTruth found)
      throws IOException {
    List<ModelVersion> both = new ArrayList<>(List.of(version));
    held.ifPresent(both::add);
    Providers providers = Providers.discover(PromoteCommand.class.getClassLoader());
    Map<String, Path> models = new LinkedHashMap<>();
    for (ModelVersion one : both) {
      models.put(named(one), open.fetch(one.model(), one.version(), one.file()));
    }
    PrintWriter console = spec.commandLine().getOut();
    try (Candidates candidates = Candidates.ofModels(providers, "djl-unet", options, models)) {
      Comparison comparison =
          new Comparison(
              candidates, Comparison.evaluator(Comparison.BOUNDARY), truth.labelSet(), found);
      ComparisonResult result = comparison.run(new ConsoleListener(console, "; "));
      result.evaluations().values().forEach(one -> console.println(Comparison.summary(one)));
      console.flush();
      Messages.failures(result.failures(), spec.commandLine().getErr());
      return result.requireWhole().evaluations();
    }
  }

  /** Of the photos' names and files, one number for all. */
  private static String testSet(List<LabelledPhoto> known) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (LabelledPhoto one : known) {
      String hash = Sha256.of(one.requirePhoto().file());
      rows.append(one.name()).append(',').append(hash).append('\n');
    }
    return Sha256.of(rows.toString());
  }
}
