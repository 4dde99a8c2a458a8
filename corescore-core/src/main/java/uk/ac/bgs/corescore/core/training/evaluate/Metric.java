// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import java.util.Optional;

/**
 * A metric of the agreement between ground truth and prediction.
 *
 * <p>Rock is every label that is rock, of either side. TP, FP, FN and TN are pixels on the ground
 * truth's grid: rock in both, only in the prediction, only in the ground truth, in neither. A
 * figure whose denominator is zero is absent.
 *
 * <p>Figures of fragments are of pieces. Rubble is no piece: true rubble is left out where pieces
 * are matched and counted, with what lies in it, and has figures of its own. The errors of measures
 * are of all fragments, as the measures are.
 */
public enum Metric {
  /** TP / (TP + FP + FN), the index of Jaccard (1901). */
  ROCK_IOU("rock_iou", "Rock IoU", 1, "rock in both over rock in either"),
  /** TP / (TP + FP). */
  ROCK_PRECISION("rock_precision", "Rock precision", 1, "share of the predicted rock that is rock"),
  /** TP / (TP + FN). */
  ROCK_RECALL("rock_recall", "Rock recall", 1, "share of the rock that is predicted"),
  /** 2 TP / (2 TP + FP + FN), the coefficient of Dice (1945). */
  ROCK_F1("rock_f1", "Rock F1", 1, "harmonic mean of precision and recall"),
  /** (TP + TN) / all pixels. */
  ROCK_ACCURACY("rock_accuracy", "Rock accuracy", 1, "share of pixels right as rock or not"),
  /** Share of the pixels whose label is right; labels are matched by name. */
  PIXEL_ACCURACY("pixel_accuracy", "Pixel accuracy", 1, "share of pixels with the right label"),
  /**
   * Share of the pixels with the right label among those whose true label is not the first of the
   * label set. It ignores rock predicted on the first label: for comparison only.
   */
  ACC_ROCK("acc_rock", "acc_rock", 1, "right labels off the first label; blind to rock on it"),
  /** FP / (FP + TN). */
  FALSE_POSITIVE_RATE(
      "false_positive_rate", "False positive rate", -1, "share of not-rock that is called rock"),
  /** FN / (FN + TP). */
  FALSE_NEGATIVE_RATE(
      "false_negative_rate", "False negative rate", -1, "share of the rock that is missed"),
  /** Share of the predicted boundary pixels with a true one within the tolerance. */
  BOUNDARY_PRECISION(
      "boundary_precision", "Boundary precision", 1, "predicted boundary near the true one"),
  /** Share of the true boundary pixels with a predicted one within the tolerance. */
  BOUNDARY_RECALL("boundary_recall", "Boundary recall", 1, "true boundary near the predicted one"),
  /** Harmonic mean of the two; 0 where only one side has a boundary. */
  BOUNDARY_F1("boundary_f1", "Boundary F1", 1, "harmonic mean of the two boundary figures"),
  /** Sum of the matches' IoU / (TP + FP/2 + FN/2) of fragments (Kirillov et al. 2019). */
  PANOPTIC_QUALITY(
      "panoptic_quality", "Panoptic quality", 1, "matched fragments weighted by their IoU"),
  /** Mean IoU of the matched fragments. */
  SEGMENTATION_QUALITY(
      "segmentation_quality", "Segmentation quality", 1, "mean IoU of matched fragments"),
  /** TP / (TP + FP/2 + FN/2) of fragments matched at IoU above 0.5. */
  RECOGNITION_QUALITY(
      "recognition_quality", "Recognition quality", 1, "F1 of fragments matched at IoU over 0.5"),
  /**
   * Mean over the thresholds 0.5, 0.55 to 0.95 of TP / (TP + FP + FN) of fragments matched at an
   * IoU of at least the threshold, as COCO matches (Lin et al. 2014); the ratio is that of the Data
   * Science Bowl (2018), which needs no confidence.
   */
  AVERAGE_PRECISION(
      "average_precision", "Average precision", 1, "TP/(TP+FP+FN) over IoU 0.5 to 0.95"),
  /** TP / (TP + FP + FN) of fragments at IoU from 0.5 on. */
  AVERAGE_PRECISION_50(
      "average_precision_50", "Average precision at 0.5", 1, "TP/(TP+FP+FN) at IoU from 0.5 on"),
  /** TP / (TP + FP + FN) of fragments at IoU from 0.75 on. */
  AVERAGE_PRECISION_75(
      "average_precision_75", "Average precision at 0.75", 1, "TP/(TP+FP+FN) at IoU from 0.75 on"),
  /** Pieces of the ground truth. */
  TRUTH_COUNT("truth_count", "Fragments, truth", 0, "pieces of the truth"),
  /**
   * Pieces of the prediction that have a pixel on the ground truth's grid, without those that lie
   * in true rubble with more than half of their pixels and match no true piece.
   */
  PREDICTED_COUNT("predicted_count", "Fragments, predicted", 0, "pieces of the prediction"),
  /** Predicted fragments less true ones. */
  COUNT_ERROR("count_error", "Count error", 0, "predicted less true fragments"),
  /** The count error without its sign. */
  COUNT_ERROR_MAGNITUDE(
      "count_error_magnitude", "Count error, magnitude", -1, "count error without its sign"),
  /** True fragments in which two predicted ones or more lie with over half of their area. */
  SPLIT_COUNT("split_count", "Splits", -1, "true fragments predicted in pieces"),
  /** Predicted fragments in which two true ones or more lie with over half of their area. */
  MERGE_COUNT("merge_count", "Merges", -1, "predicted fragments that join true ones"),
  /** Pixels that are rubble in both over those in either. */
  RUBBLE_IOU("rubble_iou", "Rubble IoU", 1, "rubble in both over rubble in either"),
  /** Share of the predicted rubble that is rubble. */
  RUBBLE_PRECISION(
      "rubble_precision", "Rubble precision", 1, "share of the predicted rubble that is rubble"),
  /** Share of the rubble that is predicted as such. */
  RUBBLE_RECALL(
      "rubble_recall", "Rubble recall", 1, "share of the rubble that is predicted as rubble"),
  /** The number of rows of core in the ground truth; absent if it has none. */
  ROW_TRUTH_COUNT("row_truth_count", "True rows", 0, "rows of core of the truth"),
  /** Rows of core that were found. */
  ROW_FOUND_COUNT("row_found_count", "Found rows", 0, "rows of core that were found"),
  /** Share of the photos in which as many rows were found as there are; 0 or 1 for one photo. */
  ROW_NUMBER_RIGHT(
      "row_number_right", "Number of rows right", 1, "photos with as many rows as there are"),
  /** Mean over the true rows of the IoU with the row that was found for each, 0 for none. */
  ROW_IOU("row_iou", "Row IoU", 1, "mean IoU of the true rows with those found for them"),
  /** Share of the true rows that were found with an IoU of at least 0.8. */
  ROW_FOUND_WELL(
      "row_found_well", "Rows with IoU from 0.8", 1, "share of the true rows with IoU from 0.8 on"),
  /** Share of the photos in which every true row was found and runs as it does. */
  ROW_ORIENTATION_RIGHT(
      "row_orientation_right", "Orientation right", 1, "photos of which all rows run as they do"),
  /** Share of the photos in which every true row was found and they are read in their order. */
  ROW_ORDER_RIGHT(
      "row_order_right", "Order right", 1, "photos of which all rows are read in their order"),
  /**
   * (predicted - true) / true total area of rock, which is the relative error of the measures
   * absolute_area and relative_area too, as both are of one photo.
   */
  AREA_ERROR("area_error", "Area error", 0, "relative error of the total area"),
  /** The area error without its sign. */
  AREA_ERROR_MAGNITUDE(
      "area_error_magnitude", "Area error, magnitude", -1, "area error without its sign"),
  /** Relative error of the measure fragment_perimeter. */
  FRAGMENT_PERIMETER_ERROR(
      "fragment_perimeter_error",
      "Error of fragment_perimeter",
      0,
      "relative error of the measure"),
  /** Relative error of the measure average_perimeter. */
  AVERAGE_PERIMETER_ERROR(
      "average_perimeter_error", "Error of average_perimeter", 0, "relative error of the measure"),
  /** Relative error of the measure total_fragments. */
  TOTAL_FRAGMENTS_ERROR(
      "total_fragments_error", "Error of total_fragments", 0, "relative error of the measure"),
  /** Relative error of the measure perimeter_complexity. */
  PERIMETER_COMPLEXITY_ERROR(
      "perimeter_complexity_error",
      "Error of perimeter_complexity",
      0,
      "relative error of the measure");

