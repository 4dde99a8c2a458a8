// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import uk.ac.bgs.corescore.core.measure.FragmentMeasurer;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.score.AreaScore;

/**
 * Compares a prediction with the ground truth of the same photo.
 *
 * <p>All counts are on the ground truth's grid: a prediction of another size is resampled by
 * nearest neighbour, cell i taking the prediction's cell floor((i + 0.5) predictionSize /
 * truthSize). Labels are matched by name, after merging; rock is decided by {@link Label#rock()} on
 * each side, so label sets may differ. Guaranteed, and tested: equal segmentations have every
 * figure at its best, and exchanging truth and prediction exchanges precision and recall. Cost: one
 * pass over the pixels, eight or more at a time, one over the runs, and the boundary pixels times
 * twice the tolerance. Immutable; safe for use by many threads.
 *
 * @param boundaryPixels Euclidean distance within which boundary pixels match, px, 0 or more
 * @param merges labels that count as another, by name: from the first to the second
 */
public record Evaluator(int boundaryPixels, Map<String, String> merges) {
  /** Three pixels; the rock of a photo's second box counts as rock of the first. */
  public static final Evaluator DEFAULT =
      new Evaluator(3, Map.of("Rock_Fragment_2", "Rock_Fragment"));

  /**
   * Copies the map; checks the tolerance and that a label is merged in one step.
   *
   * @param boundaryPixels tolerance of the boundary, px
   * @param merges labels that count as another
   */
  public Evaluator {
    merges = Map.copyOf(merges);
    if (boundaryPixels < 0 || boundaryPixels > 1000) {
      throw new IllegalArgumentException(
          "the tolerance of a boundary is 0 to 1000 px, not " + boundaryPixels);
    }
    for (String into : merges.values()) {
      if (merges.containsKey(into)) {
        throw new IllegalArgumentException(
            "labels are merged into " + into + ", which is itself merged into another");
      }
    }
  }

  /**
   * A mask without fragments of its own as a segmentation: its 8-connected regions of one rock
   * label are the fragments.
   *
   * @param mask the mask, which covers the photo
   * @return the segmentation
   */
  public static Segmentation connected(LabelMask mask) {
    return Segmentation.of(mask, FragmentFinder.find(mask), PixelFrame.PHOTO);
  }

  /**
   * Compares one photo.
   *
   * @param photo the photo's name
   * @param truth what is in the photo, on a grid that covers it
   * @param prediction what was found in it, on a grid that covers it
   * @param seconds how long the prediction took, if known
   * @return the figures
   * @throws IllegalArgumentException if a grid begins beside the photo's corner
   */
  public PhotoEvaluation evaluate(
      String photo, Segmentation truth, Segmentation prediction, OptionalDouble seconds) {
    requireCovering(photo, "truth", truth);
    requireCovering(photo, "prediction", prediction);
    int width = truth.mask().width();
    int height = truth.mask().height();
    Segmentation target = NearestResampler.of(truth, width, height);
    Segmentation found = NearestResampler.of(prediction, width, height);
    long[][] pairs = pairs(target.mask(), found.mask());
    ConfusionMatrix confusion = confusion(pairs, target.mask().labels(), found.mask().labels());
    PhotoEvaluation.Counts counts = counts(target, found, pairs);
    return new PhotoEvaluation(
        photo,
        width,
        height,
        prediction.mask().width(),
        prediction.mask().height(),
        MetricCalculator.of(counts, confusion),
        counts,
        confusion,
        seconds);
  }

  private static void requireCovering(String photo, String side, Segmentation segmentation) {
    PixelFrame frame = segmentation.frame();
    if (frame.offsetX() != 0 || frame.offsetY() != 0) {
      throw new IllegalArgumentException(
          photo + ": the grid of the " + side + " covers the photo, but it has " + frame);
    }
  }

  /** Pixels by label index of the ground truth, then of the prediction. */
  private static long[][] pairs(LabelMask truth, LabelMask prediction) {
    long[][] pairs = new long[truth.labels().size()][prediction.labels().size()];
    for (int y = 0; y < truth.height(); y++) {
      int truthEnd = 0;
      int foundEnd = 0;
      for (int x = 0; x < truth.width(); ) {
        truthEnd = truthEnd == x ? truth.runEnd(x, y) : truthEnd;
        foundEnd = foundEnd == x ? prediction.runEnd(x, y) : foundEnd;
        int end = Math.min(truthEnd, foundEnd);
        pairs[truth.index(x, y)][prediction.index(x, y)] += end - x;
        x = end;
      }
    }
    return pairs;
  }

  private String merged(LabelSet labels, int index) {
    String name = labels.get(index).name();
    return merges.getOrDefault(name, name);
  }

  private ConfusionMatrix confusion(long[][] pairs, LabelSet truth, LabelSet prediction) {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < truth.size(); i++) {
      names.add(merged(truth, i));
    }
    for (int i = 0; i < prediction.size(); i++) {
      names.add(merged(prediction, i));
    }
    List<String> order = List.copyOf(names);
    long[][] sums = new long[order.size()][order.size()];
    for (int i = 0; i < truth.size(); i++) {
      for (int j = 0; j < prediction.size(); j++) {
        sums[order.indexOf(merged(truth, i))][order.indexOf(merged(prediction, j))] += pairs[i][j];
      }
    }
    List<List<Long>> rows = new ArrayList<>();
    for (long[] sum : sums) {
      List<Long> row = new ArrayList<>();
      for (long n : sum) {
        row.add(n);
      }
      rows.add(row);
    }
    return new ConfusionMatrix(order, rows);
  }

  private PhotoEvaluation.Counts counts(Segmentation truth, Segmentation found, long[][] pairs) {
    LabelSet truthLabels = truth.mask().labels();
    LabelSet foundLabels = found.mask().labels();
    long[] rock = new long[4];
    long labelled = 0;
    long labelledRight = 0;
    for (int i = 0; i < pairs.length; i++) {
      for (int j = 0; j < pairs[i].length; j++) {
        int kind = (truthLabels.isRock(i) ? 0 : 2) + (foundLabels.isRock(j) ? 0 : 1);
        rock[kind] += pairs[i][j];
        boolean isLabelled = !merged(truthLabels, i).equals(merged(truthLabels, 0));
        labelled += isLabelled ? pairs[i][j] : 0;
        boolean right = merged(truthLabels, i).equals(merged(foundLabels, j));
        labelledRight += isLabelled && right ? pairs[i][j] : 0;
      }
    }
    Boundary boundary = Boundary.of(truth.fragments());
    Boundary foundBoundary = Boundary.of(found.fragments());
    FragmentMatching matching = new FragmentMatching(truth.fragments(), found.fragments());
    return new PhotoEvaluation.Counts(
        rock[0],
        rock[2],
        rock[1],
        rock[3],
        labelled,
        labelledRight,
        boundary.count(),
        boundary.near(foundBoundary, boundaryPixels),
        foundBoundary.count(),
        foundBoundary.near(boundary, boundaryPixels),
        matching.truthPieces,
        matching.predictedPieces,
        matching.matches,
        matching.matched,
        matching.matchedIou,
        matching.splits,
        matching.merges,
        perimeter(truth),
        perimeter(found),
        matching.rubble,
        PhotoEvaluation.Rows.NONE);
  }

  private static double perimeter(Segmentation segmentation) {
    return AreaScore.of(FragmentMeasurer.measure(segmentation)).fragmentPerimeter().pixels();
  }
}
