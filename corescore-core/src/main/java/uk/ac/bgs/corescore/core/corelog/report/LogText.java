// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import uk.ac.bgs.corescore.core.corelog.LogSettings;
import uk.ac.bgs.corescore.core.corelog.depth.DepthRule;
import uk.ac.bgs.corescore.core.corelog.rule.RuleSet;

/** The rules of a log in words. */
final class LogText {
  private LogText() {}

  /** What recovery is a share of, and how it is measured. */
  static String basis(LogSettings settings) {
    return settings.byDepth() ? "depth" : "measured";
  }

  /** Each rule in a sentence. */
  static List<String> rules(LogSettings settings) {
    List<String> rules = new ArrayList<>();
    rules.add(
        settings.depth() == DepthRule.POSITION
            ? "Depth runs evenly along the tray (position)."
            : "Depth runs along the rock (rock); rock that is missing is "
                + switch (settings.missing()) {
                  case LOSS_AT_BASE -> "an assumed loss at the base of its interval.";
                  case STRETCH -> "made up for by stretching the rest.";
                });
    for (RuleSet set : settings.ruleSets()) {
      rules.add(set.name() + ": " + set.description() + ".");
    }
    rules.add(
        "One length of each piece along its own axis line, which is the middle of its widest"
            + " sections; fragments beside each other are one piece where they overlap by more than"
            + " half of the shorter one"
            + (settings.pieces().joinBeside() ? "." : " (switched off)."));
    rules.add(
        String.format(
            Locale.ROOT,
            "A section is full from %.2f of the core's diameter, which is %s.",
            settings.pieces().solidShare(),
            settings.diameterMillimetres().isPresent()
                ? settings.diameterMillimetres().getAsDouble() + " mm as stated"
                : "measured in the photo"));
    rules.add(
        "TCR counts pieces and rubble, rubble by its area over the diameter; percentages are of the"
            + " part of an interval that is in the photos, by "
            + (settings.byDepth() ? "depth." : "lengths measured in the rows."));
    rules.add(
        settings.joinRowEnds()
            ? String.format(
                Locale.ROOT,
                "Pieces that end square within %.0f mm of the end of a row, and begin so in the next,"
                    + " are one piece cut to fit the tray; never across a loss, a gap or the end of"
                    + " a run.",
                settings.rowEndMillimetres())
            : "Breaks at the ends of rows are natural.");
    rules.add(
        String.format(
            Locale.ROOT,
            "FI counts fractures over intact core; NI is rubble and pieces neither solid nor as long"
                + " as core is wide; NR is loss, and empty tray longer than %.0f mm. A fracture on a"
                + " border belongs to the upper interval. Splits along the axis are no fractures.",
            settings.gapMillimetres()));
    rules.add(
        "Zones of intact core are of like spacing: one ends at a fracture where the rate of fractures"
            + " changes by a factor of 2 or more, by a likelihood ratio that is significant at the 5 %"
            + " level; each is 0.5 m long, or has 3 pieces and 0.1 m.");
    rules.add(
        String.format(
            Locale.ROOT,
            "RQD_LOW and RQD_HIGH: with none and with all of the pieces within two standard"
                + " deviations of the threshold, for boundaries right to %.1f px.",
            settings.boundaryPixels()));
    if (settings.apparent()) {
      rules.add(
          "The photographs may show core that broke further since it was drilled: the figures are"
              + " apparent.");
    }
    return rules;
  }
}
