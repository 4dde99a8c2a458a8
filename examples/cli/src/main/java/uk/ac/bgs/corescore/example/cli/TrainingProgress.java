// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import uk.ac.bgs.corescore.djl.TrainingListener;

/** Tells how far a training is: a bar on a terminal, a line now and then elsewhere. */
final class TrainingProgress implements TrainingListener {
  private static final int MEAN_OF = 50;

  private final Progress progress;
  private final int steps;
  private final int batch;
  private final long start = System.nanoTime();
  private double loss = Double.NaN;
  private double iou = Double.NaN;
  private int first = -1;

  TrainingProgress(PrintWriter console, boolean terminal, int steps, int batch) {
    this.progress = new Progress(console, terminal, steps);
    this.steps = steps;
    this.batch = batch;
  }

  @Override
  public void step(int step, double of, double rate) {
    first = first < 0 ? step - 1 : first;
    // The mean of about the last fifty steps.
    double share = 1.0 / Math.min(MEAN_OF, step - first);
    loss = Double.isNaN(loss) ? of : loss + (of - loss) * share;
    double each = (System.nanoTime() - start) / 1e9 / (step - first);
    String known =
        String.format(
            Locale.ROOT,
            "loss %.4f%s, rate %.1e, %.1f crops/s, %s left",
            loss,
            Double.isNaN(iou) ? "" : String.format(Locale.ROOT, ", IoU %.4f", iou),
            rate,
            batch / each,
            time(each * (steps - step)));
    progress.at(step, known);
    if (!progress.isDrawn() && step % MEAN_OF == 0) {
      progress.say("step " + step + "/" + steps + ", " + known);
    }
  }

  private static String time(double seconds) {
    return String.format(
        Locale.ROOT,
        seconds < 90 ? "%.0f s" : seconds < 5400 ? "%.0f min" : "%.1f h",
        seconds < 90 ? seconds : seconds < 5400 ? seconds / 60 : seconds / 3600);
  }

  @Override
  public void validated(int step, Map<String, Double> rockIou) {
    iou = rockIou.values().stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    if (!rockIou.isEmpty()) {
      progress.say(String.format(Locale.ROOT, "step %d, rock IoU %.4f %s", step, iou, rockIou));
    }
  }
}
