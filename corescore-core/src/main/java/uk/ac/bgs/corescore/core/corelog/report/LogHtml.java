// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.hole.Fracture;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.corelog.hole.LoggedRow;
import uk.ac.bgs.corescore.core.corelog.rule.RqdClass;
import uk.ac.bgs.corescore.core.corelog.rule.RuleFigures;
import uk.ac.bgs.corescore.core.corelog.rule.RuleSet;
import uk.ac.bgs.corescore.core.internal.HtmlHead;
import uk.ac.bgs.corescore.core.internal.HtmlText;
import uk.ac.bgs.corescore.core.internal.NumberText;

/** The page of a core log, part by part. */
final class LogHtml {
  private static final String DASH = "\u2013";
  private static final String STYLE =
      ".lead{font-size:17px;margin:0}td"
          + " small{display:block;color:var(--soft)}.strip{margin:0;overflow-x:auto}.strip"
          + " svg{display:block;margin:0"
          + " auto;max-width:100%;height:auto}.list{margin:0;padding-left:1.2em}.list"
          + " li{overflow-wrap:anywhere}@page strip{size:A4;margin:0}@media"
          + " print{.strip{page:strip;break-before:page;overflow:visible}.strip"
          + " svg{max-width:none}}";

  private final CoreLog log;
  private final List<String> leftOut;

  LogHtml(CoreLog log, List<String> others) {
    this.log = log;
    List<String> all = new ArrayList<>(others);
    all.addAll(log.problems());
    this.leftOut = List.copyOf(all);
  }

  /** The page up to its first hole. */
  String beginning() {
    StringBuilder html = new StringBuilder(HtmlHead.of("Core log", STYLE));
    html.append("<header><p class=\"brand\">CoreScore</p>\n<h1>Core log</h1>\n");
    html.append("<p class=\"lead\">" + sentence() + "</p></header>\n<main>\n");
    return html.toString();
  }

  /** What came out, in a sentence. */
  private String sentence() {
    List<HoleLog> holes = log.holes().stream().filter(hole -> !hole.rows().isEmpty()).toList();
    String left =
        leftOut.isEmpty()
            ? "nothing was left out"
            : leftOut.size() + (leftOut.size() == 1 ? " thing was" : " things were") + " left out";
    if (holes.isEmpty()) {
      return "No core was logged; " + left + ".";
    }
    StringBuilder text = new StringBuilder();
    double metres =
        holes.stream()
            .flatMap(hole -> hole.rows().stream())
            .mapToDouble(row -> row.depths().metres())
            .sum();
    if (holes.size() == 1) {
      HoleLog hole = holes.get(0);
      text.append("Hole " + HtmlText.isolated(hole.hole()) + " from " + range(hole) + ", ");
      text.append(number(metres) + " m of it in the photos: ");
    } else {
      text.append(holes.size() + " holes, " + number(metres) + " m of them in the photos: ");
    }
    List<LogInterval> intervals = holes.stream().flatMap(hole -> main(hole).stream()).toList();
    text.append(mean(intervals, "TCR", one -> OptionalDouble.of(one.figures().get(0).tcr())));
    for (int i = 0; i < log.settings().ruleSets().size(); i++) {
      RuleSet rules = log.settings().ruleSets().get(i);
      int at = i;
      String by = " by " + HtmlText.escape(rules.name());
      if (rules.solidOnly()) {
        text.append(", " + mean(intervals, "SCR" + by, one -> one.figures().get(at).scr()));
      }
      text.append(", " + mean(intervals, "RQD" + by, one -> one.figures().get(at).rqd()));
    }
    long fractures =
        holes.stream().flatMap(hole -> hole.fractures().stream()).filter(Fracture::counted).count();
    int pieces = holes.stream().mapToInt(hole -> hole.pieces().size()).sum();
    text.append(", " + fractures + (fractures == 1 ? " fracture" : " fractures") + " between ");
    text.append(pieces + (pieces == 1 ? " piece; " : " pieces; "));
    if (log.settings().apparent()) {
      text.append("the figures are apparent, and ");
    }
    return text.append(left + ".").toString();
  }

  /** A figure of intervals. */
  private interface Figure {
    OptionalDouble of(LogInterval interval);
  }

  /** The mean by what is in the photos; a dash where an interval has none. */
  private static String mean(List<LogInterval> intervals, String name, Figure figure) {
    double sum = 0;
    double weight = 0;
    for (LogInterval one : intervals) {
      OptionalDouble value = figure.of(one);
      if (value.isEmpty()) {
        return name + " not known";
      }
      sum += value.getAsDouble() * one.coveredMetres();
      weight += one.coveredMetres();
    }
    return weight > 0 ? name + " " + NumberText.fixed(sum / weight, 0) + " %" : name + " not known";
  }

  /** The runs, or the boxes where there are none. */
  private static List<LogInterval> main(HoleLog hole) {
    LogInterval.Kind kind = hole.perRun() ? LogInterval.Kind.RUN : LogInterval.Kind.BOX;
    return hole.intervals().stream().filter(one -> one.kind() == kind).toList();
  }

  private static String range(HoleLog hole) {
    List<LoggedRow> rows = hole.rows();
    double top = rows.get(0).depths().top().metres();
    double base = rows.stream().mapToDouble(row -> row.depths().base().metres()).max().orElse(top);
    return number(top) + " to " + number(base) + " m";
  }

