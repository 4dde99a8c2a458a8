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
import picocli.CommandLine;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.evaluate.Evaluation;
import uk.ac.bgs.corescore.core.mlflow.MlflowPlace;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.track.ExperimentRun;
import uk.ac.bgs.corescore.core.track.ExperimentTracker;
import uk.ac.bgs.corescore.djl.Training;
import uk.ac.bgs.corescore.djl.TrainingSettings;
import uk.ac.bgs.corescore.example.cli.retrain.Labelled;
import uk.ac.bgs.corescore.example.cli.retrain.RetrainConfig;
import uk.ac.bgs.corescore.example.cli.retrain.Sha256;
import uk.ac.bgs.corescore.example.cli.retrain.Steps;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.spi.Providers;

/** The steps of retrain, as the other commands do them. */
final class RetrainSteps implements Steps {
  private final RetrainConfig config;
  private final CommandLine command;
  private final ModelRegistry registry;
  private final List<String> failures = new ArrayList<>();

  RetrainSteps(RetrainConfig config, CommandLine command) {
    this.config = config;
    this.command = command;
    this.registry = MlflowPlace.registry(config.registry(), System.getenv());
  }

  /** Records of label files that were passed over, and why. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public ModelRegistry registry() {
    return registry;
  }

  @Override
  public ExperimentTracker tracker(Path spool) {
    return TrackerOptions.enduring(config.tracker(), config.experiment(), spool);
  }

  @Override
  public List<Labelled> read(RetrainConfig.Truth source) throws IOException {
    PolygonOptions polygons = PolygonOptions.of(source);
    List<Truth> truths = new ArrayList<>();
    for (Path labels : source.labels()) {
      truths.add(Truth.of(Optional.of(labels), Optional.empty(), polygons));
    }
    source
        .masks()
        .ifPresent(masks -> truths.add(Truth.of(Optional.empty(), Optional.of(masks), polygons)));
    List<Labelled> all = new ArrayList<>();
    for (Truth truth : truths) {
      Truth.Found found = truth.found(true, command.getOut());
      failures.addAll(found.failures());
      for (Truth.Known known : found.known()) {
        PhotoFile photo = known.photo().orElseThrow();
        all.add(
            new Labelled(
                known.name(),
                photo,
                Sha256.of(photo.file()),
                known.failure().isPresent() ? "" : known.content().sha256(),
                () -> known.truth().of(Optional.of(PhotoReader.create().read(photo))),
                known.failure()));
      }
    }
    return all;
  }

  @Override
  public void tell(String line) {
    command.getOut().println(Messages.line(line));
  }

  @Override
  public Trained train(Order order, ExperimentRun run) throws IOException {
    RetrainRecipe made = RetrainRecipe.of(config.recipe(), order.start());
    TrainingRecipe recipe = made.recipe();
    List<Truth.Known> known = new ArrayList<>();
    for (Labelled labelled : order.photos()) {
      Path mask = labelled.mask(order.masks());
      Path instances = labelled.instances(order.masks());
      known.add(
          new Truth.Known(
              labelled.name(),
              labelled.name(),
              Optional.of(labelled.photo()),
              photo -> MaskFiles.read(mask, instances, LabelSet.CORESCORE),
              labelled::truthSha256));
    }
    int width = recipe.usualWidth();
    TrainingPhotos.Split split =
        made.photos().read(known, recipe.photoWidth(width), command.getOut());
    TrainingSettings settings;
    try {
      settings = recipe.settings(split.train(), width);
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException("recipe: " + e.getMessage(), e);
    }
    Training training =
        recipe.training(settings, split, TrainingPhotos.drawn(recipe.drawn(), recipe.seed()));
    Folders.make(order.out());
    TrackedTraining.Trained trained =
        new TrackedTraining(recipe, made.photos(), made.licence(), order.out(), command)
            .run(training, settings, split, run);
    return new Trained(trained.model(), trained.files(), trained.tags());
  }

  @Override
  public void judge(Map<String, Path> models, Path test, Path out) throws IOException {
    PrintWriter console = command.getOut();
    PolygonOptions polygons = PolygonOptions.of(test.resolve("photos"));
    Truth truth = Truth.of(Optional.empty(), Optional.of(test.resolve("masks")), polygons);
    Providers providers = Providers.discover(RetrainSteps.class.getClassLoader());
    List<Contenders.Contender> contenders = new ArrayList<>();
    try {
      for (Map.Entry<String, Path> model : models.entrySet()) {
        ScoringPipeline.Builder builder = ScoringPipeline.builder(providers, "djl-unet");
        config.options().forEach(builder::segmenterOption);
        builder.segmenterOption("model", model.getValue().toString());
        contenders.add(Contenders.segmenting(model.getKey(), builder.build()));
      }
      Judging judging =
          new Judging(
              contenders,
              Contenders.evaluator(Contenders.BOUNDARY),
              truth.photos(true, console),
              LabelSet.CORESCORE,
              command);
      Map<String, Evaluation> evaluations = new LinkedHashMap<>(judging.judge());
      if (judging.tell(evaluations) != CommandLine.ExitCode.OK) {
        throw new CoreScoreException("there is no verdict where photos cannot be judged");
      }
      for (Map.Entry<String, Evaluation> entry : evaluations.entrySet()) {
        Judging.write(entry.getValue(), out.resolve(entry.getKey()), true);
      }
      judging.writePage(List.copyOf(evaluations.values()), out.resolve("evaluation.html"), true);
    } finally {
      contenders.forEach(Contenders.Contender::close);
    }
  }

  @Override
  public Runnable guard(ExperimentRun run) {
    return new FailingRun(run)::release;
  }
}
