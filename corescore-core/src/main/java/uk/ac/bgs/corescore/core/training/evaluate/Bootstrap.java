// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * The percentile interval of a mean over photos (Efron 1979): photos drawn with replacement, as
 * many as there are, again and again. The drawing is the same on every machine and for every
 * figure.
 */
final class Bootstrap {
  static final int SAMPLES = 2000;
  static final long SEED = 2019;
  static final double LEVEL = 0.95;

  private Bootstrap() {}

  /** The interval, absent where fewer than two photos have a value. */
  static Optional<Evaluation.Interval> interval(List<OptionalDouble> values) {
    if (values.stream().filter(OptionalDouble::isPresent).count() < 2) {
      return Optional.empty();
    }
    Random dice = new Random(SEED);
    double[] means = new double[SAMPLES];
    int size = 0;
    for (int sample = 0; sample < SAMPLES; sample++) {
      double sum = 0;
      int count = 0;
      for (int i = 0; i < values.size(); i++) {
        OptionalDouble value = values.get(dice.nextInt(values.size()));
        sum += value.orElse(0);
        count += value.isPresent() ? 1 : 0;
      }
      if (count > 0) {
        means[size++] = sum / count;
      }
    }
    Arrays.sort(means, 0, size);
    double tail = (1 - LEVEL) / 2;
    return Optional.of(
        new Evaluation.Interval(percentile(means, size, tail), percentile(means, size, 1 - tail)));
  }

  /** Linear between the two nearest. */
  private static double percentile(double[] sorted, int size, double share) {
    double at = share * (size - 1);
    int below = (int) at;
    int above = Math.min(size - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
