// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.training.evaluate.Evaluation;

/**
 * The evaluations of all candidates. Immutable; safe for use by many threads.
 *
 * @param evaluations by name of the candidate, in the order of the candidates; empty if no photo
 *     could be evaluated
 * @param failures the photos and records that could not be evaluated, and why, one line each
 */
public record ComparisonResult(Map<String, Evaluation> evaluations, List<String> failures) {
  /**
   * Copies map and list.
   *
   * @param evaluations by name of the candidate
   * @param failures what could not be evaluated
   */
  public ComparisonResult {
    evaluations = Collections.unmodifiableMap(new LinkedHashMap<>(evaluations));
    failures = List.copyOf(failures);
  }

  /**
   * Requires that all photos were evaluated, as a verdict does.
   *
   * @return this
   * @throws CoreScoreException if something failed
   */
  public ComparisonResult requireWhole() {
    if (!failures.isEmpty()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, "there is no verdict where photos cannot be evaluated");
    }
    return this;
  }
}
