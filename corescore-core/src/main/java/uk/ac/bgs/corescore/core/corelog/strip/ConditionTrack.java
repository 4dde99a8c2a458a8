// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import java.util.List;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;

/** The condition of the core. */
record ConditionTrack(List<StripCondition> conditions) implements Track {
  private static final double WIDTH = 16;
  private static final double CAP = 1.5;
  private static final String[] COLOURS = {"#7fb77e", "#c9d77e", "#f2c45a", "#e2884d", "#c8553d"};

  @Override
  public List<String> title() {
    return List.of("Condition", "by eye");
  }

  @Override
  public double width() {
    return WIDTH;
  }

  @Override
  public void draw(Sheet sheet, double x, Ruler ruler, boolean first) {
    for (StripCondition one : conditions) {
      ruler
          .on(one.depths().top().metres(), one.depths().base().metres())
          .ifPresent(part -> draw(sheet, x, ruler, one, part));
    }
  }

  private static void draw(
      Sheet sheet, double x, Ruler ruler, StripCondition one, DepthInterval part) {
    double upper = ruler.y(part.top().metres());
    double height = ruler.y(part.base().metres()) - upper;
    sheet.box(
        new Sheet.Box(
            "condition",
            x,
            upper,
            WIDTH,
            height,
            COLOURS[(int) Math.round(one.badness() * (COLOURS.length - 1))],
            Sheet.INK,
            one.name() + ", " + one.depths()));
    if (height >= 1.6 * CAP) {
      sheet.fitted(
          x + WIDTH / 2,
          upper + height / 2 + CAP / 2,
          CAP,
          Sheet.Anchor.MIDDLE,
          Sheet.INK,
          one.name(),
          WIDTH - 1);
    }
  }
}
