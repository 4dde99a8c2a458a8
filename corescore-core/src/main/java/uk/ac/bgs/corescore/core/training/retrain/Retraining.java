// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.retrain;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.core.training.groundtruth.LabelledPhoto;
import uk.ac.bgs.corescore.core.training.groundtruth.MaskFolder;
import uk.ac.bgs.corescore.core.training.groundtruth.PlacementAdvice;
import uk.ac.bgs.corescore.core.training.mlflow.MlflowSettings;
import uk.ac.bgs.corescore.core.training.registry.FolderRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelVersion;
import uk.ac.bgs.corescore.core.training.registry.Registration;
import uk.ac.bgs.corescore.core.training.track.ExperimentRun;
import uk.ac.bgs.corescore.core.training.track.ExperimentTracker;
import uk.ac.bgs.corescore.core.training.track.FailRunOnShutdown;
import uk.ac.bgs.corescore.core.training.track.RunStatus;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.spi.Providers;

/**
 * The training loop, from labels and feedback to a model in production or the reasons against it.
 *
 * <p>The work folder records each stage that is done. After a process was killed the next call
 * resumes at the stage where it was, and each stage takes effect once: masks that exist are left,
 * training resumes from its checkpoint, a version that was registered is found by the attempt in
 * its tags, and production is moved only from where it was when the candidate was evaluated.
 *
 * <p>For use by one thread; one process at a time works in a work folder.
 */
public final class Retraining {
  private static final String ATTEMPT = "retrain/attempt";
  private static final List<String> REGISTERED =
      List.of(TrainingManifest.FILE, "model-card.md", "split.csv", "training.html");

  private final RetrainConfig config;
  private final ModelTrainer trainer;
  private final Providers providers;
  private final PlacementAdvice advice;
  private final Map<String, String> environment;
  private final StageRunner stages;
  private final RetrainListener listener;
  private final ModelRegistry registry;

  /** How it ends. */
  public enum Outcome {
    /** The candidate is in production. */
    PROMOTED,
    /** Nothing was to do. */
    NOTHING_NEW,
    /** The gate refused the candidate. */
    REFUSED
  }

  /**
   * The result.
   *
   * @param outcome how it ended
   * @param failures records of label files that were skipped because they have no photo, and why,
   *     one line each
   */
  public record Result(Outcome outcome, List<String> failures) {
    /**
     * Copies the list.
     *
     * @param outcome how it ended
     * @param failures records that were skipped
     */
    public Result {
      failures = List.copyOf(failures);
    }
  }

  /**
   * A loop that has not begun.
   *
   * @param config the settings
   * @param trainer trains the model
   * @param providers where the trainer's segmenter is found
   * @param advice what messages say of labels that do not fit their photo
   * @param environment variables by name, for the address and the login of an MLflow server
   * @param listener receives the progress
   * @throws uk.ac.bgs.corescore.CoreScoreException if the registry's place cannot be used
   */
  public Retraining(
      RetrainConfig config,
      ModelTrainer trainer,
      Providers providers,
      PlacementAdvice advice,
      Map<String, String> environment,
      RetrainListener listener) {
    this.config = config;
    this.trainer = trainer;
    this.providers = providers;
    this.advice = advice;
    this.environment = Map.copyOf(environment);
    this.listener = listener;
    this.stages = new StageRunner(listener);
    this.registry = MlflowSettings.registry(config.registry(), environment);
  }

