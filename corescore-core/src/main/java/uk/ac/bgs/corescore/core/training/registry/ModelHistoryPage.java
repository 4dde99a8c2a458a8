// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.internal.HtmlHead;
import uk.ac.bgs.corescore.core.internal.HtmlText;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.training.evaluate.Metric;

/** A page that plots each metric over the versions of a model and marks the gate's verdicts. */
public final class ModelHistoryPage {
  private static final double LEFT = 72;
  private static final double TOP = 16;
  private static final double WIDTH = 550;
  private static final double HEIGHT = 130;
  private static final int LABELS = 14;
  private static final String STYLE =
      ".charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(360px,100%),1fr));gap:1rem}"
          + ".charts figure{margin:0}.pass{fill:#009e73;stroke:#009e73}"
          + ".late{fill:none;stroke-width:2}"
          + ".fail{fill:none;stroke:#c0392b}.line{fill:none;stroke:currentColor;stroke-opacity:.4}"
          + ".why{white-space:pre-line}";

  private ModelHistoryPage() {}

  /**
   * Writes the page, with nothing from outside.
   *
   * @param model the model's name
   * @param versions its versions, from the first to the last
   * @param out where to; it stays open
   * @throws IOException if writing fails
   */
  public static void write(String model, List<ModelVersion> versions, OutputStream out)
      throws IOException {
    StringBuilder html = new StringBuilder(HtmlHead.of("Versions of " + model, STYLE));
    html.append("<header><p class=\"brand\">CoreScore models</p>\n<h1>");
    html.append(HtmlText.isolated(model) + "</h1><p class=\"sub\"><span>" + versions.size());
    html.append(versions.size() == 1 ? " version" : " versions");
    html.append("</span><span>\u25CF passed and was promoted</span>");
    html.append("<span>\u25CB passed, not promoted</span>");
    html.append("<span>\u2715 refused</span></p></header>\n<main>");
    html.append("<section class=\"card\"><h2>Figures over versions</h2><div class=\"charts\">\n");
    int drawn = 0;
    for (Metric metric : Metric.values()) {
      drawn += chart(html, metric, versions) ? 1 : 0;
    }
    html.append(drawn == 0 ? "<p>No version has come to the gate yet.</p>" : "");
    html.append("</div></section>\n<section class=\"card\"><h2>Versions</h2>");
    html.append("<div class=\"scroll\"><table><thead><tr><th class=\"n\">Version</th>");
    html.append("<th>Registered</th><th>Is</th><th>Gate</th><th class=\"n\">Rock IoU</th>");
    html.append("<th>Why not promoted</th></tr></thead><tbody>\n");
    for (int i = versions.size() - 1; i >= 0; i--) {
      ModelVersion version = versions.get(i);
      html.append("<tr><td class=\"n\">" + version.version() + "</td><td>");
      html.append(version.registered().toString().replaceAll("[T.].*", "") + "</td><td>");
      html.append(HtmlText.isolated(String.join(", ", version.aliases())) + "</td><td>");
      html.append(HtmlText.isolated(Promotion.verdict(version).orElse("not judged")));
      html.append("</td><td class=\"n\">");
      OptionalDouble iou = Promotion.figure(version, Metric.ROCK_IOU);
      html.append(iou.isPresent() ? NumberText.fixed(iou.getAsDouble(), 4) : "\u2013");
      html.append("</td><td class=\"why\">");
      for (String reason : Promotion.reasons(version).lines().toList()) {
        html.append(HtmlText.isolated(reason) + "<br>");
      }
      html.append("</td></tr>\n");
    }
    html.append("</tbody></table></div></section></main></body></html>\n");
    out.write(html.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** A figure of a version on the page. */
  private record Point(ModelVersion version, double value) {}

  private static boolean chart(StringBuilder html, Metric metric, List<ModelVersion> versions) {
    List<Point> points = new ArrayList<>();
    for (ModelVersion version : versions) {
      OptionalDouble value = Promotion.figure(version, metric);
      if (value.isPresent()) {
        points.add(new Point(version, value.getAsDouble()));
      }
    }
    if (points.isEmpty()) {
      return false;
    }
    double least = points.stream().mapToDouble(Point::value).min().orElse(0);
    double most = points.stream().mapToDouble(Point::value).max().orElse(1);
    double room = most > least ? 0.1 * (most - least) : Math.max(0.05, 0.1 * Math.abs(most));
    int last = versions.get(versions.size() - 1).version();
    html.append("<figure><figcaption>" + HtmlText.escape(metric.title()));
    html.append("</figcaption><svg viewBox=\"0 0 640 180\" role=\"img\" font-size=\"18\" ");
    html.append("fill=\"currentColor\" aria-label=\"" + HtmlText.escape(metric.title()));
    html.append(" over versions\">");
    for (double at : most > least ? new double[] {least, most} : new double[] {most}) {
      text(html, "end", LEFT - 12, y(at, least - room, most + room) + 6, NumberText.fixed(at, 3));
    }
    StringBuilder path = new StringBuilder();
    StringBuilder marks = new StringBuilder();
    for (Point point : points) {
      double x = x(point.version().version(), last);
      double y = y(point.value(), least - room, most + room);
      path.append(path.isEmpty() ? "M" : "L").append(n(x)).append(' ').append(n(y));
      mark(marks, point, x, y);
    }
    html.append("<path class=\"line\" d=\"" + path + "\"/>" + marks);
    int step = 1 + Math.floorDiv(last, LABELS);
    for (int version = 1; version <= last; version += step) {
      text(html, "middle", x(version, last), TOP + HEIGHT + 24, Integer.toString(version));
    }
    html.append("</svg></figure>\n");
    return true;
  }

  private static void mark(StringBuilder marks, Point point, double x, double y) {
    String verdict = Promotion.verdict(point.version()).orElse("");
    String at = n(x) + "," + n(y);
    String title =
        "<title>version "
            + point.version().version()
            + ": "
            + NumberText.fixed(point.value(), 4)
            + " "
            + HtmlText.escape(verdict)
            + "</title>";
    if (verdict.equals("FAIL")) {
      marks.append("<path class=\"fail\" stroke-width=\"2\" transform=\"translate(" + at + ")\" ");
      marks.append("d=\"M-5-5L5 5M-5 5L5-5\">" + title + "</path>");
    } else {
      String kind = verdict.equals(Promotion.OVERTAKEN) ? "pass late" : "pass";
      marks.append("<circle class=\"" + kind + "\" r=\"5\" transform=\"translate(" + at + ")\">");
      marks.append(title + "</circle>");
    }
  }

  private static double x(int version, int last) {
    return LEFT + WIDTH * (last == 1 ? 0.5 : (version - 1.0) / (last - 1));
  }

  private static double y(double value, double from, double to) {
    return TOP + HEIGHT * (1 - (value - from) / (to - from));
  }

  private static void text(StringBuilder svg, String anchor, double x, double y, String text) {
    svg.append("<text text-anchor=\"" + anchor + "\" x=\"" + n(x) + "\" y=\"" + n(y) + "\">");
    svg.append(text + "</text>");
  }

  private static String n(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
