// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.core.training.track.ExperimentRun;

/** Hears how a training goes, on the thread that trains. */
public interface TrainingListener {
  /**
   * A step is done.
   *
   * @param step its number, from 1
   * @param loss mean loss of its crops
   * @param rate its learning rate
   */
  default void step(int step, double loss, double rate) {}

  /**
   * The photos that are not trained on were looked at.
   *
   * @param step steps done
   * @param rockIou intersection over union of rock by photo, on the network's grid
   */
  default void validated(int step, Map<String, Double> rockIou) {}

  /**
   * Tells several, in their order.
   *
   * @param listeners who hear
   * @return one that tells them
   */
  static TrainingListener all(List<TrainingListener> listeners) {
    List<TrainingListener> heard = List.copyOf(listeners);
    return new TrainingListener() {
      @Override
      public void step(int step, double loss, double rate) {
        heard.forEach(listener -> listener.step(step, loss, rate));
      }

      @Override
      public void validated(int step, Map<String, Double> rockIou) {
        heard.forEach(listener -> listener.validated(step, rockIou));
      }
    };
  }

  /**
   * One that keeps the figures in a run of an experiment tracker: {@code loss} and {@code
   * learning_rate} every fifty steps and at each validation, {@code rock_iou}, the mean over
   * photos, and {@code rock_iou/PHOTO}. What a name of a photo has that a name of a metric has not
   * becomes an underscore. It neither begins nor ends the run, and throws a {@link
   * uk.ac.bgs.corescore.CoreScoreException} where the run cannot keep a figure.
   *
   * @param run where they are kept
   * @return a listener for one training
   */
  static TrainingListener tracking(ExperimentRun run) {
    return new TrackedMetrics(run);
  }
}
