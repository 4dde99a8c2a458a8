// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.core.training.groundtruth.GroundTruth;
import uk.ac.bgs.corescore.core.training.mlflow.MlflowSettings;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelVersion;
import uk.ac.bgs.corescore.core.training.track.ExperimentTracker;
import uk.ac.bgs.corescore.core.training.track.SpoolingTracker;
import uk.ac.bgs.corescore.djl.LearningRateSweep;
import uk.ac.bgs.corescore.djl.Training;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.djl.train.FinishedTraining;
import uk.ac.bgs.corescore.djl.train.TrackedTraining;
import uk.ac.bgs.corescore.djl.train.TrainingPlan;
import uk.ac.bgs.corescore.djl.train.TrainingSplit;

/** Trains the deep segmenter. */
@Command(
    name = "train",
    description = {
      "Trains the deep segmenter on labelled photographs and drawn cores.",
      "",
      "Writes model.corescore, the model (where a TorchScript model was tuned,",
      "model.pt and its sidecar model.pt.json), and model-card.md;",
      "checkpoint.safetensors, from which the same command goes on if it was",
      "interrupted; split.csv, which photos were trained on; metrics.csv, the",
      "loss and the scores of the photos held out; loss.svg, learning-rate.svg and",
      "rock-iou.svg, their curves; training.html, a page about it all; evaluation,",
      "how the model does on the photos held out; and a folder in runs for each",
      "start. Given again when all of that is there, the command trains nothing",
      "anew, and registers the model if it is not registered yet.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  corescore train --labels labels.json --photos photos \\",
      "    --validate S1,S2 --out trained"
    })
final class TrainCommand extends Subcommand {
  private static final double SWEEP_FROM = 1e-6;
  private static final double SWEEP_TO = 1;
  private static final int SWEEP_STEPS = 120;

  @Mixin private GroundTruthOptions truth;
  @Mixin private TrainingDataOptions photos;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where all goes.")
  private Path out = Path.of(".");

  @Mixin private TrackerOptions tracker = new TrackerOptions();

