// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import java.util.ArrayList;
import java.util.List;
import uk.ac.bgs.corescore.core.corelog.LogSettings;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.depth.DepthRule;
import uk.ac.bgs.corescore.core.corelog.depth.MissingRock;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.corelog.rule.RuleSet;

/** The header above the tracks of each page: the hole, and the rules of its figures. */
record StripHeader(HoleLog hole, LogSettings rules, LogInterval.Kind per, int scale) {
  private static final double TITLE = 3.6;
  private static final double CAP = 1.7;
  private static final double LINE = 3.1;

  /** Its height, mm. */
  double height() {
    return 5.5 + LINE * (lines().size() + 1);
  }

  /** Draws it from an upper left corner on. */
  void draw(
      Sheet sheet, double x, double y, double width, DepthInterval depths, int page, int pages) {
    String place = "page " + page + " of " + pages + ", " + range(depths);
    double right = x + width;
    double room = width - Sheet.width(place, CAP) - 4;
    sheet.fitted(x, y + TITLE, TITLE, Sheet.Anchor.START, Sheet.INK, "Hole " + hole.hole(), room);
    sheet.words(right, y + TITLE, CAP, Sheet.Anchor.END, Sheet.INK, place);
    double baseline = y + 5.5 + LINE;
    for (String line : lines()) {
      sheet.fitted(x, baseline, CAP, Sheet.Anchor.START, Sheet.SOFT, line, width);
      baseline += LINE;
    }
  }

  private String range(DepthInterval depths) {
    double step = DepthScale.step(scale);
    return DepthScale.text(depths.top().metres(), step)
        + " to "
        + DepthScale.text(depths.base().metres(), step)
        + " m";
  }

  private String bars() {
    String kind =
        switch (per) {
          case RUN -> "run";
          case BOX -> "box";
          case FIXED -> "even interval";
          case NAMED -> "named interval";
        };
    if (hole.intervals().stream().noneMatch(one -> one.kind() == per)) {
      return "No bars: no " + kind + " is known.";
    }
    return "Bars are of each "
        + kind
        + (per == LogInterval.Kind.BOX && !hole.perRun() ? ", as no runs are known." : ".");
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Strip log at 1:"
            + scale
            + " down, across not to scale."
            + (rules.apparent()
                ? " Figures are apparent: old core broke further since it was drilled."
                : ""));
    lines.add(
        bars()
            + (rules.depth() == DepthRule.POSITION
                ? " Depth runs evenly along the tray."
                : " Depth runs along the rock; missing rock is "
                    + (rules.missing() == MissingRock.LOSS_AT_BASE
                        ? "an assumed loss at the base."
                        : "made up for by stretching.")));
    lines.add(
        rules.byDepth()
            ? "Recovery and RQD are sums of depths."
            : "Recovery and RQD are of lengths measured in the rows, and can be above 100 %.");
    for (RuleSet set : rules.ruleSets()) {
      lines.add("RQD " + set.name() + ": " + set.description() + ".");
    }
    return lines;
  }
}
