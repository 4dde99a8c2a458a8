// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import java.util.ArrayList;
import java.util.List;

/** The depth axis. */
record DepthTrack() implements Track {
  private static final double TICK = 1.2;
  private static final double LABELLED_TICK = 2.4;
  private static final double CAP = 1.9;

  @Override
  public List<String> title() {
    return List.of("Depth", "m");
  }

  @Override
  public double width() {
    return 14;
  }

  @Override
  public void draw(Sheet sheet, double x, DepthScale ruler, boolean first) {
    double right = x + width();
    double step = DepthScale.step(ruler.scale());
    List<Sheet.Segment> ticks = new ArrayList<>();
    for (double depth : ruler.ticks(DepthScale.smallStep(ruler.scale()))) {
      ticks.add(new Sheet.Segment(right - TICK, ruler.y(depth), right, ruler.y(depth)));
    }
    sheet.lines("tick", ticks, Sheet.SOFT, 0.15, 0, "");
    List<Sheet.Segment> labelled = new ArrayList<>();
    for (double depth : ruler.ticks(step)) {
      double y = ruler.y(depth);
      labelled.add(new Sheet.Segment(right - LABELLED_TICK, y, right, y));
      sheet.words(
          right - LABELLED_TICK - 0.8,
          Math.min(Math.max(y + CAP / 2, ruler.top() + CAP + 0.4), ruler.lower() - 0.4),
          CAP,
          Sheet.Anchor.END,
          Sheet.INK,
          DepthScale.text(depth, step));
    }
    sheet.lines("tick labelled", labelled, Sheet.INK, 0.25, 0, "");
  }
}
