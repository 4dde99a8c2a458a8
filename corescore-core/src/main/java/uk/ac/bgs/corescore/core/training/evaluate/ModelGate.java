// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.NumberText;

/**
 * Decides whether a candidate may replace the model in production.
 *
 * <p>Both were evaluated on the same photos, with the same labels and boundary tolerance, by the
 * same major version of the library; anything else is refused rather than compared, and so is an
 * evaluation whose means do not follow from its photos. A figure that production has and the
 * candidate has not is a rule not met. Guaranteed, and tested: a model never fails against itself
 * for being worse. Stateless; safe for use by many threads.
 */
public final class ModelGate {
  /** What one bit of rounding may add to a difference. */
  private static final double ROUNDING = 1e-12;

  /** What digits cut off in writing may change in a mean, of its size. */
  private static final double CUT = 1e-6;

  private ModelGate() {}

  /**
   * Evaluates a first model, by the minimum rules alone.
   *
   * @param candidate the candidate's evaluation
   * @param rules the rules
   * @return the verdict
   * @throws CoreScoreException if there is no minimum to evaluate by, or a mean does not follow
   *     from the photos
   */
  public static GateVerdict first(Evaluation candidate, GateRules rules) {
    requireSound(candidate);
    List<GateVerdict.Check> checks = minima(candidate, rules);
    if (checks.isEmpty()) {
      throw new CoreScoreException(
          FailureKind.CONFIGURATION,
          candidate.name() + ": a first model is evaluated by minimum rules, but there are none");
    }
    return new GateVerdict(candidate.name(), Optional.empty(), checks);
  }

  /**
   * Evaluates a candidate against production.
   *
   * @param candidate the candidate's evaluation
   * @param production production's evaluation
   * @param rules the rules
   * @return the verdict
   * @throws CoreScoreException if the evaluations differ in photos, their sizes, labels, boundary
   *     tolerance or the library's major version, if a mean does not follow from the photos, or if
   *     no rule applies; the message says in what
   */
  public static GateVerdict judge(Evaluation candidate, Evaluation production, GateRules rules) {
    requireSound(candidate);
    requireSound(production);
    requireComparable(candidate, production);
    List<GateVerdict.Check> checks = minima(candidate, rules);
    rules
        .meanTolerance()
        .forEach(
            (metric, tolerance) ->
                check(
                    checks,
                    metric,
                    Optional.empty(),
                    EvaluationFile.of(candidate.mean(), metric),
                    EvaluationFile.of(production.mean(), metric),
                    tolerance));
    Map<String, PhotoEvaluation> photos =
        candidate.photos().stream()
            .collect(Collectors.toMap(PhotoEvaluation::photo, photo -> photo));
    for (PhotoEvaluation photo : production.photos()) {
      PhotoEvaluation other = photos.get(photo.photo());
      rules
          .photoTolerance()
          .forEach(
              (metric, tolerance) ->
                  check(
                      checks,
                      metric,
                      Optional.of(photo.photo()),
                      other == null ? OptionalDouble.empty() : other.figure(metric),
                      photo.figure(metric),
                      tolerance));
    }
    if (checks.isEmpty()) {
      throw new CoreScoreException(
          FailureKind.CONFIGURATION,
          candidate.name() + ": no rule applies, so there is nothing to judge by");
    }
    return new GateVerdict(candidate.name(), Optional.of(production.name()), checks);
  }

  private static List<GateVerdict.Check> minima(Evaluation candidate, GateRules rules) {
    List<GateVerdict.Check> checks = new ArrayList<>();
    rules
        .minimum()
        .forEach(
            (metric, least) -> {
              OptionalDouble value = EvaluationFile.of(candidate.mean(), metric);
              boolean met = value.isPresent() && value.getAsDouble() >= least - ROUNDING;
              checks.add(
                  new GateVerdict.Check(
                      metric, Optional.empty(), value, OptionalDouble.empty(), least, met));
            });
    return checks;
  }

  private static void check(
      List<GateVerdict.Check> checks,
      Metric metric,
      Optional<String> photo,
      OptionalDouble candidate,
      OptionalDouble production,
      double tolerance) {
    if (production.isEmpty()) {
      if (photo.isEmpty() && candidate.isPresent()) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT,
            "the evaluation of production has no mean "
                + metric.key()
                + ", which the rules compare; evaluate it again");
      }
      return;
    }
    double held = production.getAsDouble();
    boolean met =
        candidate.isPresent() && metric.loss(candidate.getAsDouble(), held) <= tolerance + ROUNDING;
    double bound = metric.higherIsBetter() ? held - tolerance : held + tolerance;
    checks.add(new GateVerdict.Check(metric, photo, candidate, production, bound, met));
  }

  /** The gate compares means: they are those of the photos beside them. */
  private static void requireSound(Evaluation evaluation) {
    Map<Metric, Double> computed = Evaluation.means(evaluation.photos());
    for (Metric metric : Metric.values()) {
      OptionalDouble stated = EvaluationFile.of(evaluation.mean(), metric);
      OptionalDouble follows = EvaluationFile.of(computed, metric);
      if (stated.isPresent() != follows.isPresent() || !isSame(stated, follows)) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT,
            evaluation.name()
                + ": the mean "
                + metric.key()
                + " is stated as "
                + text(stated)
                + ", but from the photos it is "
                + text(follows));
      }
    }
  }

  private static boolean isSame(OptionalDouble stated, OptionalDouble follows) {
    double difference = Math.abs(stated.orElse(0) - follows.orElse(0));
    return difference <= CUT * Math.max(1, Math.abs(follows.orElse(0)));
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? NumberText.exact(value.getAsDouble()) : "not defined";
  }

  private static void requireComparable(Evaluation candidate, Evaluation production) {
    requireSamePhotos(candidate, production);
    if (!candidate.labels().equals(production.labels())) {
      throw refused(candidate, production, "label sets");
    }
    if (candidate.boundaryPixels() != production.boundaryPixels()) {
      throw refused(
          candidate,
          production,
          "boundary tolerances: "
              + candidate.boundaryPixels()
              + " and "
              + production.boundaryPixels()
              + " px");
    }
    String major = major(candidate.libraryVersion());
    if (!major.equals(major(production.libraryVersion()))) {
      throw refused(
          candidate,
          production,
          "library majors: " + candidate.libraryVersion() + " and " + production.libraryVersion());
    }
  }

  private static void requireSamePhotos(Evaluation candidate, Evaluation production) {
    Set<String> here = photos(candidate);
    Set<String> there = photos(production);
    Set<String> missing = new TreeSet<>(there);
    missing.removeAll(here);
    Set<String> extra = new TreeSet<>(here);
    extra.removeAll(there);
    if (!missing.isEmpty() || !extra.isEmpty()) {
      throw refused(
          candidate,
          production,
          "photos: the candidate lacks " + missing + " and has besides " + extra);
    }
  }

  /** Names with sizes: a ground truth on another grid is another truth. */
  private static Set<String> photos(Evaluation evaluation) {
    return evaluation.photos().stream()
        .map(photo -> photo.photo() + " (" + photo.width() + " x " + photo.height() + ")")
        .collect(Collectors.toSet());
  }

  private static CoreScoreException refused(
      Evaluation candidate, Evaluation production, String what) {
    return new CoreScoreException(
        FailureKind.BAD_INPUT,
        "evaluations of "
            + candidate.name()
            + " and "
            + production.name()
            + " cannot be compared: they differ in "
            + what);
  }

  private static String major(String version) {
    int point = version.indexOf('.');
    return point < 0 ? version : version.substring(0, point);
  }
}
