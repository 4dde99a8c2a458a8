// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.util.Arrays;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.draw.RoundStep;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;

/** The histogram of fragment areas as SVG inside a page. */
final class HtmlHistogram {
  private static final double LEFT = 56;
  private static final double TOP = 12;
  private static final double WIDTH = 474;
  private static final double HEIGHT = 190;

  private HtmlHistogram() {}

  /** A section with the histogram, or with a sentence where there are too few fragments for one. */
  static String section(ScoredPhoto scored) {
    String unit = scored.scale().isPresent() ? "mm\u00B2" : "px\u00B2";
    double[] areas =
        scored.fragments().fragments().stream()
            .mapToDouble(
                f ->
                    scored
                        .scale()
                        .map(f.measures().area()::squareMillimetres)
                        .orElse(f.measures().area().squarePixels()))
            .sorted()
            .toArray();
    StringBuilder html = new StringBuilder();
    html.append("<section class=\"card\"><h2>Fragment areas</h2>\n");
    if (areas.length < 2) {
      html.append("<p class=\"note\">A distribution takes two fragments or more; there ")
          .append(areas.length == 0 ? "are none.</p>\n" : "is one.</p>\n");
    } else if (areas[0] < Float.MIN_NORMAL || areas[areas.length - 1] > Float.MAX_VALUE) {
      html.append("<p class=\"note\">At this scale the areas are too small or too large to draw.")
          .append("</p>\n");
    } else {
      AreaHistogram bins = AreaHistogram.of(areas);
      draw(html, bins, unit);
      facts(html, areas, unit);
    }
    return html.append("</section>\n").toString();
  }

  private static void draw(StringBuilder html, AreaHistogram bins, String unit) {
    int highest = bins.counts().stream().mapToInt(Integer::intValue).max().orElseThrow();
    double step = Math.max(1, RoundStep.atLeast(highest / 4.0));
    double top = Math.ceil(highest / step) * step;
    html.append("<svg class=\"hist\" viewBox=\"0 0 544 256\" role=\"img\" aria-label=\"Histogram")
        .append(" of fragment areas; its bins are listed in the tooltips of the bars\">\n");
    for (double count = 0; count <= top; count += step) {
      double y = TOP + HEIGHT * (1 - count / top);
      html.append("<path class=\"grid\" d=\"M" + n(LEFT) + " " + n(y) + "h" + n(WIDTH) + "\"/>");
      text(html, "end", LEFT - 8, y + 4, NumberText.readable(count, 6));
    }
    html.append('\n');
    for (int i = 0; i < bins.counts().size(); i++) {
      double from = LEFT + WIDTH * bins.position(bins.edges().get(i));
      double to = LEFT + WIDTH * bins.position(bins.edges().get(i + 1));
      double height = HEIGHT * bins.counts().get(i) / top;
      String range =
          NumberText.readable(bins.edges().get(i), 3)
              + " to "
              + NumberText.readable(bins.edges().get(i + 1), 3)
              + " "
              + unit;
      html.append("<rect class=\"bar\" x=\"" + n(from + 1) + "\" y=\"" + n(TOP + HEIGHT - height))
          .append("\" width=\"" + n(Math.max(1, to - from - 2)) + "\" height=\"" + n(height))
          .append("\"><title>" + range + ": " + bins.counts().get(i) + "</title></rect>\n");
    }
    for (double tick : bins.ticks()) {
      double x = LEFT + WIDTH * bins.position(tick);
      html.append("<path class=\"axis\" d=\"M" + n(x) + " " + n(TOP + HEIGHT) + "v5\"/>");
      text(html, "middle", x, TOP + HEIGHT + 19, NumberText.readable(tick, 4));
    }
    html.append("<path class=\"axis\" d=\"M" + n(LEFT) + " " + n(TOP + HEIGHT))
        .append("h" + n(WIDTH) + "\"/>\n");
    String axis = "Area, " + unit + (bins.logarithmic() ? " (logarithmic)" : "");
    text(html, "middle", LEFT + WIDTH / 2, TOP + HEIGHT + 40, axis);
    html.append("<text text-anchor=\"middle\" transform=\"translate(11 " + n(TOP + HEIGHT / 2))
        .append(") rotate(-90)\">Fragments</text>\n</svg>\n");
  }

  private static void facts(StringBuilder html, double[] sorted, String unit) {
    int n = sorted.length;
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    double total = Arrays.stream(sorted).sum();
    html.append("<dl class=\"facts\">");
    fact(html, "Smallest", NumberText.readable(sorted[0], 3) + " " + unit);
    fact(html, "Median", NumberText.readable(median, 3) + " " + unit);
    fact(html, "Largest", NumberText.readable(sorted[n - 1], 3) + " " + unit);
    fact(html, "Share of the largest", NumberText.readable(100 * sorted[n - 1] / total, 3) + " %");
    html.append("</dl>\n");
  }

  private static void fact(StringBuilder html, String term, String value) {
    html.append("<div><dt>" + term + "</dt><dd>" + value + "</dd></div>");
  }

  private static void text(StringBuilder html, String anchor, double x, double y, String text) {
    html.append("<text text-anchor=\"" + anchor + "\" x=\"" + n(x) + "\" y=\"" + n(y) + "\">")
        .append(text + "</text>");
  }

  private static String n(double value) {
    return NumberText.exact(Math.rint(value * 10) / 10);
  }
}
