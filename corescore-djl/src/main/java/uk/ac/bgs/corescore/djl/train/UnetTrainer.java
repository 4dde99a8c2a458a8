// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.train;

import java.io.IOException;
import uk.ac.bgs.corescore.core.pipeline.WorkListener;
import uk.ac.bgs.corescore.core.training.retrain.ModelTrainer;
import uk.ac.bgs.corescore.core.training.track.ExperimentRun;
import uk.ac.bgs.corescore.djl.DjlUnetProvider;
import uk.ac.bgs.corescore.djl.TrainingListener;
import uk.ac.bgs.corescore.spi.Providers;

/**
 * Trains models of {@code djl-unet} for retraining, by one plan. A start model in the order
 * replaces that of the plan. Used by one thread at a time.
 */
public final class UnetTrainer implements ModelTrainer {
  private final TrainingData data;
  private final TrainingPlan plan;
  private final Providers providers;
  private final TrainingListener progress;
  private final WorkListener listener;

  /**
   * A trainer.
   *
   * @param data which photos are held out
   * @param plan how models are trained
   * @param providers where djl-unet is found, to evaluate the model
   * @param progress receives the steps
   * @param listener receives the evaluation of the photos held out
   */
  public UnetTrainer(
      TrainingData data,
      TrainingPlan plan,
      Providers providers,
      TrainingListener progress,
      WorkListener listener) {
    this.data = data;
    this.plan = plan;
    this.providers = providers;
    this.progress = progress;
    this.listener = listener;
  }

  @Override
  public String segmenter() {
    return DjlUnetProvider.ID;
  }

  @Override
  public Trained train(Order order, ExperimentRun run) throws IOException {
    TrainingPlan own = order.start().map(plan::withStart).orElse(plan);
    TrainingSplit split = data.read(order.photos(), own.settings().photoWidth(), listener::remark);
    return new TrackedTraining(own, split, order.out(), providers).run(run, progress, listener);
  }
}
