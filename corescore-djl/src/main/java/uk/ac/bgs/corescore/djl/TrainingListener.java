// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.core.training.track.ExperimentRun;

/** Receives the progress of a training, on the thread that trains. */
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
   * The validation photos were predicted.
   *
   * @param step steps done
   * @param rockIou intersection over union of rock by photo, on the network's grid
   */
  default void validated(int step, Map<String, Double> rockIou) {}

  /**
   * Combines several listeners.
   *
   * @param listeners called in this order
   * @return one that calls them all
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
   * A listener that writes metrics into a run of an experiment tracker: {@code loss} and {@code
   * learning_rate} every fifty steps and at each validation, {@code rock_iou}, the mean over
   * photos, and {@code rock_iou/PHOTO}. Characters of a photo's name that a metric's name cannot
   * have become underscores. It neither starts nor ends the run, and throws a {@link
   * uk.ac.bgs.corescore.CoreScoreException} if the run cannot keep a metric.
   *
   * @param run the run
   * @return a listener for one training
   */
  static TrainingListener tracking(ExperimentRun run) {
    return new TrackedMetrics(run);
  }
}
