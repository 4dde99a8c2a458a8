// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.corelog.rule.RuleFigures;

/** A core log in a few lines of text. Stateless; safe for use by many threads. */
public final class LogSummary {
  private LogSummary() {}

  /**
   * The figures of the runs of a hole, or of its boxes where no run is known.
   *
   * @param hole the hole
   * @return a line for the hole, then one for each run or box: depths in m, recovery and RQD in %
   */
  public static List<String> lines(HoleLog hole) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "hole "
            + hole.hole()
            + (hole.perRun() ? "" : ", per box, as no run of it is known")
            + ": "
            + hole.pieces().size()
            + " pieces");
    LogInterval.Kind kind = hole.perRun() ? LogInterval.Kind.RUN : LogInterval.Kind.BOX;
    hole.intervals().stream()
        .filter(one -> one.kind() == kind)
        .forEach(one -> lines.add(line(one)));
    return lines;
  }

  private static String line(LogInterval interval) {
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "  %.2f-%.2f m %s  TCR %.0f",
                interval.depths().top().metres(),
                interval.depths().base().metres(),
                interval.name(),
                interval.figures().get(0).tcr()));
    for (RuleFigures figures : interval.figures()) {
      figures.scr().ifPresent(scr -> line.append(String.format(Locale.ROOT, "  SCR %.0f", scr)));
      line.append("  RQD ").append(figures.rules().name()).append(' ');
      line.append(
          figures.rqd().isPresent()
              ? String.format(Locale.ROOT, "%.0f", figures.rqd().getAsDouble())
              : "-");
    }
    return line.append("  fractures ").append(interval.fractures()).toString();
  }
}
