// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.registry;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.training.evaluate.Evaluation;
import uk.ac.bgs.corescore.core.training.evaluate.GateRules;
import uk.ac.bgs.corescore.core.training.evaluate.GateVerdict;
import uk.ac.bgs.corescore.core.training.evaluate.Metric;
import uk.ac.bgs.corescore.core.training.evaluate.ModelGate;

/**
 * Promotes versions to production through the gate.
 *
 * <p>A version that was evaluated has the tags {@code gate/verdict} (PASS or FAIL), {@code
 * gate/at}, {@code gate/against} (the version in production then, or {@code none}), {@code
 * gate/reasons} (the rules not met, a line each; of one that passed, why it was not promoted),
 * {@code gate/test_set} and {@code figure/METRIC} for each mean. Stateless; safe for use by many
 * threads.
 */
public final class Promotion {
  static final String PASS = "PASS";
  static final String OVERTAKEN = PASS + ", not promoted";
  private static final String VERDICT = "gate/verdict";
  private static final String REASONS = "gate/reasons";
  private static final String FIGURE = "figure/";

  private Promotion() {}

  /**
   * Evaluates a version, tags it with the verdict and its figures and, on PASS, moves {@link
   * ModelRegistry#PRODUCTION} to it. The tags come first: a kill in between leaves a version that
   * has passed and is not in production, and the next call puts that right. Where someone else has
   * moved production meanwhile, the version is tagged with that too.
   *
   * @param registry where the version is
   * @param candidate the version
   * @param evaluation how it did
   * @param production the version in production and how it did on the same photos; empty if there
   *     is none, and then the absolute rules alone count
   * @param rules the rules
   * @param testSet what it was evaluated by, for instance the hash of a test set
   * @return the verdict
   * @throws CoreScoreException if there can be no verdict, see {@link ModelGate}, or production is
   *     another version by now
   * @throws IOException if the registry cannot be reached
   */
  public static GateVerdict promote(
      ModelRegistry registry,
      ModelVersion candidate,
      Evaluation evaluation,
      Optional<Held> production,
      GateRules rules,
      String testSet)
      throws IOException {
    GateVerdict verdict = judge(evaluation, production, rules);
    String model = candidate.model();
    registry.tag(model, candidate.version(), tags(verdict, evaluation, production, testSet));
    if (verdict.passed()) {
      OptionalInt from =
          production.isEmpty()
              ? OptionalInt.empty()
              : OptionalInt.of(production.orElseThrow().version());
      try {
        registry.moveAlias(model, ModelRegistry.PRODUCTION, from, candidate.version());
      } catch (CoreScoreException e) {
        tagOvertaken(registry, candidate, from, e);
        throw e;
      }
    }
    return verdict;
  }

  private static void tagOvertaken(
      ModelRegistry registry, ModelVersion candidate, OptionalInt from, CoreScoreException why) {
    try {
      OptionalInt now = registry.alias(candidate.model(), ModelRegistry.PRODUCTION);
      if (!now.equals(from)) {
        String moved = now.isPresent() ? "moved to version " + now.getAsInt() : "taken back";
        registry.tag(
            candidate.model(),
            candidate.version(),
            Map.of(REASONS, "not promoted: production was " + moved + " meanwhile"));
      }
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  /**
   * The verdict alone; nothing is changed.
   *
   * @param evaluation how the candidate did
   * @param production what is in production, if anything is
   * @param rules the rules
   * @return the verdict
   * @throws CoreScoreException if there can be none
   */
  public static GateVerdict judge(
      Evaluation evaluation, Optional<Held> production, GateRules rules) {
    return production
        .map(held -> ModelGate.judge(evaluation, held.evaluation(), rules))
        .orElseGet(() -> ModelGate.first(evaluation, rules));
  }

  /**
   * The version in production.
   *
   * @param version its number
   * @param evaluation how it did
   */
  public record Held(int version, Evaluation evaluation) {}

  private static Map<String, String> tags(
      GateVerdict verdict, Evaluation evaluation, Optional<Held> production, String testSet) {
    Map<String, String> tags = new LinkedHashMap<>();
    evaluation
        .mean()
        .forEach((metric, mean) -> tags.put(FIGURE + metric.key(), NumberText.exact(mean)));
    tags.put("gate/at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    tags.put(
        "gate/against", production.map(held -> Integer.toString(held.version())).orElse("none"));
    tags.put("gate/test_set", testSet);
    tags.put(
        REASONS,
        verdict.checks().stream()
            .filter(check -> !check.met())
            .map(GateVerdict.Check::reason)
            .collect(Collectors.joining("\n")));
    tags.put(VERDICT, verdict.passed() ? PASS : "FAIL");
    return tags;
  }

  /**
   * Returns the gate's verdict for a version.
   *
   * @param version the version
   * @return {@code PASS}, {@code PASS, not promoted} where someone else moved production first, or
   *     {@code FAIL}; empty if it was not evaluated
   */
  public static Optional<String> verdict(ModelVersion version) {
    return Optional.ofNullable(version.tags().get(VERDICT))
        .map(said -> said.equals(PASS) && !reasons(version).isEmpty() ? OVERTAKEN : said);
  }

  /**
   * Why a version was not promoted.
   *
   * @param version the version
   * @return the rules not met, a line each, or who was first; blank if there are none
   */
  public static String reasons(ModelVersion version) {
    return version.tags().getOrDefault(REASONS, "");
  }

  /**
   * A figure with which a version came to the gate.
   *
   * @param version the version
   * @param metric which
   * @return its mean over the photos, empty if it is not known
   */
  public static OptionalDouble figure(ModelVersion version, Metric metric) {
    String text = version.tags().getOrDefault(FIGURE + metric.key(), "");
    try {
      return text.isEmpty() ? OptionalDouble.empty() : NumberText.finite(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
