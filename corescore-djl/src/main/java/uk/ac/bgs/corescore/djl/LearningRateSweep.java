// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.djl.internal.report.LineChart;

/**
 * Result of a learning rate range test (Smith, 2017): the loss while the learning rate rises step
 * by step.
 *
 * @param points one a step, by rising rate
 */
public record LearningRateSweep(List<Point> points) {
  /**
   * A step.
   *
   * @param rate its learning rate
   * @param loss its loss
   * @param smoothed the moving average of the losses up to it
   */
  public record Point(double rate, double loss, double smoothed) {}

  /**
   * Copies the points.
   *
   * @param points one a step
   * @throws IllegalArgumentException if there is none
   */
  public LearningRateSweep {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a sweep has at least one step whose loss is a number");
    }
  }

  /**
   * The suggested learning rate: a tenth of the rate at which the smoothed loss was lowest.
   *
   * @return the rate
   */
  public double suggested() {
    return points.stream().min(Comparator.comparingDouble(Point::smoothed)).orElseThrow().rate()
        / 10;
  }

  /**
   * Writes the points as CSV: rate, loss, smoothed.
   *
   * @param file where; replaced atomically
   * @throws IOException if it cannot be written
   */
  public void writeTable(Path file) throws IOException {
    StringBuilder rows = new StringBuilder("rate,loss,smoothed\n");
    for (Point point : points) {
      rows.append(point.rate() + "," + point.loss() + "," + point.smoothed() + "\n");
    }
    put(file, rows.toString());
  }

  /**
   * Draws the losses over the rate as SVG, the suggested rate marked.
   *
   * @param file where; replaced atomically
   * @throws IOException if it cannot be written
   */
  public void writePlot(Path file) throws IOException {
    double[] rates = points.stream().mapToDouble(Point::rate).toArray();
    put(
        file,
        new LineChart(
                "Loss over learning rate; the suggested rate is marked",
                "Learning rate (logarithmic)",
                "Loss",
                true,
                List.of(
                    new LineChart.Curve(
                        "smoothed", rates, points.stream().mapToDouble(Point::smoothed).toArray()),
                    new LineChart.Curve(
                        "of each step", rates, points.stream().mapToDouble(Point::loss).toArray())),
                suggested())
            .svg());
  }

  private static void put(Path file, String text) throws IOException {
    TemporaryFile.put(file, true, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
