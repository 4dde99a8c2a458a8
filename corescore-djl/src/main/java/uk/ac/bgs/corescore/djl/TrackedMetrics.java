// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.training.track.ExperimentRun;
import uk.ac.bgs.corescore.core.training.track.RunMetric;

/** Writes the metrics of a training into a run, in batches. */
final class TrackedMetrics implements TrainingListener {
  private static final int STEPS_PER_METRIC = 50;

  private final ExperimentRun run;
  private double sum;
  private int count;
  private double last;

  TrackedMetrics(ExperimentRun run) {
    this.run = run;
  }

  @Override
  public void step(int step, double loss, double rate) {
    sum += loss;
    count++;
    last = rate;
    if (step % STEPS_PER_METRIC == 0) {
      keep(losses(step));
    }
  }

  @Override
  public void validated(int step, Map<String, Double> rockIou) {
    List<RunMetric> metrics = losses(step);
    Instant now = Instant.now();
    rockIou.forEach(
        (photo, iou) -> {
          String name = "rock_iou/" + photo.replaceAll("[^A-Za-z0-9_-]", "_");
          metrics.add(
              new RunMetric(name.substring(0, Math.min(250, name.length())), iou, step, now));
        });
    rockIou.values().stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .ifPresent(mean -> metrics.add(new RunMetric("rock_iou", mean, step, now)));
    keep(metrics);
  }

  private List<RunMetric> losses(int step) {
    List<RunMetric> metrics = new ArrayList<>();
    if (count > 0) {
      Instant now = Instant.now();
      metrics.add(new RunMetric("loss", sum / count, step, now));
      metrics.add(new RunMetric("learning_rate", last, step, now));
    }
    sum = 0;
    count = 0;
    return metrics;
  }

  private void keep(List<RunMetric> metrics) {
    try {
      run.metrics(metrics);
    } catch (IOException e) {
      throw new CoreScoreException(
          FailureKind.IO, "run " + run.id() + " cannot keep its metrics: " + e, e);
    }
  }
}
