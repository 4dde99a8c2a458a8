// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import java.util.List;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.score.Condition;

/** The condition of intervals. */
record ConditionTrack(List<LogInterval> intervals) implements Track {
  private static final double WIDTH = 16;
  private static final double CAP = 1.5;

  @Override
  public List<String> title() {
    return List.of("Condition", "estimated");
  }

  @Override
  public double width() {
    return WIDTH;
  }

  @Override
  public void draw(Sheet sheet, double x, DepthScale ruler, boolean first) {
    for (LogInterval one : intervals) {
      one.condition()
          .ifPresent(
              condition ->
                  ruler
                      .on(one.depths().top().metres(), one.depths().base().metres())
                      .ifPresent(part -> draw(sheet, x, ruler, condition, one.depths(), part)));
    }
  }

  private static String colour(Condition.Grade grade) {
    return switch (grade) {
      case EXCELLENT -> "#8fc98e";
      case MODERATE -> "#d3de8c";
      case POOR -> "#f0b95a";
      case VERY_POOR -> "#d9705c";
    };
  }

  private static void draw(
      Sheet sheet,
      double x,
      DepthScale ruler,
      Condition condition,
      DepthInterval whole,
      DepthInterval part) {
    double upper = ruler.y(part.top().metres());
    double height = ruler.y(part.base().metres()) - upper;
    String name = condition.grade().id().replace('_', ' ');
    sheet.box(
        new Sheet.Box(
            "condition",
            x,
            upper,
            WIDTH,
            height,
            colour(condition.grade()),
            Sheet.INK,
            name
                + " with a probability of "
                + NumberText.fixed(condition.probability(condition.grade()), 2)
                + ", "
                + whole));
    if (height >= 1.6 * CAP) {
      sheet.fitted(
          x + WIDTH / 2,
          upper + height / 2 + CAP / 2,
          CAP,
          Sheet.Anchor.MIDDLE,
          Sheet.INK,
          name,
          WIDTH - 1);
    }
  }
}
