// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.hole.CoreLoss;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.corelog.rule.RuleFigures;
import uk.ac.bgs.corescore.core.corelog.rule.RuleSet;
import uk.ac.bgs.corescore.core.corelog.table.CoreRun;

/**
 * The rows of CORE: a run each. The figures are those of the first rule set that requires solid
 * core, and else of the first.
 */
final class AgsCoreRows {
  private static final double SAME = 0.0005;

  private final CoreLog log;
  private final AgsSettings settings;
  private final AgsText text;
  private final Map<String, String> ids;
  private final Map<String, String> sets;

  AgsCoreRows(
      CoreLog log,
      AgsSettings settings,
      AgsText text,
      Map<String, String> ids,
      Map<String, String> sets) {
    this.log = log;
    this.settings = settings;
    this.text = text;
    this.ids = ids;
    this.sets = sets;
  }

  AgsTable rows(List<CoreRun> runs, AgsTable table) {
    for (HoleLog hole : log.holes()) {
      if (!hole.perRun() && !settings.boxesAsRuns()) {
        text.remark(
            "hole "
                + hole.hole()
                + ": no rows of CORE, as no runs are given; boxes are written as runs only if that"
                + " is asked for");
        continue;
      }
      LogInterval.Kind kind = hole.perRun() ? LogInterval.Kind.RUN : LogInterval.Kind.BOX;
      for (LogInterval one : hole.intervals()) {
        if (one.kind() == kind) {
          row(hole, one, runs, table);
        }
      }
    }
    return table;
  }

  private void row(HoleLog hole, LogInterval one, List<CoreRun> runs, AgsTable table) {
    String top = AgsValue.depth(one.depths().top().metres());
    String base = AgsValue.depth(one.depths().base().metres());
    if (top.equals(base)) {
      text.remark(
          "hole "
              + hole.hole()
              + ", "
              + one.kind().id()
              + " "
              + one.depths()
              + ": left out of CORE, which has depths in centimetres");
      return;
    }
    RuleFigures figures = reported(one);
    Map<String, String> row = new LinkedHashMap<>();
    row.put("LOCA_ID", ids.getOrDefault(hole.hole(), ""));
    row.put("CORE_TOP", top);
    row.put("CORE_BASE", base);
    row.put("CORE_PREC", AgsValue.number(figures.tcr(), 0));
    row.put("CORE_SREC", AgsValue.whole(figures.scr()));
    row.put("CORE_RQD", AgsValue.whole(figures.rqd()));
    row.put("CORE_DIAM", AgsValue.whole(diameter(hole, one, runs)));
    row.put("CORE_REM", remark(hole, one, figures));
    row.put("FILE_FSET", sets.getOrDefault(hole.hole(), ""));
    table.add(row);
  }

  private static RuleFigures reported(LogInterval one) {
    return one.figures().stream()
        .filter(figures -> figures.rules().solidOnly())
        .findFirst()
        .orElse(one.figures().get(0));
  }

  /** From the table of runs, else the value stated for all core; never measured. */
  private OptionalDouble diameter(HoleLog hole, LogInterval one, List<CoreRun> runs) {
    return runs.stream()
        .filter(run -> run.hole().equals(hole.hole()) && run.depths().equals(one.depths()))
        .map(CoreRun::diameterMillimetres)
        .findFirst()
        .filter(OptionalDouble::isPresent)
        .orElse(log.settings().diameterMillimetres());
  }

  private String remark(HoleLog hole, LogInterval one, RuleFigures figures) {
    List<String> parts = new ArrayList<>();
    if (one.kind() == LogInterval.Kind.BOX) {
      parts.add("A box, not a core run: " + text.of(one.name()));
    }
    parts.add(
        log.settings().apparent() ? "Apparent, from photographs of old core" : "From photographs");
    if (!one.whole()) {
      parts.add("photographs show " + AgsValue.depth(one.coveredMetres()) + " m of it");
    }
    RuleSet rules = figures.rules();
    parts.add(
        figures.rqd().isPresent()
            ? "RQD by " + text.of(rules.name()) + ", " + rules.description()
            : "no RQD, as lengths are not known without a scale");
    for (CoreLoss loss : hole.losses()) {
      if (loss.depths().overlap(one.depths()) > SAME) {
        String top = AgsValue.depth(loss.depths().top().metres());
        String base = AgsValue.depth(loss.depths().base().metres());
        parts.add(
            (loss.assumed() ? "assumed zone of core loss " : "core loss ")
                + (top.equals(base) ? "under 1 cm at " + top : top + "-" + base)
                + " m");
      }
    }
    return String.join("; ", parts);
  }
}
