// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.util.Map;
import picocli.CommandLine;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.training.retrain.ModelTrainer;
import uk.ac.bgs.corescore.core.training.track.ExperimentRun;
import uk.ac.bgs.corescore.djl.DjlUnetProvider;
import uk.ac.bgs.corescore.djl.train.TrackedTraining;
import uk.ac.bgs.corescore.djl.train.TrainingPlan;
import uk.ac.bgs.corescore.djl.train.TrainingSplit;
import uk.ac.bgs.corescore.spi.Providers;

/** Trains djl-unet by the recipe of retrain. */
final class RecipeTrainer implements ModelTrainer {
  private final Map<String, String> options;
  private final Providers providers;
  private final CommandLine command;

  RecipeTrainer(Map<String, String> options, Providers providers, CommandLine command) {
    this.options = options;
    this.providers = providers;
    this.command = command;
  }

  @Override
  public String segmenter() {
    return DjlUnetProvider.ID;
  }

  @Override
  public Trained train(Order order, ExperimentRun run) throws IOException {
    RetrainRecipe made = RetrainRecipe.of(options, order.start());
    TrainingOptions recipe = made.recipe();
    int width = recipe.usualWidth();
    TrainingSplit split =
        made.photos().read(order.photos(), recipe.photoWidth(width), command.getOut());
    TrainingPlan plan;
    try {
      plan = recipe.plan(split, width, made.licence());
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(FailureKind.BAD_INPUT, "recipe: " + e.getMessage(), e);
    }
    TrainingConsole console = new TrainingConsole(command);
    Trained trained =
        new TrackedTraining(plan, split, order.out(), providers)
            .run(run, console.progress(plan.settings()), console);
    console.done(trained, order.out());
    return trained;
  }
}
