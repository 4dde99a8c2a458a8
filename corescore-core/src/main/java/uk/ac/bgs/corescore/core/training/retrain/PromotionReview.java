// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.retrain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.pipeline.WorkListener;
import uk.ac.bgs.corescore.core.training.compare.Candidates;
import uk.ac.bgs.corescore.core.training.compare.Comparison;
import uk.ac.bgs.corescore.core.training.compare.ComparisonResult;
import uk.ac.bgs.corescore.core.training.evaluate.Evaluation;
import uk.ac.bgs.corescore.core.training.evaluate.GateRules;
import uk.ac.bgs.corescore.core.training.evaluate.GateVerdict;
import uk.ac.bgs.corescore.core.training.groundtruth.GroundTruth;
import uk.ac.bgs.corescore.core.training.groundtruth.LabelledPhoto;
import uk.ac.bgs.corescore.core.training.registry.ModelRegistry;
import uk.ac.bgs.corescore.core.training.registry.ModelVersion;
import uk.ac.bgs.corescore.core.training.registry.Promotion;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.spi.Providers;

/**
 * Evaluates a version of a model and the version in production on the same photos, and puts it into
 * production if the gate passes it. Immutable; for use by one thread at a time.
 */
public final class PromotionReview {
  private final ModelRegistry registry;
  private final ModelVersion candidate;
  private final Optional<ModelVersion> production;

  private PromotionReview(
      ModelRegistry registry, ModelVersion candidate, Optional<ModelVersion> production) {
    this.registry = registry;
    this.candidate = candidate;
    this.production = production;
  }

  /**
   * A review against the version that is in production now.
   *
   * @param registry where both are
   * @param candidate the version
   * @return the review
   * @throws IOException if the registry cannot be reached
   */
  public static PromotionReview of(ModelRegistry registry, ModelVersion candidate)
      throws IOException {
    OptionalInt number = registry.alias(candidate.model(), ModelRegistry.PRODUCTION);
    return new PromotionReview(
        registry,
        candidate,
        number.isPresent()
            ? Optional.of(registry.version(candidate.model(), number.getAsInt()))
            : Optional.empty());
  }

  /**
   * The version in production.
   *
   * @return the version; empty if there is none
   */
  public Optional<ModelVersion> production() {
    return production;
  }

  /**
   * Whether there is nothing to review.
   *
   * @return true if the candidate is in production
   */
  public boolean isInProduction() {
    return production.map(one -> one.version() == candidate.version()).orElse(false);
  }

  /**
   * A version's name in evaluations.
   *
   * @param version the version
   * @return {@code MODEL@VERSION}
   */
  public static String name(ModelVersion version) {
    return version.model() + "@" + version.version();
  }

  /**
   * Evaluates both versions. Files from a server are fetched.
   *
   * @param providers where the segmenter is found
   * @param segmenter the id of the segmenter that runs the models
   * @param options its options, the same for both
   * @param truth the photos, of which all labels can be used
   * @param labels the labels that the ground truth can have
   * @param listener receives the progress, by names of photos
   * @return the evaluations by {@link #name}
   * @throws CoreScoreException if the segmenter or a model cannot be used
   * @throws IOException if the registry cannot be reached
   */
  public ComparisonResult evaluate(
      Providers providers,
      String segmenter,
      Map<String, String> options,
      GroundTruth truth,
      LabelSet labels,
      WorkListener listener)
      throws IOException {
    Map<String, Path> models = new LinkedHashMap<>();
    models.put(name(candidate), file(candidate));
    if (production.isPresent()) {
      models.put(name(production.get()), file(production.get()));
    }
    try (Candidates candidates = Candidates.ofModels(providers, segmenter, options, models)) {
      return new Comparison(candidates, Comparison.evaluator(Comparison.BOUNDARY), labels, truth)
          .run(listener);
    }
  }

  private Path file(ModelVersion version) throws IOException {
    return registry.fetch(version.model(), version.version(), version.file());
  }

  /**
   * The verdict alone; nothing is changed.
   *
   * @param result what {@link #evaluate} gave
   * @param rules the rules of the gate
   * @return the verdict
   * @throws CoreScoreException if a photo could not be evaluated, or there can be no verdict
   */
  public GateVerdict judge(ComparisonResult result, GateRules rules) {
    result.requireWhole();
    return Promotion.judge(evaluation(result, candidate), held(result), rules);
  }

  /**
   * Tags the candidate with the verdict and, on PASS, puts it into production.
   *
   * @param result what {@link #evaluate} gave
   * @param rules the rules of the gate
   * @param truth the photos that were evaluated, which the tags name by a hash
   * @return the verdict
   * @throws CoreScoreException if a photo could not be evaluated, there can be no verdict, or
   *     production has changed
   * @throws IOException if a photo cannot be read or the registry cannot be reached
   */
  public GateVerdict promote(ComparisonResult result, GateRules rules, GroundTruth truth)
      throws IOException {
    result.requireWhole();
    return Promotion.promote(
        registry, candidate, evaluation(result, candidate), held(result), rules, sha256(truth));
  }

  private Optional<Promotion.Held> held(ComparisonResult result) {
    return production.map(one -> new Promotion.Held(one.version(), evaluation(result, one)));
  }

  private static Evaluation evaluation(ComparisonResult result, ModelVersion version) {
    Evaluation found = result.evaluations().get(name(version));
    if (found == null) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, name(version) + " was evaluated on no photo");
    }
    return found;
  }

  /** One hash of the photos' names and files. */
  private static String sha256(GroundTruth truth) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (LabelledPhoto one : truth.photos()) {
      String hash = Sha256.of(one.requirePhoto().file());
      rows.append(one.name()).append(',').append(hash).append('\n');
    }
    return Sha256.ofText(rows.toString());
  }
}
