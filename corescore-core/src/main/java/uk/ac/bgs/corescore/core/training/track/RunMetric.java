// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.track;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A figure of a run at one step.
 *
 * @param name what it is, see {@link ExperimentRun#NAME}
 * @param value the figure, finite
 * @param step the step it belongs to, 0 or more
 * @param time when it was measured, cut to milliseconds
 */
public record RunMetric(String name, double value, long step, Instant time) {
  /**
   * Checks what every tracker can keep.
   *
   * @param name what it is
   * @param value the figure
   * @param step the step
   * @param time when it was measured
   * @throws IllegalArgumentException if the name is no name, the value not finite or the step
   *     negative
   */
  public RunMetric {
    ExperimentRun.requireName(name);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("metric " + name + ": expected a number, got " + value);
    }
    if (step < 0) {
      throw new IllegalArgumentException("metric " + name + ": a step is not negative: " + step);
    }
    time = time.truncatedTo(ChronoUnit.MILLIS);
  }
}