  /** A hole and its intervals. */
  String hole(HoleLog hole) {
    StringBuilder html = new StringBuilder("<section class=\"card\"><h2>Hole ");
    html.append(HtmlText.isolated(hole.hole()) + "</h2>\n");
    if (hole.rows().isEmpty()) {
      return html.append("<p class=\"note\">No row of it was logged.</p></section>\n").toString();
    }
    html.append("<p class=\"note\">Figures are ");
    html.append(hole.perRun() ? "per run" : "per box, as no runs are known");
    html.append(", of what the photos show of it; lengths are ");
    html.append(log.settings().byDepth() ? "depths.</p>\n" : "measured in the rows of core.</p>\n");
    html.append("<div class=\"scroll\"><table><thead><tr>");
    head(html, "From, m");
    head(html, "To, m");
    html.append("<th>What</th>");
    head(html, "In the photos, m");
    head(html, "TCR, %");
    for (RuleSet rules : log.settings().ruleSets()) {
      String by = "<small>" + HtmlText.escape(rules.name()) + "</small>";
      if (rules.solidOnly()) {
        head(html, "SCR, %" + by);
      }
      head(html, "RQD, %" + by);
      html.append("<th>Class" + by + "</th>");
    }
    for (String one : List.of("Fractures", "FI, 1/m", "NI, m", "NR, m", "Loss, m")) {
      head(html, one);
    }
    html.append("<th>Condition<small>estimated</small></th>");
    html.append("</tr></thead><tbody>\n");
    for (LogInterval one : hole.intervals()) {
      row(html, one);
    }
    return html.append("</tbody></table></div></section>\n").toString();
  }

  private static void head(StringBuilder html, String text) {
    html.append("<th class=\"n\">" + text + "</th>");
  }

  private static void row(StringBuilder html, LogInterval one) {
    html.append("<tr>");
    DepthInterval depths = one.depths();
    cell(html, number(depths.top().metres()));
    cell(html, number(depths.base().metres()));
    html.append("<td>" + one.kind().id());
    html.append(one.name().isEmpty() ? "" : " " + HtmlText.isolated(one.name()));
    html.append("</td>");
    cell(html, NumberText.fixed(one.coveredMetres(), 2));
    cell(html, NumberText.fixed(one.figures().get(0).tcr(), 0));
    for (RuleFigures figures : one.figures()) {
      if (figures.rules().solidOnly()) {
        cell(html, percent(figures.scr()));
      }
      boolean open =
          figures.rqdLow().isPresent()
              && figures.rqdHigh().isPresent()
              && !percent(figures.rqdLow()).equals(percent(figures.rqdHigh()));
      cell(
          html,
          percent(figures.rqd())
              + (open
                  ? "<small>"
                      + percent(figures.rqdLow())
                      + " to "
                      + percent(figures.rqdHigh())
                      + "</small>"
                  : ""));
      html.append("<td>");
      html.append(
          figures.rqd().isPresent()
              ? RqdClass.of(figures.rqd().getAsDouble()).id().replace('_', ' ')
              : DASH);
      html.append("</td>");
    }
    cell(html, Integer.toString(one.fractures()));
    cell(
        html,
        one.fractureIndex().isPresent()
            ? NumberText.fixed(one.fractureIndex().getAsDouble(), 1)
            : DASH);
    cell(html, NumberText.fixed(one.nonIntactMetres(), 2));
    cell(html, NumberText.fixed(one.notRecoveredMetres(), 2));
    cell(
        html,
        NumberText.fixed(one.statedLossMetres() + one.assumedLossMetres(), 2)
            + (one.assumedLossMetres() > 0 ? "<small>assumed</small>" : ""));
    html.append("<td>");
    html.append(one.condition().map(known -> known.grade().id().replace('_', ' ')).orElse(DASH));
    html.append("</td>");
    html.append("</tr>\n");
  }

  private static void cell(StringBuilder html, String text) {
    html.append("<td class=\"n\">" + text + "</td>");
  }

  private static String percent(OptionalDouble value) {
    return value.isPresent() ? NumberText.fixed(value.getAsDouble(), 0) : DASH;
  }

  private static String number(double metres) {
    return NumberText.fixed(metres, 2);
  }

  /** A page of a strip log. */
  String strip(String svg) {
    return "<figure class=\"strip\">" + svg + "</figure>\n";
  }

  /** The remarks, the problems, the rules, and the end of the page. */
  String end() {
    StringBuilder html = new StringBuilder();
    list(html, "To check", log.remarks(), Optional.of("Nothing."));
    list(html, "Left out", leftOut, Optional.of("Nothing."));
    list(html, "Rules", LogText.rules(log.settings()), Optional.empty());
    return html.append("</main></body></html>\n").toString();
  }

  private static void list(
      StringBuilder html, String title, List<String> texts, Optional<String> none) {
    html.append("<section class=\"card\"><h2>" + title + "</h2>");
    if (texts.isEmpty()) {
      html.append("<p class=\"note\">" + none.orElse("") + "</p>");
    } else {
      html.append("<ul class=\"list\">\n");
      texts.forEach(text -> html.append("<li>" + HtmlText.escape(text) + "</li>\n"));
      html.append("</ul>");
    }
    html.append("</section>\n");
  }
}
