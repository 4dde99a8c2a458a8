// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.page.HistogramSvg;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;

/** The histogram of fragment areas as SVG inside a page. */
final class HtmlHistogram {
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
      html.append(drawing(bins, unit).svg());
      facts(html, areas, unit);
    }
    return html.append("</section>\n").toString();
  }

  private static HistogramSvg drawing(AreaHistogram bins, String unit) {
    List<HistogramSvg.Bar> bars = new ArrayList<>();
    for (int i = 0; i < bins.counts().size(); i++) {
      double from = bins.edges().get(i);
      double to = bins.edges().get(i + 1);
      String range =
          NumberText.readable(from, 3) + " to " + NumberText.readable(to, 3) + " " + unit;
      int count = bins.counts().get(i);
      bars.add(
          new HistogramSvg.Bar(
              bins.position(from), bins.position(to), count, range + ": " + count));
    }
    return new HistogramSvg(
        "Histogram of fragment areas; its bins are listed in the tooltips of the bars",
        "Area, " + unit + (bins.logarithmic() ? " (logarithmic)" : ""),
        "Fragments",
        bars,
        bins.ticks().stream()
            .map(
                tick ->
                    new HistogramSvg.Tick(bins.position(tick), NumberText.readable(tick, 4), true))
            .toList());
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
}
