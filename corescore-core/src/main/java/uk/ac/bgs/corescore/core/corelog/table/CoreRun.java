// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.table;

import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;

/**
 * A run of the core barrel, which is neither a box nor a row.
 *
 * @param hole the hole's name
 * @param depths from its top to its base
 * @param diameterMillimetres what the table states of its diameter, mm: often that of the hole, so
 *     that nothing is computed from it unless that is requested
 * @param loss the core loss whose place is stated
 */
public record CoreRun(
    String hole,
    DepthInterval depths,
    OptionalDouble diameterMillimetres,
    Optional<DepthInterval> loss) {
  /**
   * Checks the name, the diameter, and that the loss lies in the run.
   *
   * @param hole the hole's name
   * @param depths from its top to its base
   * @param diameterMillimetres diameter, mm
   * @param loss the core loss whose place is stated
   */
  public CoreRun {
    if (hole.isBlank()) {
      throw new IllegalArgumentException("a run has a hole");
    }
    double diameter = diameterMillimetres.orElse(1);
    if (!(diameter > 0 && diameter < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a diameter is above 0 mm, not " + diameter);
    }
    if (loss.isPresent()
        && (loss.get().top().compareTo(depths.top()) < 0
            || loss.get().base().compareTo(depths.base()) > 0)) {
      throw new IllegalArgumentException(
          "the loss " + loss.get() + " does not lie in the run " + depths);
    }
  }
}
