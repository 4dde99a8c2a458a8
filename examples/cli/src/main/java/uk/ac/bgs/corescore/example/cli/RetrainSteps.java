// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.compare.Candidates;
import uk.ac.bgs.corescore.core.compare.Comparison;
import uk.ac.bgs.corescore.core.compare.ComparisonResult;
import uk.ac.bgs.corescore.core.evaluate.Evaluation;
import uk.ac.bgs.corescore.core.groundtruth.GroundTruth;
import uk.ac.bgs.corescore.core.groundtruth.GroundTruthReader;
import uk.ac.bgs.corescore.core.groundtruth.LabelReading;
import uk.ac.bgs.corescore.core.groundtruth.LabelledPhoto;
import uk.ac.bgs.corescore.core.groundtruth.MaskFolder;
import uk.ac.bgs.corescore.core.mlflow.MlflowPlace;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.report.OutputFolder;
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
    PhotoPairing pairing = PhotoPairing.of(MaskFolder.photos(source.photos(), true));
    if (source.scales().isPresent()) {
      pairing = pairing.withScales(source.scales().get());
    }
    RetrainConfig.Reading reading = source.reading();
    GroundTruthReader reader =
        new GroundTruthReader(
            Optional.of(pairing),
            LabelReading.of(
                    reading.labelsOn(),
                    reading.yUp(),
                    reading.emptyIsNoRock(),
                    reading.tableFirst())
                .withAdvice(new OptionAdvice()),
            this::tell);
    List<GroundTruth> truths = new ArrayList<>();
    for (Path labels : source.labels()) {
      truths.add(reader.labels(List.of(labels)));
    }
    if (source.masks().isPresent()) {
      truths.add(reader.masks(source.masks().get(), true, LabelSet.CORESCORE, true));
    }
    List<Labelled> all = new ArrayList<>();
    for (GroundTruth found : truths) {
      failures.addAll(found.failures());
      for (LabelledPhoto known : found.photos()) {
        PhotoFile photo = known.requirePhoto();
        all.add(
            new Labelled(
                known.name(),
                photo,
                Sha256.of(photo.file()),
                known.failure().isPresent() ? "" : known.sha256(),
                known::draw,
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
    List<LabelledPhoto> known = new ArrayList<>();
    for (Labelled labelled : order.photos()) {
      Path mask = labelled.mask(order.masks());
      Path instances = labelled.instances(order.masks());
      known.add(
          LabelledPhoto.of(
              labelled.name(),
              labelled.name(),
              Optional.of(labelled.photo()),
              () -> MaskFolder.read(mask, instances, LabelSet.CORESCORE),
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
    OutputFolder.make(order.out());
    TrackedTraining.Trained trained =
        new TrackedTraining(recipe, made.photos(), made.licence(), order.out(), command)
            .run(training, settings, split, run);
    return new Trained(trained.model(), trained.files(), trained.tags());
  }

  @Override
  public void judge(Map<String, Path> models, Path test, Path out) throws IOException {
    GroundTruth truth =
        new GroundTruthReader(
                Optional.of(PhotoPairing.of(MaskFolder.photos(test.resolve("photos"), true))),
                LabelReading.DEFAULT,
                this::tell)
            .masks(test.resolve("masks"), true, LabelSet.CORESCORE, true)
            .requireSome(test.resolve("photos").toString());
    Providers providers = Providers.discover(RetrainSteps.class.getClassLoader());
    PrintWriter console = command.getOut();
    try (Candidates candidates =
        Candidates.ofModels(providers, "djl-unet", config.options(), models)) {
      Comparison comparison =
          new Comparison(
              candidates, Comparison.evaluator(Comparison.BOUNDARY), LabelSet.CORESCORE, truth);
      ComparisonResult result = comparison.run(new ConsoleListener(console, "; "));
      result.evaluations().values().forEach(one -> console.println(Comparison.summary(one)));
      console.flush();
      Messages.failures(result.failures(), command.getErr());
      for (Evaluation evaluation : result.requireWhole().evaluations().values()) {
        Comparison.write(evaluation, out.resolve(evaluation.name()), true);
      }
      comparison.writePage(result, out.resolve("evaluation.html"), true);
    }
  }

  @Override
  public Runnable guard(ExperimentRun run) {
    return new FailingRun(run)::release;
  }
}
