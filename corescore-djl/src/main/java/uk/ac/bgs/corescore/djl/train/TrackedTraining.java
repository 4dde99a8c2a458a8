// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import uk.ac.bgs.corescore.core.internal.GitCommit;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.pipeline.WorkListener;
import uk.ac.bgs.corescore.core.report.AtomicFile;
import uk.ac.bgs.corescore.core.training.compare.Candidates;
import uk.ac.bgs.corescore.core.training.compare.Comparison;
import uk.ac.bgs.corescore.core.training.compare.ComparisonResult;
import uk.ac.bgs.corescore.core.training.groundtruth.GroundTruth;
import uk.ac.bgs.corescore.core.training.retrain.ModelTrainer;
import uk.ac.bgs.corescore.core.training.track.ExperimentRun;
import uk.ac.bgs.corescore.core.training.track.ExperimentTracker;
import uk.ac.bgs.corescore.core.training.track.FailRunOnShutdown;
import uk.ac.bgs.corescore.core.training.track.RunStatus;
import uk.ac.bgs.corescore.djl.DjlUnetProvider;
import uk.ac.bgs.corescore.djl.TrainedModel;
import uk.ac.bgs.corescore.djl.Training;
import uk.ac.bgs.corescore.djl.TrainingListener;
import uk.ac.bgs.corescore.djl.TrainingReport;
import uk.ac.bgs.corescore.djl.settings.TrainingExample;
import uk.ac.bgs.corescore.djl.settings.TrainingSettings;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.spi.Providers;

/**
 * A training that writes its results into a folder and tracks them in a run: the model and its
 * card, {@code checkpoint.safetensors}, from which it resumes, {@code split.csv}, {@code
 * metrics.csv}, curves, {@code training.html}, and the evaluation of the photos held out.
 *
 * <p>For use by one thread; one training at a time in a process.
 */
public final class TrackedTraining {
  private static final String EVALUATION = "evaluation";

  private final TrainingPlan plan;
  private final TrainingSplit split;
  private final Training training;
  private final Path out;
  private final Providers providers;

  /**
   * A training that has not begun.
   *
   * @param plan how it is trained
   * @param split the photos
   * @param out the folder of all results, which exists when the training begins
   * @param providers where djl-unet is found, to evaluate the model
   * @throws IllegalArgumentException if there is nothing to train on
   * @throws uk.ac.bgs.corescore.CoreScoreException if the plan does not fit the photos
   */
  public TrackedTraining(TrainingPlan plan, TrainingSplit split, Path out, Providers providers) {
    this(plan, split, plan.training(split), out, providers);
  }

  private TrackedTraining(
      TrainingPlan plan, TrainingSplit split, Training training, Path out, Providers providers) {
    this.plan = plan;
    this.split = split;
    this.training = training;
    this.out = out;
    this.providers = providers;
  }

  /**
   * The same training with the host's executor for what is made beside it, see {@link
   * Training#on(Executor)}.
   *
   * @param host the executor, which is not shut down
   * @return a training that has not begun
   */
  public TrackedTraining on(Executor host) {
    return new TrackedTraining(plan, split, training.on(host), out, providers);
  }

  /**
   * The training without tracking.
   *
   * @return a training of the plan and the photos
   */
  public Training training() {
    return training;
  }

  /**
   * The result that the folder holds.
   *
   * @return the model of an earlier call with the same plan and photos; empty if there is none, or
   *     a file of it is missing or changed
   * @throws IOException if a file cannot be read
   */
  public Optional<FinishedTraining> finished() throws IOException {
    return FinishedTraining.read(out, inputsHash());
  }

  /**
   * Trains in a run of its own, and records in the folder that it is finished. The run is marked as
   * failed if the training fails or the JVM shuts down.
   *
   * @param tracker keeps the run
   * @param progress receives the steps
   * @param listener receives the evaluation of the photos held out
   * @return the model and its run
   * @throws uk.ac.bgs.corescore.CoreScoreException as {@link #run} does
   * @throws IOException if a file or the tracker cannot be reached
   */
  public FinishedTraining train(
      ExperimentTracker tracker, TrainingListener progress, WorkListener listener)
      throws IOException {
    try (ExperimentRun run = tracker.start("train " + out.getFileName())) {
      FailRunOnShutdown hook = FailRunOnShutdown.of(run);
      try {
        ModelTrainer.Trained trained = run(run, progress, listener);
        run.finish(RunStatus.FINISHED);
        FinishedTraining finished = FinishedTraining.of(inputsHash(), run.id(), trained);
        finished.write(out);
        return finished;
      } finally {
        hook.remove();
      }
    }
  }

