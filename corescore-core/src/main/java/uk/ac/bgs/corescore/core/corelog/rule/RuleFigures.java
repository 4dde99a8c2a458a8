// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.rule;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Core recovery and rock quality of an interval by one rule set. Percentages are raw: they are
 * rounded where they are written, and above 100 where there is more core than depth.
 *
 * @param rules the rule set
 * @param tcr total core recovery, %: pieces and rubble
 * @param scr solid core recovery, %; empty where the rule set does not require solid core
 * @param rqd rock quality designation, %; empty without a scale
 * @param rqdLow the same if no piece near the threshold counted, %
 * @param rqdHigh the same if each of them counted, %
 * @param near numbers of the pieces whose length is near the threshold, within two standard
 *     deviations
 */
public record RuleFigures(
    RuleSet rules,
    double tcr,
    OptionalDouble scr,
    OptionalDouble rqd,
    OptionalDouble rqdLow,
    OptionalDouble rqdHigh,
    List<Integer> near) {
  /**
   * Copies the list.
   *
   * @param rules the rule set
   * @param tcr total core recovery
   * @param scr solid core recovery
   * @param rqd rock quality designation
   * @param rqdLow its lower end
   * @param rqdHigh its upper end
   * @param near pieces near the threshold
   */
  public RuleFigures {
    near = List.copyOf(near);
  }
}
