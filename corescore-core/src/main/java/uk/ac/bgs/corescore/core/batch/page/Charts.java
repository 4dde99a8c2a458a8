// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.draw.RoundStep;
import uk.ac.bgs.corescore.core.internal.page.BatchView;
import uk.ac.bgs.corescore.core.internal.page.HistogramSvg;
import uk.ac.bgs.corescore.core.table.Column;

/** The distributions of a batch as drawings. */
final class Charts {
  private static final int MOST_TICKS = 6;
  private static final String PHOTOS = "Photos";

  private final Overview overview;

  Charts(Overview overview) {
    this.overview = overview;
  }

  List<BatchView.Chart> charts() {
    List<BatchView.Chart> charts = new ArrayList<>();
    if (!overview.classes().isEmpty()) {
      charts.add(conditions());
    }
    overview.distributions().forEach(distribution -> charts.add(chart(distribution)));
    return charts;
  }

  /** Classes in their order, others behind, and last the photos without one. */
  private BatchView.Chart conditions() {
    Map<String, Long> counts = new LinkedHashMap<>();
    ColumnText text =
        ColumnText.of(new Column(PhotoColumns.CONDITION, Column.Type.TEXT, "", "Class"));
    text.words().forEach((id, word) -> counts.put(word, overview.classes().getOrDefault(id, 0L)));
    overview
        .classes()
        .forEach(
            (id, count) -> {
              if (!text.words().containsKey(id) && !id.isEmpty()) {
                counts.put(id, count);
              }
            });
    counts.put("no class", overview.classes().getOrDefault("", 0L));
    List<HistogramSvg.Bar> bars = new ArrayList<>();
    List<HistogramSvg.Tick> ticks = new ArrayList<>();
    List<BatchView.Bin> bins = new ArrayList<>();
    double width = 1.0 / counts.size();
    counts.forEach(
        (word, count) -> {
          double from = width * bars.size();
          bars.add(
              new HistogramSvg.Bar(
                  from + width / 8, from + width * 7 / 8, count, word + ": " + count));
          ticks.add(new HistogramSvg.Tick(from + width / 2, word, false));
          bins.add(new BatchView.Bin(word, PageText.whole(count)));
        });
    String title = "Condition";
    return new BatchView.Chart(
        title,
        "The class of the highest probability, as one annotator judged rows of core by eye.",
        new HistogramSvg(
                "Photos by condition; the counts are listed below", title, PHOTOS, bars, ticks)
            .svg(),
        List.of(),
        bins);
  }

  private BatchView.Chart chart(Distribution distribution) {
    Figure figure = distribution.figure();
    List<Double> edges = distribution.edges();
    int bins = edges.size() - 1;
    double width = 1.0 / (distribution.hasBeyond() ? bins + 1 : bins);
    List<HistogramSvg.Bar> bars = new ArrayList<>();
    List<BatchView.Bin> counts = new ArrayList<>();
    for (int i = 0; i < bins; i++) {
      String range =
          edge(edges.get(i)) + " to " + (figure.whole() ? upTo(edges, i) : edge(edges.get(i + 1)));
      add(bars, counts, width, with(range, figure.unit()), distribution.bin(i));
    }
    if (distribution.hasBeyond()) {
      String range = "above " + edge(edges.get(bins));
      add(bars, counts, width, with(range, figure.unit()), distribution.beyond());
    }
    List<HistogramSvg.Tick> ticks = new ArrayList<>();
    double step = RoundStep.atLeast((edges.get(bins) - edges.get(0)) / MOST_TICKS);
    for (int i = 0; i <= bins; i++) {
      double steps = edges.get(i) / step;
      if (Math.abs(steps - Math.rint(steps)) < 1e-6) {
        ticks.add(new HistogramSvg.Tick(i * width, edge(edges.get(i)), true));
      }
    }
    String axis = figure.unit().isEmpty() ? figure.title() : figure.title() + ", " + figure.unit();
    if (distribution.hasBeyond()) {
      axis += "; the last bar is all above " + edge(edges.get(bins));
    }
    String label = "Photos by " + figure.title() + "; the counts are listed below";
    return new BatchView.Chart(
        figure.title(),
        figure.explanation(),
        new HistogramSvg(label, axis, PHOTOS, bars, ticks).svg(),
        facts(distribution),
        counts);
  }

  private List<BatchView.Fact> facts(Distribution distribution) {
    String unit = distribution.figure().unit();
    List<BatchView.Fact> facts = new ArrayList<>();
    facts.add(new BatchView.Fact("Median", with(number(distribution.quantile(0.5)), unit)));
    String half =
        number(distribution.quantile(0.25)) + " to " + number(distribution.quantile(0.75));
    facts.add(new BatchView.Fact("Middle half", with(half, unit)));
    String range = number(distribution.least()) + " to " + number(distribution.most());
    facts.add(new BatchView.Fact("Range", with(range, unit)));
    if (distribution.count() < overview.scored()) {
      String photos =
          PageText.whole(distribution.count()) + " of " + PageText.whole(overview.scored());
      facts.add(new BatchView.Fact("Photos that have it", photos));
    }
    return facts;
  }

  /** The last whole number of a bin. */
  private static String upTo(List<Double> edges, int bin) {
    boolean last = bin == edges.size() - 2;
    return edge(last ? edges.get(bin + 1) : edges.get(bin + 1) - 1);
  }

  private static void add(
      List<HistogramSvg.Bar> bars,
      List<BatchView.Bin> counts,
      double width,
      String range,
      long count) {
    double from = width * bars.size();
    bars.add(new HistogramSvg.Bar(from, from + width, count, range + ": " + count));
    counts.add(new BatchView.Bin(range, PageText.whole(count)));
  }

  private static String edge(double value) {
    return NumberText.readable(value, 4);
  }

  private static String number(double value) {
    return NumberText.readable(value, 3);
  }

  private static String with(String text, String unit) {
    return unit.isEmpty() ? text : text + " " + unit;
  }
}
