// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.internal.LibraryVersion;
import uk.ac.bgs.corescore.mask.LabelSet;

/**
 * The agreement of a segmenter's predictions, or of predictions from elsewhere, with the ground
 * truth of many photos.
 *
 * @param name what was evaluated: a segmenter, a model, a folder of predictions
 * @param libraryVersion version of the library that evaluated
 * @param labels the ground truth's labels
 * @param boundaryPixels tolerance of the boundary figures, px
 * @param photos one entry a photo, with distinct names
 * @param mean for each figure its mean over the photos that have it: every photo counts the same
 * @param pooled for each figure its value from the counts of all photos together: every pixel, or
 *     fragment, counts the same
 * @param intervals for each figure the 95 % interval of its mean, bootstrapped over photos; absent
 *     for fewer than two photos
 */
public record Evaluation(
    String name,
    String libraryVersion,
    LabelSet labels,
    int boundaryPixels,
    List<PhotoEvaluation> photos,
    Map<Metric, Double> mean,
    Map<Metric, Double> pooled,
    Map<Metric, Interval> intervals) {

  /**
   * Copies the collections; checks that there are photos with distinct names.
   *
   * @param name what was evaluated
   * @param libraryVersion version of the library that evaluated
   * @param labels the ground truth's labels
   * @param boundaryPixels tolerance of the boundary figures
   * @param photos one entry a photo
   * @param mean means over photos
   * @param pooled figures of all pixels together
   * @param intervals intervals of the means
   */
  public Evaluation {
    photos = List.copyOf(photos);
    mean = MetricCalculator.copy(mean);
    pooled = MetricCalculator.copy(pooled);
    Map<Metric, Interval> copy = new EnumMap<>(Metric.class);
    copy.putAll(intervals);
    intervals = Collections.unmodifiableMap(copy);
    if (name.isBlank()) {
      throw new IllegalArgumentException("an evaluation has a name");
    }
    if (photos.isEmpty()) {
      throw new IllegalArgumentException(name + ": an evaluation has photos");
    }
    Set<String> once = new HashSet<>();
    Set<String> again = new TreeSet<>();
    for (PhotoEvaluation photo : photos) {
      if (!once.add(photo.photo())) {
        again.add(photo.photo());
      }
    }
    if (!again.isEmpty()) {
      throw new IllegalArgumentException(
          name + ": photos have distinct names, but these come more than once: " + again);
    }
  }

  /**
   * An interval of a mean.
   *
   * @param low lower end
   * @param high upper end, not below it
   */
  public record Interval(double low, double high) {
    /**
     * Checks the order.
     *
     * @param low lower end
     * @param high upper end
     */
    public Interval {
      if (!(low <= high && Double.isFinite(low) && Double.isFinite(high))) {
        throw new IllegalArgumentException("no interval: " + low + " to " + high);
      }
    }
  }

  /**
   * Sums up photos.
   *
   * @param name what was evaluated
   * @param labels the ground truth's labels
   * @param evaluator what compared the photos
   * @param photos one entry a photo, at least one
   * @return the evaluation, with means, pooled figures and intervals
   * @throws IllegalArgumentException if there is no photo or two have one name
   */
  public static Evaluation of(
      String name, LabelSet labels, Evaluator evaluator, List<PhotoEvaluation> photos) {
    Map<Metric, Interval> intervals = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      List<OptionalDouble> values =
          photos.stream().map(photo -> photo.figure(metric)).collect(Collectors.toList());
      Bootstrap.interval(values).ifPresent(interval -> intervals.put(metric, interval));
    }
    PhotoEvaluation.Counts counts =
        photos.stream()
            .map(PhotoEvaluation::counts)
            .reduce(PhotoEvaluation.Counts.NONE, PhotoEvaluation.Counts::plus);
    return new Evaluation(
        name,
        LibraryVersion.VALUE,
        labels,
        evaluator.boundaryPixels(),
        photos,
        means(photos),
        MetricCalculator.of(counts, confusion(photos)),
        intervals);
  }

  /** For each figure its mean over the photos that have it. */
  static Map<Metric, Double> means(List<PhotoEvaluation> photos) {
    Map<Metric, Double> means = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      photos.stream()
          .map(photo -> photo.figure(metric))
          .filter(OptionalDouble::isPresent)
          .mapToDouble(OptionalDouble::getAsDouble)
          .average()
          .ifPresent(value -> means.put(metric, value));
    }
    return means;
  }

  /**
   * Pixels of all photos by true and predicted label.
   *
   * @return the sum of the photos' matrices
   */
  public ConfusionMatrix confusion() {
    return confusion(photos);
  }

  private static ConfusionMatrix confusion(List<PhotoEvaluation> photos) {
    return photos.stream()
        .map(PhotoEvaluation::confusion)
        .reduce(ConfusionMatrix.EMPTY, ConfusionMatrix::plus);
  }
}