  /**
   * Runs the loop once, or resumes it where it was interrupted.
   *
   * @param anyway whether to train though nothing is new
   * @param newTestSet whether the test set may differ from the one in the registry
   * @return how it ended
   * @throws TestSetChangedException if the test set differs and may not
   * @throws uk.ac.bgs.corescore.CoreScoreException if data, settings or another process stand in
   *     the way; the message says what
   * @throws IOException if a file or a server cannot be reached
   */
  public Result run(boolean anyway, boolean newTestSet) throws IOException {
    try (WorkFolder work = WorkFolder.open(config.work())) {
      Optional<Attempt> left = work.attempt().filter(attempt -> !attempt.isDone());
      if (left.isPresent() && isInProduction(left.get())) {
        // Killed between the move and the note of it.
        work.save(left.get().done());
        listener.remark(left.get().named(config.model()).orElseThrow() + " is in production");
        return new Result(Outcome.PROMOTED, List.of());
      }
      DataCollector.CollectedData found =
          stages.run(
              Stage.COLLECT,
              () ->
                  new DataCollector(config, registry, advice, listener)
                      .collect(newTestSet, work.of("new-test-set")));
      listener.detail(
          String.format(
              Locale.ROOT,
              "%d labelled photos, %d of them new to %s",
              found.photos().size(),
              found.fresh(),
              found.production().map(this::named).orElse("a first model")));
      Attempt attempt;
      if (left.isPresent() && left.get().of().equals(found.of())) {
        attempt = left.get();
        listener.detail("an attempt was interrupted; it continues at " + attempt.next());
      } else {
        left.ifPresent(
            old -> listener.detail("what an interrupted attempt was made of has changed"));
        if (!anyway && found.nothing().isPresent()) {
          DataCollector.Nothing nothing = found.nothing().get();
          listener.nothingNew(nothing.reason(), nothing.refused());
          return new Result(Outcome.NOTHING_NEW, found.failures());
        }
        attempt = work.begin(found.of());
      }
      return new Result(continueAttempt(work, attempt, found), found.failures());
    }
  }

  private boolean isInProduction(Attempt attempt) throws IOException {
    return attempt.version().isPresent()
        && registry.alias(config.model(), ModelRegistry.PRODUCTION).equals(attempt.version());
  }

  private String named(ModelVersion version) {
    return version.model() + "@" + version.version();
  }

  private Outcome continueAttempt(WorkFolder work, Attempt begun, DataCollector.CollectedData found)
      throws IOException {
    Attempt attempt = begun;
    if (attempt.next() == Stage.MASKS) {
      stages.run(
          Stage.MASKS,
          () -> {
            TestSet.write(found.photos(), work.of("masks"));
            return found;
          });
      attempt = work.save(attempt.at(Stage.TRAIN));
    }
    boolean judged = attempt.next().isAfter(Stage.EVALUATE);
    if (judged && !attempt.against().equals(number(found))) {
      listener.detail(
          "production has changed since the candidate was evaluated; it is evaluated again");
      attempt = work.save(attempt.at(Stage.EVALUATE));
    }
    CandidateTrial trial =
        new CandidateTrial(
            config,
            new CandidateTrial.ModelRunner(providers, trainer.segmenter()),
            stages,
            work,
            registry);
    if (attempt.next() != Stage.PROMOTE) {
      attempt = runToGate(work, attempt, found, trial);
    }
    return trial.promote(attempt);
  }

  private static OptionalInt number(DataCollector.CollectedData found) {
    return found.production().isPresent()
        ? OptionalInt.of(found.production().get().version())
        : OptionalInt.empty();
  }

  /** The stages that are recorded in the run; the run ends with the verdict. */
  private Attempt runToGate(
      WorkFolder work, Attempt begun, DataCollector.CollectedData found, CandidateTrial trial)
      throws IOException {
    Attempt attempt = begun;
    ExperimentTracker tracker =
        MlflowSettings.spoolingTracker(
            config.tracker(), config.experiment(), work.spool(), environment);
    try (ExperimentRun run = run(tracker, attempt)) {
      FailRunOnShutdown hook = FailRunOnShutdown.of(run);
      try {
        if (attempt.next() == Stage.TRAIN) {
          attempt = train(work, attempt, found, run);
        }
        if (attempt.next() == Stage.REGISTER) {
          attempt = register(work, attempt, tracker);
        }
        if (attempt.next() == Stage.EVALUATE) {
          attempt = trial.evaluate(attempt, number(found), run);
        }
        trial.gate(attempt, run);
        run.finish(RunStatus.FINISHED);
      } catch (IOException e) {
        if (attempt.next().isAfter(Stage.TRAIN)) {
          // It has trained; another run records the rest.
          finish(run, e);
        }
        throw e;
      } finally {
        hook.remove();
      }
    }
    return work.save(attempt.at(Stage.PROMOTE));
  }

  private static void finish(ExperimentRun run, IOException problem) {
    try {
      run.finish(RunStatus.FINISHED);
    } catch (IOException | IllegalStateException e) {
      problem.addSuppressed(e);
    }
  }

