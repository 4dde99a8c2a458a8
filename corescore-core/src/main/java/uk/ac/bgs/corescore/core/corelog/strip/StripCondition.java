// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import java.util.ArrayList;
import java.util.List;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LoggedRow;
import uk.ac.bgs.corescore.core.score.Condition;
import uk.ac.bgs.corescore.core.score.ConditionModel;

/**
 * The condition of a stretch of core. Immutable.
 *
 * @param depths where it is
 * @param name what the condition is called
 * @param badness 0 for the best of its classes to 1 for the worst, for its colour
 */
public record StripCondition(DepthInterval depths, String name, double badness) {
  /**
   * Checks the number.
   *
   * @param depths where it is
   * @param name what the condition is called
   * @param badness 0 to 1
   */
  public StripCondition {
    if (!(badness >= 0 && badness <= 1)) {
      throw new IllegalArgumentException("badness is 0 to 1, not " + badness);
    }
  }

  /**
   * The condition of each row of core in a hole, as an annotator would judge it by eye: no class of
   * a standard.
   *
   * @param hole the hole's log
   * @return downwards; none of a row with hardly any core
   */
  public static List<StripCondition> ofRows(HoleLog hole) {
    ConditionModel model = ConditionModel.load();
    List<StripCondition> conditions = new ArrayList<>();
    for (LoggedRow row : hole.rows()) {
      List<ConditionModel.Part> parts =
          row.pieces().sizes().stream().map(size -> new ConditionModel.Part(size, 1)).toList();
      model
          .of(parts)
          .map(Condition::grade)
          .ifPresent(
              grade ->
                  conditions.add(
                      new StripCondition(
                          row.depths(),
                          grade.id().replace('_', ' '),
                          grade.ordinal() / (Condition.Grade.values().length - 1.0))));
    }
    return conditions;
  }
}