  private final String key;
  private final String title;
  private final int sense;
  private final String explanation;

  Metric(String key, String title, int sense, String explanation) {
    this.key = key;
    this.title = title;
    this.sense = sense;
    this.explanation = explanation;
  }

  /**
   * The name of the figure in files.
   *
   * @return lower case words joined by underscores
   */
  public String key() {
    return key;
  }

  /**
   * The name of the figure for people.
   *
   * @return a few words
   */
  public String title() {
    return title;
  }

  /**
   * Whether more or less of it is better, so that two predictions can be ranked by it.
   *
   * @return false for counts and signed errors
   */
  public boolean ranks() {
    return sense != 0;
  }

  /**
   * How much worse one value is than another.
   *
   * @param candidate a value
   * @param production the value it is held against
   * @return the loss, negative for a gain
   * @throws IllegalStateException if the figure does not rank
   */
  public double loss(double candidate, double production) {
    if (!ranks()) {
      throw new IllegalStateException(key + " says neither better nor worse");
    }
    return sense * (production - candidate);
  }

  /**
   * Finds a figure by its name in files.
   *
   * @param key the name
   * @return the figure, or empty if there is none of that name
   */
  public static Optional<Metric> of(String key) {
    for (Metric metric : values()) {
      if (metric.key.equals(key)) {
        return Optional.of(metric);
      }
    }
    return Optional.empty();
  }

  String explanation() {
    return explanation;
  }

  /** Whether photos have whole numbers of it. */
  boolean isCount() {
    return switch (this) {
      case TRUTH_COUNT,
          PREDICTED_COUNT,
          COUNT_ERROR,
          COUNT_ERROR_MAGNITUDE,
          SPLIT_COUNT,
          MERGE_COUNT,
          ROW_TRUTH_COUNT,
          ROW_FOUND_COUNT ->
          true;
      default -> false;
    };
  }

  boolean higherIsBetter() {
    return sense > 0;
  }
}
