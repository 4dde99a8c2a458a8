// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli.retrain;

import java.io.IOException;
import java.io.PrintWriter;
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
import uk.ac.bgs.corescore.core.registry.FolderRegistry;
import uk.ac.bgs.corescore.core.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.registry.ModelVersion;
import uk.ac.bgs.corescore.core.registry.Registration;
import uk.ac.bgs.corescore.core.track.ExperimentRun;
import uk.ac.bgs.corescore.core.track.ExperimentTracker;
import uk.ac.bgs.corescore.core.track.RunStatus;

/**
 * The loop: from labels and feedback to a model in production, or to the reasons why not.
 *
 * <p>After each stage the work folder says so. A process that is killed goes on at the stage where
 * it was, and what a stage does is done once however often it is begun: masks that are there are
 * left, training goes on from its checkpoint, a version that was registered is found by the attempt
 * in its tags, and production is moved only from where it was when the candidate was judged.
 */
public final class Retraining {
  private static final String ATTEMPT = "retrain/attempt";
  private static final List<String> REGISTERED =
      List.of(Learnt.FILE, "model-card.md", "split.csv", "training.html");

  private final RetrainConfig config;
  private final Steps steps;
  private final Stages stages;
  private final ModelRegistry registry;

  /** How it ends. */
  public enum Outcome {
    /** The candidate is in production. */
    PROMOTED,
    /** Nothing was to be done. */
    NOTHING_NEW,
    /** The gate has refused the candidate. */
    REFUSED
  }

  /** Hears where it is. */
  @FunctionalInterface
  public interface Watch {
    /** A stage begins, or its work is done and not yet written down. */
    void at(Stage stage, boolean worked);
  }

  /**
   * A loop that has not begun.
   *
   * @param config what it is told
   * @param steps what it needs of others
   * @param console where it tells how it goes
   * @param watch hears where it is
   */
  public Retraining(RetrainConfig config, Steps steps, PrintWriter console, Watch watch) {
    this.config = config;
    this.steps = steps;
    this.stages = new Stages(console, watch);
    this.registry = steps.registry();
  }

  /**
   * Goes round once.
   *
   * @param anyway whether to train though nothing is new
   * @param newTestSet whether the test set may be another than the registry has
   * @return how it ended
   * @throws uk.ac.bgs.corescore.CoreScoreException if something is wrong that a person must see to
   * @throws IOException if a file or a server cannot be reached
   */
  public Outcome run(boolean anyway, boolean newTestSet) throws IOException {
    try (WorkFolder work = WorkFolder.open(config.work())) {
      Optional<Attempt> left = work.attempt().filter(attempt -> !attempt.isDone());
      if (left.isPresent() && isInProduction(left.get())) {
        // Killed between the move and the note of it.
        work.save(left.get().done());
        stages.tell(left.get().named(config.model()).orElseThrow() + " is in production");
        return Outcome.PROMOTED;
      }
      Collecting.Collected found =
          stages.run(
              Stage.COLLECT,
              () -> new Collecting(config, steps).collect(newTestSet, work.of("new-test-set")));
      stages.say(
          String.format(
              Locale.ROOT,
              "%d labelled photos, %d of them new to %s",
              found.photos().size(),
              found.fresh(),
              found.production().map(this::named).orElse("a first model")));
      Attempt attempt;
      if (left.isPresent() && left.get().of().equals(found.of())) {
        attempt = left.get();
        stages.say("an attempt was interrupted; it goes on at " + attempt.next());
      } else {
        left.ifPresent(old -> stages.say("what an interrupted attempt was made of has changed"));
        if (!anyway && found.nothing().isPresent()) {
          stages.tell(found.nothing().get());
          return Outcome.NOTHING_NEW;
        }
        attempt = work.begin(found.of());
      }
      return carryOn(work, attempt, found);
    }
  }

  private boolean isInProduction(Attempt attempt) throws IOException {
    return attempt.version().isPresent()
        && registry.alias(config.model(), ModelRegistry.PRODUCTION).equals(attempt.version());
  }

  private String named(ModelVersion version) {
    return version.model() + "@" + version.version();
  }

  private Outcome carryOn(WorkFolder work, Attempt begun, Collecting.Collected found)
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
      stages.say("production has changed since the candidate was judged; it is judged again");
      attempt = work.save(attempt.at(Stage.EVALUATE));
    }
    Trial trial = new Trial(config, steps, stages, work);
    if (attempt.next() != Stage.PROMOTE) {
      attempt = upToTheGate(work, attempt, found, trial);
    }
    return trial.promote(attempt);
  }

  private static OptionalInt number(Collecting.Collected found) {
    return found.production().isPresent()
        ? OptionalInt.of(found.production().get().version())
        : OptionalInt.empty();
  }

  /** The stages that the run is told of; the run ends with the verdict. */
  private Attempt upToTheGate(
      WorkFolder work, Attempt begun, Collecting.Collected found, Trial trial) throws IOException {
    Attempt attempt = begun;
    ExperimentTracker tracker = steps.tracker(work.spool());
    try (ExperimentRun run = run(tracker, attempt)) {
      Runnable release = steps.guard(run);
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
          // It has trained; another run tells of the rest.
          finish(run, e);
        }
        throw e;
      } finally {
        release.run();
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
   * The id under which the tracker knows a run; a registry in a folder takes the provisional one
   * where the tracker is away.
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

  /** The run of the training goes on; where it has ended, another tells of the rest. */
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
      WorkFolder work, Attempt attempt, Collecting.Collected found, ExperimentRun run)
      throws IOException {
    Steps.Trained trained =
        stages.run(
            Stage.TRAIN,
            () -> {
              Optional<Path> start = Optional.empty();
              if (found.start().isPresent()) {
                ModelVersion from = found.start().get();
                start = Optional.of(registry.fetch(from.model(), from.version(), from.file()));
                stages.say("begins with " + named(from));
              }
              Steps.Order order =
                  new Steps.Order(work.of("masks"), found.photos(), start, work.of("train"));
              return steps.train(order, run);
            });
    Map<String, String> tags = new LinkedHashMap<>(trained.tags());
    tags.put(ATTEMPT, attempt.id());
    tags.put(
        Collecting.DATA, new Learnt(found.photos().stream().map(Learnt.Row::of).toList()).sha256());
    found.start().ifPresent(from -> tags.put("retrain/from", Integer.toString(from.version())));
    WorkFolder.write(work.of("train").resolve(Learnt.FILE), found.learnt().csv());
    run.artifact(work.of("train").resolve(Learnt.FILE), Learnt.FILE);
    return work.save(attempt.withRun(run.id()).withTags(tags).at(Stage.REGISTER));
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
              + "; the same command goes on with registering it",
          e);
    }
    stages.say(config.model() + "@" + version);
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