  /**
   * The tracker's id of a run; a registry in a folder takes the provisional one where the tracker
   * is away.
   *
   * @param tracker of the run
   * @param registry where it will be named
   * @param run the id that the run had at its end
   * @return the id to register
   * @throws IOException if the tracker does not know the run yet, and the registry is on a server
   */
  public static String settled(ExperimentTracker tracker, ModelRegistry registry, String run)
      throws IOException {
    try {
      return tracker.settled(run);
    } catch (IOException e) {
      if (registry instanceof FolderRegistry) {
        return run;
      }
      throw e;
    }
  }

  /** Resumes the run of the training; if it has ended, another run records the rest. */
  private ExperimentRun run(ExperimentTracker tracker, Attempt attempt) throws IOException {
    String name = "retrain " + config.model();
    if (attempt.next().isAfter(Stage.TRAIN)) {
      try {
        return tracker.resume(attempt.run());
      } catch (IllegalStateException | IOException e) {
        ExperimentRun rest = tracker.start(name + ", judged");
        rest.tags(Map.of("trained_in", attempt.run()));
        return rest;
      }
    }
    return tracker.start(name);
  }

  private Attempt train(
      WorkFolder work, Attempt attempt, DataCollector.CollectedData found, ExperimentRun run)
      throws IOException {
    ModelTrainer.Trained trained =
        stages.run(
            Stage.TRAIN,
            () -> {
              Optional<Path> start = Optional.empty();
              if (found.start().isPresent()) {
                ModelVersion from = found.start().get();
                start = Optional.of(registry.fetch(from.model(), from.version(), from.file()));
                listener.detail("begins with " + named(from));
              }
              ModelTrainer.Order order =
                  new ModelTrainer.Order(
                      drawn(found.photos(), work.of("masks")),
                      start,
                      OutputFolder.make(work.of("train")));
              return trainer.train(order, run);
            });
    Map<String, String> tags = new LinkedHashMap<>(trained.tags());
    tags.put(ATTEMPT, attempt.id());
    tags.put(DataCollector.DATA, TrainingManifest.of(found.photos()).sha256());
    found.start().ifPresent(from -> tags.put("retrain/from", Integer.toString(from.version())));
    WorkFolder.write(work.of("train").resolve(TrainingManifest.FILE), found.trainedOn().csv());
    run.artifact(work.of("train").resolve(TrainingManifest.FILE), TrainingManifest.FILE);
    return work.save(attempt.withRun(run.id()).withTags(tags).at(Stage.REGISTER));
  }

  /** The photos with the masks that were drawn of them. */
  private static List<LabelledPhoto> drawn(List<HashedPhoto> photos, Path masks) {
    return photos.stream()
        .map(
            photo ->
                LabelledPhoto.of(
                    photo.name(),
                    photo.name(),
                    Optional.of(photo.photo()),
                    () ->
                        MaskFolder.read(
                            photo.mask(masks), photo.instances(masks), LabelSet.CORESCORE),
                    photo::truthSha256))
        .toList();
  }

  private Attempt register(WorkFolder work, Attempt attempt, ExperimentTracker tracker)
      throws IOException {
    int version;
    try {
      version =
          stages.run(
              Stage.REGISTER,
              () -> {
                Optional<ModelVersion> made =
                    registry.versions(config.model()).stream()
                        .filter(one -> attempt.id().equals(one.tags().get(ATTEMPT)))
                        .findFirst();
                return made.isPresent()
                    ? made.get().version()
                    : registered(work, attempt.withRun(settled(tracker, registry, attempt.run())));
              });
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(
          e.getMessage()
              + ("; the model is saved in " + work.of("train") + ", of run " + attempt.run())
              + "; the same command continues with registering it",
          e);
    }
    listener.detail(config.model() + "@" + version);
    return work.save(attempt.withVersion(version).at(Stage.EVALUATE));
  }

  private int registered(WorkFolder work, Attempt attempt) throws IOException {
    Path trained = work.of("train");
    Map<String, Path> files = new LinkedHashMap<>();
    Path model = trained.resolve("model.corescore");
    try (Stream<Path> all = Files.list(trained)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith("model.") && !name.endsWith(".json")) {
          model = file;
        } else if (REGISTERED.contains(name)) {
          files.put(name, file);
        }
      }
    }
    return registry
        .register(
            config.model(),
            new Registration(model, Optional.of(attempt.run()), files, attempt.tags()))
        .version();
  }
}