  /**
   * Trains, from the checkpoint on where the folder has one. The run is not ended.
   *
   * @param run keeps parameters, figures and files
   * @param progress receives the steps
   * @param listener receives the evaluation of the photos held out
   * @return the model, and what a registry needs
   * @throws uk.ac.bgs.corescore.CoreScoreException if the checkpoint is of another training, or the
   *     loss is no number
   * @throws uk.ac.bgs.corescore.spi.OptionException if there is no such device
   * @throws IOException if a file or the tracker cannot be reached
   */
  public ModelTrainer.Trained run(
      ExperimentRun run, TrainingListener progress, WorkListener listener) throws IOException {
    write("split.csv", split.table());
    TrainingReport report = new TrainingReport(out.resolve("metrics.csv"));
    run.params(params());
    Map<String, String> tags = tags();
    run.tags(tags);
    run.artifact(out.resolve("split.csv"), "split.csv");
    Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    TrainedModel trained =
        training.run(
            out.resolve("checkpoint.safetensors"),
            TrainingListener.all(List.of(report, TrainingListener.tracking(run), progress)));
    Path model = out.resolve(trained.fileName());
    trained.write(model, provenance());
    Map<String, String> facts = facts(model, run, begun);
    report.writePage(out.resolve("training.html"), training, split.seen(), facts);
    report.writeCard(out.resolve("model-card.md"), training, split.seen(), facts);
    List<String> kept =
        new ArrayList<>(
            List.of(
                trained.fileName(),
                trained.fileName() + ".json",
                "model-card.md",
                "training.html",
                "metrics.csv"));
    report.writeCurves(out).forEach(file -> kept.add(String.valueOf(file.getFileName())));
    if (plan.settings().task() == TrainingSettings.Task.SEGMENT) {
      kept.addAll(evaluate(model, listener));
    }
    for (String file : kept) {
      if (Files.exists(out.resolve(file))) {
        run.artifact(out.resolve(file), file);
      }
    }
    Map<String, Path> files = new LinkedHashMap<>();
    for (String file : List.of("model-card.md", "split.csv", "training.html")) {
      files.put(file, out.resolve(file));
    }
    tags.put("photos", Integer.toString(split.train().size()));
    tags.put("task", plan.settings().task().id());
    return new ModelTrainer.Trained(model, files, tags);
  }

  /** A hash of everything that determines the model. */
  private String inputsHash() throws IOException {
    Map<String, String> all = new LinkedHashMap<>(params());
    all.put("seed", Long.toString(plan.settings().seed()));
    all.put("split", split.sha256());
    all.put("licence", plan.licence());
    all.put("library", ScoringPipeline.libraryVersion());
    if (plan.start().isPresent()) {
      all.put("start", Sha256.of(plan.start().get()));
    }
    return Sha256.ofText(all.toString());
  }

  private Map<String, String> params() {
    Map<String, String> params = new LinkedHashMap<>(training.described());
    params.put("drawn_cores", Integer.toString(plan.drawnCores()));
    params.put("split", split.rule());
    plan.backgrounds().ifPresent(of -> params.put("backgrounds_sha256", of.sha256()));
    plan.start().ifPresent(model -> params.put("fine_tuned_from", model.toString()));
    return params;
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("library_version", ScoringPipeline.libraryVersion());
    tags.put("seed", Long.toString(plan.settings().seed()));
    tags.put("data_sha256", split.sha256());
    GitCommit.of(Path.of("")).ifPresent(commit -> tags.put("git_commit", commit));
    return tags;
  }

  private Map<String, String> facts(Path model, ExperimentRun run, Instant begun)
      throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("model file", String.valueOf(model.getFileName()));
    facts.put("SHA-256 of the model file", Sha256.of(model));
    facts.put("licence", plan.licence());
    facts.put("library version", ScoringPipeline.libraryVersion());
    plan.start().ifPresent(start -> facts.put("fine-tuned from", start.toString()));
    facts.put("seed", Long.toString(plan.settings().seed()));
    facts.put("drawn cores", Integer.toString(plan.drawnCores()));
    plan.backgrounds()
        .ifPresent(
            of -> facts.put("backgrounds", of.pictures().size() + " pictures of " + of.folder()));
    facts.put("split", split.rule());
    facts.put("SHA-256 of the split", split.sha256());
    facts.put("run", run.id());
    facts.put("begun", begun.toString());
    facts.put("ended", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return facts;
  }

  /** Evaluates the model on the photos held out; the files that were written. */
  private List<String> evaluate(Path model, WorkListener listener) throws IOException {
    if (split.evaluated().isEmpty()) {
      return List.of();
    }
    try (Candidates candidates =
        Candidates.ofModels(
            providers,
            DjlUnetProvider.ID,
            Map.of(),
            Map.of(String.valueOf(out.getFileName()), model))) {
      Comparison comparison =
          new Comparison(
              candidates,
              Comparison.evaluator(Comparison.BOUNDARY),
              LabelSet.CORESCORE,
              new GroundTruth(split.evaluated(), List.of()));
      ComparisonResult result = comparison.run(listener);
      result.evaluations().values().forEach(one -> listener.remark(Comparison.summary(one)));
      if (result.evaluations().isEmpty()) {
        return List.of();
      }
      Path folder = out.resolve(EVALUATION);
      Comparison.write(result.evaluations().values().iterator().next(), folder, true);
      comparison.writePage(result, folder.resolve("evaluation.html"), true);
    }
    return List.of(
        EVALUATION + "/evaluation.json",
        EVALUATION + "/evaluation.csv",
        EVALUATION + "/evaluation.html");
  }

  private void write(String name, List<String> lines) throws IOException {
    byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(out.resolve(name), true, stream -> stream.write(text));
  }

  private Map<String, String> provenance() {
    Map<String, String> provenance = new LinkedHashMap<>();
    provenance.put(
        "photos", String.join(",", split.train().stream().map(TrainingExample::name).toList()));
    provenance.put("drawn_cores", Integer.toString(plan.drawnCores()));
    provenance.put("licence", plan.licence());
    provenance.put("library_version", ScoringPipeline.libraryVersion());
    return provenance;
  }
}
