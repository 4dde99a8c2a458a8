// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.training;

import uk.ac.bgs.corescore.djl.settings.TrainingSettings;

/**
 * The one-cycle schedule (Smith and Topin, 2019): the learning rate rises and falls once, the
 * momentum in the opposite direction.
 *
 * @param steps of the training
 * @param rising share of them in which the rate rises
 * @param highest rate
 */
public record OneCycleSchedule(int steps, double rising, double highest) {
  public static OneCycleSchedule of(TrainingSettings settings) {
    return new OneCycleSchedule(settings.steps(), settings.rising(), settings.learningRate());
  }

  /** The learning rate of a step, counted from 0. */
  public double rate(int step) {
    double peak = rising * steps;
    return step < peak
        ? between(highest / 25, highest, step / peak)
        : between(highest, highest / 1e5, (step - peak) / (steps - peak));
  }

  /** The momentum of a step, counted from 0, high where the rate is low. */
  public double momentum(int step) {
    double peak = rising * steps;
    return step < peak
        ? between(0.95, 0.85, step / peak)
        : between(0.85, 0.95, (step - peak) / (steps - peak));
  }

  private static double between(double from, double to, double share) {
    return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
  }
}
