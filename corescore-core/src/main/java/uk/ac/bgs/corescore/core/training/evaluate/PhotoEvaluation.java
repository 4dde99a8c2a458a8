// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.layout.Layout;

/**
 * How well one photo's prediction agrees with its ground truth.
 *
 * @param photo the photo's name
 * @param width columns of the ground truth, on whose grid all is counted
 * @param height rows of the ground truth
 * @param predictionWidth columns the prediction came with
 * @param predictionHeight rows the prediction came with
 * @param figures the figures that are defined for this photo
 * @param counts what the figures were made of
 * @param confusion pixels by true and predicted label
 * @param seconds how long the prediction took, if known
 */
public record PhotoEvaluation(
    String photo,
    int width,
    int height,
    int predictionWidth,
    int predictionHeight,
    Map<Metric, Double> figures,
    Counts counts,
    ConfusionMatrix confusion,
    OptionalDouble seconds) {

  /**
   * Copies the figures and checks that they are finite.
   *
   * @param photo the photo's name
   * @param width columns of the ground truth
   * @param height rows of the ground truth
   * @param predictionWidth columns the prediction came with
   * @param predictionHeight rows the prediction came with
   * @param figures the figures that are defined
   * @param counts what the figures were made of
   * @param confusion pixels by true and predicted label
   * @param seconds how long the prediction took, if known
   */
  public PhotoEvaluation {
    if (photo.isBlank()) {
      throw new IllegalArgumentException("an evaluated photo has a name");
    }
    if (width < 1 || height < 1 || predictionWidth < 1 || predictionHeight < 1) {
      throw new IllegalArgumentException(photo + ": grids have pixels");
    }
    figures = MetricCalculator.copy(figures);
    if (seconds.isPresent() && !(seconds.getAsDouble() >= 0)) {
      throw new IllegalArgumentException(photo + ": no duration: " + seconds.getAsDouble());
    }
  }

  /**
   * One figure.
   *
   * @param metric which
   * @return its value, or empty where it is not defined
   */
  public OptionalDouble figure(Metric metric) {
    Double value = figures.get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /**
   * The same with the figures of rows of core. Each true row is matched with at most one that was
   * found, the pair of the largest IoU first. Cost: the product of both numbers.
   *
   * @param truth where the rows lie
   * @param found where they were found, in a photo of any size
   * @return a copy
   */
  public PhotoEvaluation withRows(Layout truth, Layout found) {
    Layout here = found.scaledTo(truth.photoWidth(), truth.photoHeight());
    Counts more = counts.withRows(RowMatching.of(truth.rows(), here.rows()));
    return new PhotoEvaluation(
        photo,
        width,
        height,
        predictionWidth,
        predictionHeight,
        MetricCalculator.of(more, confusion),
        more,
        confusion,
        seconds);
  }

  /**
   * The counts behind the figures; those of several photos add up to the pooled ones.
   *
   * @param truePositives pixels that are rock in both
   * @param falsePositives pixels that are rock in the prediction only
   * @param falseNegatives pixels that are rock in the ground truth only
   * @param trueNegatives pixels that are rock in neither
   * @param labelled pixels whose true label is not the first of the label set
   * @param labelledRight those of them with the right label
   * @param truthBoundary boundary pixels of the ground truth
   * @param truthBoundaryNear those of them within the tolerance of a predicted one
   * @param predictedBoundary boundary pixels of the prediction
   * @param predictedBoundaryNear those of them within the tolerance of a true one
   * @param truthFragments pieces of the ground truth
   * @param predictedFragments pieces of the prediction, without those that lie in true rubble
   * @param matches matched fragments at an IoU of at least 0.5, 0.55 and so on to 0.95: ten numbers
   * @param matched matched fragments at an IoU above 0.5
   * @param matchedIou sum of their IoU
   * @param splits true fragments predicted in pieces
   * @param merges predicted fragments that join true ones
   * @param truthPerimeter sum of the true fragments' perimeters, px
   * @param predictedPerimeter sum of the predicted fragments' perimeters, px
   * @param rubble what was counted of rubble
   * @param rows what was counted of rows of core
   */
  public record Counts(
      long truePositives,
      long falsePositives,
      long falseNegatives,
      long trueNegatives,
      long labelled,
      long labelledRight,
      long truthBoundary,
      long truthBoundaryNear,
      long predictedBoundary,
      long predictedBoundaryNear,
      long truthFragments,
      long predictedFragments,
      List<Long> matches,
      long matched,
      double matchedIou,
      long splits,
      long merges,
      double truthPerimeter,
      double predictedPerimeter,
      Rubble rubble,
      Rows rows) {
    /** Thresholds of the average precision: 0.5 to 0.95 by 0.05. */
    static final int THRESHOLDS = 10;

    /** Nothing counted. */
    public static final Counts NONE =
        new Counts(
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            Collections.nCopies(THRESHOLDS, 0L),
            0,
            0,
            0,
            0,
            0,
            0,
            Rubble.NONE,
            Rows.NONE);

    /**
     * Copies the list and checks that it has ten numbers.
     *
     * @param truePositives pixels that are rock in both
     * @param falsePositives pixels that are rock in the prediction only
     * @param falseNegatives pixels that are rock in the ground truth only
     * @param trueNegatives pixels that are rock in neither
     * @param labelled pixels whose true label is not the first
     * @param labelledRight those of them with the right label
     * @param truthBoundary boundary pixels of the ground truth
     * @param truthBoundaryNear those of them near a predicted one
     * @param predictedBoundary boundary pixels of the prediction
     * @param predictedBoundaryNear those of them near a true one
     * @param truthFragments pieces of the ground truth
     * @param predictedFragments pieces of the prediction
     * @param matches matched fragments at each threshold
     * @param matched matched fragments above 0.5
     * @param matchedIou sum of the IoU of the matched
     * @param splits true fragments predicted in pieces
     * @param merges predicted fragments that join true ones
     * @param truthPerimeter sum of the true perimeters
     * @param predictedPerimeter sum of the predicted perimeters
     * @param rubble what was counted of rubble
     * @param rows what was counted of rows of core
     */
    public Counts {
      matches = List.copyOf(matches);
      if (matches.size() != THRESHOLDS) {
        throw new IllegalArgumentException(
            "matches are counted at " + THRESHOLDS + " thresholds, not " + matches.size());
      }
    }

    /**
     * Adds the counts of another photo.
     *
     * @param other the other counts
     * @return the sums
     */
    public Counts plus(Counts other) {
      List<Long> sum = new ArrayList<>();
      for (int i = 0; i < THRESHOLDS; i++) {
        sum.add(matches.get(i) + other.matches.get(i));
      }
      return new Counts(
          truePositives + other.truePositives,
          falsePositives + other.falsePositives,
          falseNegatives + other.falseNegatives,
          trueNegatives + other.trueNegatives,
          labelled + other.labelled,
          labelledRight + other.labelledRight,
          truthBoundary + other.truthBoundary,
          truthBoundaryNear + other.truthBoundaryNear,
          predictedBoundary + other.predictedBoundary,
          predictedBoundaryNear + other.predictedBoundaryNear,
          truthFragments + other.truthFragments,
          predictedFragments + other.predictedFragments,
          sum,
          matched + other.matched,
          matchedIou + other.matchedIou,
          splits + other.splits,
          merges + other.merges,
          truthPerimeter + other.truthPerimeter,
          predictedPerimeter + other.predictedPerimeter,
          rubble.plus(other.rubble),
          rows.plus(other.rows));
    }

    Counts withRows(Rows newRows) {
      return new Counts(
          truePositives,
          falsePositives,
          falseNegatives,
          trueNegatives,
          labelled,
          labelledRight,
          truthBoundary,
          truthBoundaryNear,
          predictedBoundary,
          predictedBoundaryNear,
          truthFragments,
          predictedFragments,
          matches,
          matched,
          matchedIou,
          splits,
          merges,
          truthPerimeter,
          predictedPerimeter,
          rubble,
          newRows);
    }
  }

  /**
   * What was counted of rows of core, in photos of which the true rows are known.
   *
   * @param photos photos of which the true rows are known
   * @param numberRight those of them in which as many rows were found as there are
   * @param orientationRight those in which every true row was found, and runs as it does
   * @param orderRight those in which every true row was found, and they are read in their order
   * @param found rows that were found
   * @param iou for each true row, in order, its IoU with the row that was found for it, 0 for none
   */
  public record Rows(
      long photos,
      long numberRight,
      long orientationRight,
      long orderRight,
      long found,
      List<Double> iou) {
    /** No photo of which the rows are known. */
    public static final Rows NONE = new Rows(0, 0, 0, 0, 0, List.of());

    /** From what IoU on a row is found well. */
    public static final double WELL = 0.8;

    /**
     * Copies the list and checks that it holds shares.
     *
     * @param photos photos of which the true rows are known
     * @param numberRight those with the right number of rows
     * @param orientationRight those with rows that run as they do
     * @param orderRight those with rows in their order
     * @param found rows that were found
     * @param iou for each true row its IoU
     */
    public Rows {
      iou = List.copyOf(iou);
      for (double one : iou) {
        if (!(one >= 0 && one <= 1)) {
          throw new IllegalArgumentException("the IoU of a row is 0 to 1, not " + one);
        }
      }
    }

    /**
     * How many true rows were found with an IoU of at least 0.8.
     *
     * @return 0 to the number of true rows
     */
    public long foundWell() {
      return iou.stream().filter(one -> one >= WELL).count();
    }

    /**
     * Adds the counts of another photo.
     *
     * @param other the other counts
     * @return the sums, and the rows of both
     */
    public Rows plus(Rows other) {
      List<Double> both = new ArrayList<>(iou);
      both.addAll(other.iou);
      return new Rows(
          photos + other.photos,
          numberRight + other.numberRight,
          orientationRight + other.orientationRight,
          orderRight + other.orderRight,
          found + other.found,
          both);
    }
  }

  /**
   * What was counted of rubble, which is no piece.
   *
   * @param both pixels that are rubble in both
   * @param predictedOnly pixels that are rubble in the prediction only
   * @param truthOnly pixels that are rubble in the ground truth only
   * @param truthFragments fragments of the ground truth that are rubble
   * @param predictedFragments fragments of the prediction that are counted as no pieces: rubble,
   *     and those that lie in true rubble
   */
  public record Rubble(
      long both, long predictedOnly, long truthOnly, long truthFragments, long predictedFragments) {
    /** No rubble. */
    public static final Rubble NONE = new Rubble(0, 0, 0, 0, 0);

    /**
     * Adds the counts of another photo.
     *
     * @param other the other counts
     * @return the sums
     */
    public Rubble plus(Rubble other) {
      return new Rubble(
          both + other.both,
          predictedOnly + other.predictedOnly,
          truthOnly + other.truthOnly,
          truthFragments + other.truthFragments,
          predictedFragments + other.predictedFragments);
    }
  }
}
