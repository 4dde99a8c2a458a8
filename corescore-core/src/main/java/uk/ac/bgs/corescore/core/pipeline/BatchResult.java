// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;

/**
 * The result of one photograph of a batch: a score or a failure.
 *
 * @param name the photograph's name
 * @param scored the result, empty if it failed
 * @param failure the failure, empty if there is none
 */
public record BatchResult(
    String name, Optional<ScoredPhoto> scored, Optional<CoreScoreException> failure) {
  /**
   * Checks that there is one of both.
   *
   * @param name the photograph's name
   * @param scored everything that came out of it
   * @param failure why it failed
   */
  public BatchResult {
    if (scored.isPresent() == failure.isPresent()) {
      throw new IllegalArgumentException(
          name + ": expected a scored photo or a failure, got " + (scored.isPresent() ? 2 : 0));
    }
  }

  static BatchResult of(String name, ScoredPhoto photo) {
    return new BatchResult(name, Optional.of(photo), Optional.empty());
  }

  static BatchResult of(String name, CoreScoreException failure) {
    return new BatchResult(name, Optional.empty(), Optional.of(failure));
  }

  /**
   * Returns the result or throws the failure.
   *
   * @return everything that came out of it
   * @throws CoreScoreException the failure, where it is one
   */
  public ScoredPhoto orThrow() {
    if (failure.isPresent()) {
      throw failure.get();
    }
    return scored.orElseThrow();
  }
}
