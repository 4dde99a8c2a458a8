// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Computes metrics from counts, in the same way for one photo and for all pixels of many. */
final class MetricCalculator {
  private final Map<Metric, Double> values = new EnumMap<>(Metric.class);

  private MetricCalculator() {}

  static OptionalDouble ratio(double part, double whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of(part / whole);
  }

  static OptionalDouble ratio(long part, long whole) {
    return ratio((double) part, (double) whole);
  }

  /** An unmodifiable copy in the order of the metrics; refuses what is not finite. */
  static Map<Metric, Double> copy(Map<Metric, Double> figures) {
    Map<Metric, Double> copy = new EnumMap<>(Metric.class);
    copy.putAll(figures);
    copy.forEach(
        (metric, value) -> {
          if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                metric.key() + " is " + value + "; what is not defined is left out");
          }
        });
    return Collections.unmodifiableMap(copy);
  }

  static Map<Metric, Double> of(PhotoEvaluation.Counts counts, ConfusionMatrix confusion) {
    MetricCalculator figures = new MetricCalculator();
    figures.pixels(counts, confusion);
    figures.boundary(counts);
    figures.fragments(counts);
    figures.measures(counts);
    figures.rubble(counts.rubble());
    figures.rows(counts.rows());
    return copy(figures.values);
  }

  private void put(Metric metric, double part, double whole) {
    ratio(part, whole).ifPresent(value -> values.put(metric, value));
  }

  private void put(Metric metric, long part, long whole) {
    put(metric, (double) part, (double) whole);
  }

  private void pixels(PhotoEvaluation.Counts counts, ConfusionMatrix confusion) {
    long both = counts.truePositives();
    long extra = counts.falsePositives();
    long missed = counts.falseNegatives();
    long neither = counts.trueNegatives();
    put(Metric.ROCK_IOU, both, both + extra + missed);
    put(Metric.ROCK_PRECISION, both, both + extra);
    put(Metric.ROCK_RECALL, both, both + missed);
    put(Metric.ROCK_F1, 2 * both, 2 * both + extra + missed);
    put(Metric.ROCK_ACCURACY, both + neither, both + neither + extra + missed);
    put(Metric.PIXEL_ACCURACY, confusion.right(), confusion.total());
    put(Metric.ACC_ROCK, counts.labelledRight(), counts.labelled());
    put(Metric.FALSE_POSITIVE_RATE, extra, extra + neither);
    put(Metric.FALSE_NEGATIVE_RATE, missed, missed + both);
  }

  private void boundary(PhotoEvaluation.Counts counts) {
    put(Metric.BOUNDARY_PRECISION, counts.predictedBoundaryNear(), counts.predictedBoundary());
    put(Metric.BOUNDARY_RECALL, counts.truthBoundaryNear(), counts.truthBoundary());
    double precision = values.getOrDefault(Metric.BOUNDARY_PRECISION, 0.0);
    double recall = values.getOrDefault(Metric.BOUNDARY_RECALL, 0.0);
    if (counts.truthBoundary() + counts.predictedBoundary() > 0) {
      double sum = precision + recall;
      values.put(Metric.BOUNDARY_F1, sum == 0 ? 0 : 2 * precision * recall / sum);
    }
  }

  private void fragments(PhotoEvaluation.Counts counts) {
    long truth = counts.truthFragments();
    long predicted = counts.predictedFragments();
    long matched = counts.matched();
    put(Metric.PANOPTIC_QUALITY, 2 * counts.matchedIou(), (double) (truth + predicted));
    put(Metric.SEGMENTATION_QUALITY, counts.matchedIou(), (double) matched);
    put(Metric.RECOGNITION_QUALITY, 2 * matched, truth + predicted);
    if (truth + predicted > 0) {
      double sum = 0;
      for (long match : counts.matches()) {
        sum += (double) match / (truth + predicted - match);
      }
      values.put(Metric.AVERAGE_PRECISION, sum / counts.matches().size());
    }
    long half = counts.matches().get(0);
    put(Metric.AVERAGE_PRECISION_50, half, truth + predicted - half);
    long strict = counts.matches().get(5);
    put(Metric.AVERAGE_PRECISION_75, strict, truth + predicted - strict);
    values.put(Metric.TRUTH_COUNT, (double) truth);
    values.put(Metric.PREDICTED_COUNT, (double) predicted);
    values.put(Metric.COUNT_ERROR, (double) (predicted - truth));
    values.put(Metric.COUNT_ERROR_MAGNITUDE, (double) Math.abs(predicted - truth));
    values.put(Metric.SPLIT_COUNT, (double) counts.splits());
    values.put(Metric.MERGE_COUNT, (double) counts.merges());
  }

  private void rubble(PhotoEvaluation.Rubble rubble) {
    long predicted = rubble.both() + rubble.predictedOnly();
    put(Metric.RUBBLE_IOU, rubble.both(), predicted + rubble.truthOnly());
    put(Metric.RUBBLE_PRECISION, rubble.both(), predicted);
    put(Metric.RUBBLE_RECALL, rubble.both(), rubble.both() + rubble.truthOnly());
  }

  private void rows(PhotoEvaluation.Rows rows) {
    if (rows.photos() == 0) {
      return;
    }
    int truth = rows.iou().size();
    values.put(Metric.ROW_TRUTH_COUNT, (double) truth);
    values.put(Metric.ROW_FOUND_COUNT, (double) rows.found());
    put(Metric.ROW_NUMBER_RIGHT, rows.numberRight(), rows.photos());
    put(Metric.ROW_IOU, rows.iou().stream().mapToDouble(Double::doubleValue).sum(), truth);
    put(Metric.ROW_FOUND_WELL, rows.foundWell(), truth);
    put(Metric.ROW_ORIENTATION_RIGHT, rows.orientationRight(), rows.photos());
    put(Metric.ROW_ORDER_RIGHT, rows.orderRight(), rows.photos());
  }

  private void measures(PhotoEvaluation.Counts counts) {
    double truthArea = (double) (counts.truePositives() + counts.falseNegatives());
    double area = (double) (counts.truePositives() + counts.falsePositives());
    double truthPerimeter = counts.truthPerimeter();
    double perimeter = counts.predictedPerimeter();
    double truthCount = (double) (counts.truthFragments() + counts.rubble().truthFragments());
    double count = (double) (counts.predictedFragments() + counts.rubble().predictedFragments());
    put(Metric.AREA_ERROR, area - truthArea, truthArea);
    put(Metric.AREA_ERROR_MAGNITUDE, Math.abs(area - truthArea), truthArea);
    put(Metric.FRAGMENT_PERIMETER_ERROR, perimeter - truthPerimeter, truthPerimeter);
    put(Metric.TOTAL_FRAGMENTS_ERROR, count - truthCount, truthCount);
    if (count > 0 && truthCount > 0) {
      double average = truthPerimeter / truthCount;
      put(Metric.AVERAGE_PERIMETER_ERROR, perimeter / count - average, average);
      double complexity = truthPerimeter / truthArea;
      put(Metric.PERIMETER_COMPLEXITY_ERROR, perimeter / area - complexity, complexity);
    }
  }
}
