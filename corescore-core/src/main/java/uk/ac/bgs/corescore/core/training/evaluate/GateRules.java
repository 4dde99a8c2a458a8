// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import uk.ac.bgs.corescore.CoreScoreException;

/**
 * The conditions under which a candidate may replace the model in production.
 *
 * @param minimum for figures of which more is better, the least mean
 * @param meanTolerance for figures that rank, how much worse than production's the mean may be
 * @param photoTolerance for figures that rank, how much worse any single photo may be
 */
public record GateRules(
    Map<Metric, Double> minimum,
    Map<Metric, Double> meanTolerance,
    Map<Metric, Double> photoTolerance) {

  /**
   * A rock IoU of at least 0.85; no mean of the figures listed worse by more than 0.01, the count
   * error without its sign by more than one fragment; no photo worse by more than 0.05 in rock IoU.
   */
  public static final GateRules DEFAULT =
      new GateRules(
          Map.of(Metric.ROCK_IOU, 0.85),
          Map.ofEntries(
              Map.entry(Metric.ROCK_IOU, 0.01),
              Map.entry(Metric.ROCK_PRECISION, 0.01),
              Map.entry(Metric.ROCK_RECALL, 0.01),
              Map.entry(Metric.ROCK_F1, 0.01),
              Map.entry(Metric.PIXEL_ACCURACY, 0.01),
              Map.entry(Metric.ACC_ROCK, 0.01),
              Map.entry(Metric.BOUNDARY_F1, 0.01),
              Map.entry(Metric.PANOPTIC_QUALITY, 0.01),
              Map.entry(Metric.RECOGNITION_QUALITY, 0.01),
              Map.entry(Metric.AVERAGE_PRECISION, 0.01),
              Map.entry(Metric.COUNT_ERROR_MAGNITUDE, 1.0),
              Map.entry(Metric.AREA_ERROR_MAGNITUDE, 0.01)),
          Map.of(Metric.ROCK_IOU, 0.05));

  /**
   * Copies the maps; checks that figures rank, minima are at most 1 and tolerances not negative.
   *
   * @param minimum least means
   * @param meanTolerance tolerances of the means
   * @param photoTolerance tolerances of single photos
   */
  public GateRules {
    minimum = MetricCalculator.copy(minimum);
    meanTolerance = tolerances(meanTolerance);
    photoTolerance = tolerances(photoTolerance);
    for (Metric metric : minimum.keySet()) {
      if (!metric.higherIsBetter()) {
        throw new IllegalArgumentException(
            "a minimum is for figures of which more is better, not for " + metric.key());
      }
    }
    minimum.forEach(
        (metric, least) -> {
          // All of these are shares.
          if (least > 1) {
            throw new IllegalArgumentException(
                "a minimum is at most 1: " + metric.key() + " " + least);
          }
        });
  }

  private static Map<Metric, Double> tolerances(Map<Metric, Double> tolerances) {
    Map<Metric, Double> copy = MetricCalculator.copy(tolerances);
    copy.forEach(
        (metric, tolerance) -> {
          if (!metric.ranks()) {
            throw new IllegalArgumentException(metric.key() + " says neither better nor worse");
          }
          if (tolerance < 0) {
            throw new IllegalArgumentException(
                "a tolerance is not negative: " + metric.key() + " " + tolerance);
          }
        });
    return copy;
  }

  /**
   * Reads rules: a JSON object with {@code minimum}, {@code meanTolerance} and {@code
   * photoTolerance}, each an object from {@link Metric#key()} to a number; one that is missing has
   * no rules, and another is refused.
   *
   * @param file the file
   * @return the rules
   * @throws CoreScoreException if the file holds no rules; the message names the member
   * @throws IOException if the file cannot be read
   */
  public static GateRules read(Path file) throws IOException {
    return JsonMembers.read(file)
        .only("minimum", "meanTolerance", "photoTolerance")
        .make(
            tree ->
                new GateRules(
                    tree.object("minimum").map(JsonMembers::onlyFigures).orElse(Map.of()),
                    tree.object("meanTolerance").map(JsonMembers::onlyFigures).orElse(Map.of()),
                    tree.object("photoTolerance").map(JsonMembers::onlyFigures).orElse(Map.of())));
  }
}
