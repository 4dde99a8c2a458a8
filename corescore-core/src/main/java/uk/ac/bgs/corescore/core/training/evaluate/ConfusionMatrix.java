// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How many pixels of each true label were given each label.
 *
 * @param labels names of the labels of ground truth and prediction, distinct
 * @param counts one row for each true label, in it one number of pixels for each predicted label
 */
public record ConfusionMatrix(List<String> labels, List<List<Long>> counts) {
  /** The matrix of no pixels. */
  public static final ConfusionMatrix EMPTY = new ConfusionMatrix(List.of(), List.of());

  /**
   * Copies the lists; checks that the matrix is square and holds no negative count.
   *
   * @param labels names of the labels
   * @param counts rows of the matrix
   */
  public ConfusionMatrix {
    labels = List.copyOf(labels);
    List<List<Long>> rows = new ArrayList<>();
    for (List<Long> row : counts) {
      rows.add(List.copyOf(row));
    }
    counts = List.copyOf(rows);
    int size = labels.size();
    if (labels.stream().distinct().count() != size) {
      throw new IllegalArgumentException("labels have distinct names: " + labels);
    }
    if (counts.size() != size || counts.stream().anyMatch(row -> row.size() != size)) {
      throw new IllegalArgumentException("a matrix of " + size + " labels is " + size + " square");
    }
    if (counts.stream().flatMap(List::stream).anyMatch(n -> n < 0)) {
      throw new IllegalArgumentException("numbers of pixels are not negative");
    }
  }

  /**
   * Agreement on one label.
   *
   * @param label the label's name
   * @param truePixels pixels that have it in the ground truth
   * @param iou TP / (TP + FP + FN); absent if neither side has the label
   * @param precision TP / (TP + FP); absent if the prediction does not have it
   * @param recall TP / (TP + FN); absent if the ground truth does not have it
   * @param f1 2 TP / (2 TP + FP + FN); absent if neither side has it
   */
  public record LabelScore(
      String label,
      long truePixels,
      OptionalDouble iou,
      OptionalDouble precision,
      OptionalDouble recall,
      OptionalDouble f1) {}

  /**
   * Agreement on each label.
   *
   * @return one score a label, in the order of {@link #labels()}
   */
  public List<LabelScore> scores() {
    List<LabelScore> scores = new ArrayList<>();
    for (int label = 0; label < labels.size(); label++) {
      long right = counts.get(label).get(label);
      long truth = counts.get(label).stream().mapToLong(Long::longValue).sum();
      long predicted = 0;
      for (List<Long> row : counts) {
        predicted += row.get(label);
      }
      scores.add(
          new LabelScore(
              labels.get(label),
              truth,
              MetricCalculator.ratio(right, truth + predicted - right),
              MetricCalculator.ratio(right, predicted),
              MetricCalculator.ratio(right, truth),
              MetricCalculator.ratio(2 * right, truth + predicted)));
    }
    return scores;
  }

  /**
   * Adds the pixels of another matrix, label by label name.
   *
   * @param other the other matrix
   * @return the sum, with the labels of both
   */
  public ConfusionMatrix plus(ConfusionMatrix other) {
    Set<String> names = new LinkedHashSet<>(labels);
    names.addAll(other.labels);
    List<List<Long>> rows = new ArrayList<>();
    for (String truth : names) {
      List<Long> row = new ArrayList<>();
      for (String predicted : names) {
        row.add(count(truth, predicted) + other.count(truth, predicted));
      }
      rows.add(row);
    }
    return new ConfusionMatrix(List.copyOf(names), rows);
  }

  private long count(String truth, String predicted) {
    int row = labels.indexOf(truth);
    int column = labels.indexOf(predicted);
    return row < 0 || column < 0 ? 0 : counts.get(row).get(column);
  }

  long total() {
    return counts.stream().flatMap(List::stream).mapToLong(Long::longValue).sum();
  }

  long right() {
    long right = 0;
    for (int label = 0; label < labels.size(); label++) {
      right += counts.get(label).get(label);
    }
    return right;
  }
}
