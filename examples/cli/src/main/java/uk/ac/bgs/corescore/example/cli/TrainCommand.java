// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.groundtruth.GroundTruth;
import uk.ac.bgs.corescore.core.mlflow.MlflowPlace;
import uk.ac.bgs.corescore.core.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.registry.ModelVersion;
import uk.ac.bgs.corescore.core.registry.Registration;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.core.track.ExperimentRun;
import uk.ac.bgs.corescore.core.track.ExperimentTracker;
import uk.ac.bgs.corescore.core.track.RunStatus;
import uk.ac.bgs.corescore.core.track.SpoolingTracker;
import uk.ac.bgs.corescore.djl.LearningRateSweep;
import uk.ac.bgs.corescore.djl.Training;
import uk.ac.bgs.corescore.djl.TrainingExample;
import uk.ac.bgs.corescore.djl.TrainingSettings;
import uk.ac.bgs.corescore.example.cli.retrain.Retraining;

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
final class TrainCommand implements Callable<Integer> {
  private static final double SWEEP_FROM = 1e-6;
  private static final double SWEEP_TO = 1;
  private static final int SWEEP_STEPS = 120;

  @Spec private CommandSpec spec;
  @Mixin private GroundTruthOptions truth;
  @Mixin private TrainingPhotos photos;

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
  private TrainingRecipe recipe = new TrainingRecipe();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  TrainCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter console = spec.commandLine().getOut();
    try {
      recipe.check();
      photos.check();
      recipe.checkRows(photos.byRows());
      ModelRegistry.requireName("a model", name);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    // What cannot be begun with, or kept, is told before the photos are read.
    ExperimentTracker kept = tracker.enduring(out.resolve("runs"), out.resolve("spool"));
    Optional<ModelRegistry> registry = registry();
    int width = recipe.usualWidth();
    GroundTruth found = truth.read(true, console);
    TrainingPhotos.Split split = photos.read(found.photos(), recipe.photoWidth(width), console);
    TrainingSettings settings;
    try {
      settings = recipe.settings(split.train(), width);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    List<TrainingExample> drawn = TrainingPhotos.drawn(recipe.drawn(), recipe.seed());
    Training training = recipe.training(settings, split, drawn);
    OutputFolder.make(out);
    console.printf(
        Locale.ROOT,
        "training on %s and %s, judged by %s, %d steps%n",
        counted(split.train().size(), "photo"),
        counted(drawn.size(), "drawn core"),
        counted(split.held().size(), "photo"),
        settings.steps());
    console.flush();
    if (findRate) {
      sweep(training, settings, console);
    } else {
      train(training, settings, split, kept, registry);
    }
    return Messages.failures(found.failures(), spec.commandLine().getErr());
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
    ModelRegistry open = MlflowPlace.registry(register, System.getenv());
    try {
      open.versions(name);
    } catch (IOException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(Messages.of(e) + "; it is tried again after the training");
      err.flush();
    }
    return Optional.of(open);
  }

  private void train(
      Training training,
      TrainingSettings settings,
      TrainingPhotos.Split split,
      ExperimentTracker kept,
      Optional<ModelRegistry> registry)
      throws IOException {
    TrackedTraining tracked = new TrackedTraining(recipe, photos, licence, out, spec.commandLine());
    String of = tracked.madeOf(training, split);
    Optional<FinishedTraining> before = FinishedTraining.read(out, of);
    FinishedTraining finished;
    if (before.isPresent()) {
      finished = before.get();
      PrintWriter console = spec.commandLine().getOut();
      console.println(
          "model: " + finished.trained().model() + ", trained already by run " + finished.run());
      console.flush();
    } else {
      finished = trained(tracked, of, training, settings, split, kept);
    }
    tellWhatWaits(kept, before.isPresent());
    if (registry.isPresent()) {
      register(registry.get(), kept, finished);
    }
  }

  private FinishedTraining trained(
      TrackedTraining tracked,
      String of,
      Training training,
      TrainingSettings settings,
      TrainingPhotos.Split split,
      ExperimentTracker kept)
      throws IOException {
    try (ExperimentRun run = kept.start("train " + out.getFileName())) {
      FailingRun guard = new FailingRun(run);
      try {
        TrackedTraining.Trained trained = tracked.run(training, settings, split, run);
        run.finish(RunStatus.FINISHED);
        FinishedTraining finished = FinishedTraining.of(of, run.id(), trained);
        finished.write(out);
        return finished;
      } finally {
        guard.release();
      }
    }
  }

  /** A server that is away never stops a training; that it has missed something is told. */
  private void tellWhatWaits(ExperimentTracker kept, boolean again) throws IOException {
    if (kept instanceof SpoolingTracker spooling) {
      int waiting = again ? spooling.sendLeft() : spooling.waiting();
      if (waiting > 0) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(
            Messages.line(
                spooling
                    + (" has not heard all of " + counted(waiting, "run") + " yet; ")
                    + (out.resolve("spool") + " holds the rest, and the same command sends it: ")
                    + command()));
        err.flush();
      }
    }
  }

  /** Registers the run that trained, once, however often the command is given. */
  private void register(ModelRegistry registry, ExperimentTracker kept, FinishedTraining finished) {
    TrackedTraining.Trained trained = finished.trained();
    PrintWriter console = spec.commandLine().getOut();
    try {
      String run = Retraining.settled(kept, registry, finished.run());
      Optional<ModelVersion> there =
          registry.versions(name).stream()
              .filter(version -> finished.isVersion(version, run))
              .findFirst();
      if (there.isPresent()) {
        console.println("registered already: " + name + "@" + there.get().version());
      } else {
        ModelVersion version =
            registry.register(
                name,
                new Registration(
                    trained.model(), Optional.of(run), trained.files(), trained.tags()));
        console.println("registered: " + version.model() + "@" + version.version());
      }
      console.flush();
    } catch (IOException | CoreScoreException e) {
      throw new CoreScoreException(
          Messages.of(e)
              + ("; the model is saved in " + trained.model() + ", of run " + finished.run())
              + ("; the same command registers it and trains nothing anew: " + command()),
          e);
    }
  }

  /** The command as it was given, as a shell takes it. */
  private String command() {
    return "corescore "
        + spec.root().commandLine().getParseResult().originalArgs().stream()
            .map(
                word ->
                    word.matches("[A-Za-z0-9_./:=,@%+-]+")
                        ? word
                        : "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
  }
}