  @Option(
      names = "--register",
      paramLabel = "PLACE",
      description =
          "Registers the model as a version there: a folder, http://HOST of an MLflow server, or"
              + " mlflow.")
  private @Nullable String register;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "corescore",
      description = "The name under which it is registered; default ${DEFAULT-VALUE}.")
  private String name = "corescore";

  @Option(
      names = "--licence",
      paramLabel = "TEXT",
      defaultValue = "not stated",
      description = "What the model file and its card say of the model's licence.")
  private String licence = "";

  @Option(
      names = "--find-lr",
      description =
          "Does not train: tries rising learning rates, writes learning-rate.csv and .svg, and"
              + " suggests one.")
  private boolean findRate;

  @ArgGroup(exclusive = false, heading = "%nThe training:%n")
  private TrainingOptions recipe = new TrainingOptions();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  TrainCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter console = console();
    try {
      recipe.check();
      photos.check();
      recipe.checkRows(photos.byRows());
      ModelRegistry.requireName("a model", name);
    } catch (IllegalArgumentException e) {
      throw wrongUse("", e);
    }
    // What cannot be begun with, or kept, is told before the photos are read.
    ExperimentTracker kept = tracker.enduring(out.resolve("runs"), out.resolve("spool"));
    Optional<ModelRegistry> registry = registry();
    int width = recipe.usualWidth();
    GroundTruth found = truth.read(true, console);
    TrainingSplit split = photos.read(found.photos(), recipe.photoWidth(width), console);
    TrainingPlan plan = checked("", () -> recipe.plan(split, width, licence));
    TrackedTraining tracked = new TrackedTraining(plan, split, out, providers());
    OutputFolder.make(out);
    console.printf(
        Locale.ROOT,
        "training on %s and %s, judged by %s, %d steps%n",
        counted(split.train().size(), "photo"),
        counted(plan.drawnCores(), "drawn core"),
        counted(split.held().size(), "photo"),
        plan.settings().steps());
    console.flush();
    if (findRate) {
      sweep(tracked.training(), plan.settings(), console);
    } else {
      train(tracked, plan, kept, registry);
    }
    return failures(found.failures());
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private void sweep(Training training, TrainingSettings settings, PrintWriter console)
      throws IOException {
    LearningRateSweep sweep =
        training.sweep(
            SWEEP_FROM,
            SWEEP_TO,
            SWEEP_STEPS,
            new TrainingProgress(console, Progress.onTerminal(), SWEEP_STEPS, settings.batch()));
    sweep.writeTable(out.resolve("learning-rate.csv"));
    sweep.writePlot(out.resolve("learning-rate.svg"));
    console.printf(
        java.util.Locale.ROOT,
        "%nsuggested: --learning-rate %.1e, a tenth of where the loss was lowest; plot: %s%n",
        sweep.suggested(),
        out.resolve("learning-rate.svg"));
    console.flush();
  }

  /** A place that is none, or refuses, is told at once; one that is away may be back later. */
  private Optional<ModelRegistry> registry() {
    if (register == null) {
      return Optional.empty();
    }
    ModelRegistry open = MlflowSettings.registry(register, System.getenv());
    try {
      open.versions(name);
    } catch (IOException e) {
      PrintWriter err = err();
      err.println(Messages.of(e) + "; it is tried again after the training");
      err.flush();
    }
    return Optional.of(open);
  }

  private void train(
      TrackedTraining tracked,
      TrainingPlan plan,
      ExperimentTracker kept,
      Optional<ModelRegistry> registry)
      throws IOException {
    TrainingConsole console = new TrainingConsole(command());
    Optional<FinishedTraining> before = tracked.finished();
    FinishedTraining finished;
    if (before.isPresent()) {
      finished = before.get();
      console.remark(
          "model: " + finished.trained().model() + ", trained already by run " + finished.run());
    } else {
      finished = tracked.train(kept, console.progress(plan.settings()), console);
      console.done(finished.trained(), out);
    }
    tellWhatWaits(kept, before.isPresent());
    if (registry.isPresent()) {
      register(registry.get(), kept, finished);
    }
  }

  /** A server that is away never stops a training; that it has missed something is told. */
  private void tellWhatWaits(ExperimentTracker kept, boolean again) throws IOException {
    if (kept instanceof SpoolingTracker spooling) {
      int waiting = again ? spooling.sendPending() : spooling.waiting();
      if (waiting > 0) {
        PrintWriter err = err();
        err.println(
            Messages.line(
                spooling
                    + (" has not heard all of " + counted(waiting, "run") + " yet; ")
                    + (out.resolve("spool") + " holds the rest, and the same command sends it: ")
                    + given()));
        err.flush();
      }
    }
  }

  /** Registers the run that trained, once, however often the command is given. */
  private void register(ModelRegistry registry, ExperimentTracker kept, FinishedTraining finished) {
    PrintWriter console = console();
    try {
      Optional<ModelVersion> there = finished.registered(registry, name, kept);
      if (there.isPresent()) {
        console.println("registered already: " + name + "@" + there.get().version());
      } else {
        ModelVersion version = finished.register(registry, name, kept);
        console.println("registered: " + version.model() + "@" + version.version());
      }
      console.flush();
    } catch (IOException | CoreScoreException e) {
      throw new CoreScoreException(
          e instanceof CoreScoreException deeper ? deeper.kind() : FailureKind.IO,
          Messages.of(e)
              + ("; the model is saved in " + finished.trained().model())
              + (", of run " + finished.run())
              + ("; the same command registers it and trains nothing anew: " + given()),
          e);
    }
  }

  /** The command as it was given, as a shell takes it. */
  private String given() {
    return "corescore "
        + command().getCommandSpec().root().commandLine().getParseResult().originalArgs().stream()
            .map(
                word ->
                    word.matches("[A-Za-z0-9_./:=,@%+-]+")
                        ? word
                        : "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
  }
}
