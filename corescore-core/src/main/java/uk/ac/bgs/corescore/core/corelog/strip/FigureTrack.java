// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;
import uk.ac.bgs.corescore.core.internal.NumberText;

/**
 * A percentage of intervals as bars: one of an even width for each, from its top to its base, as a
 * figure belongs to the whole of its interval.
 *
 * @param name the figure, such as TCR
 * @param rules the rule set, empty where it is the same by all
 * @param colour of the bars
 * @param intervals what the bars are of
 * @param figure its value, %
 * @param range its lower and its upper end, %; empty where they are one
 */
record FigureTrack(
    String name,
    String rules,
    String colour,
    List<LogInterval> intervals,
    Function<LogInterval, OptionalDouble> figure,
    Function<LogInterval, Optional<Range>> range)
    implements Track {
  /** Where 100 % lies. */
  static final double HUNDRED = 20;

  private static final double WIDTH = 24;
  private static final int[] LINES = {25, 50, 75, 90, 100};
  private static final double CAP = 1.8;
  private static final double SMALL = 1.2;

  /** From a lower to an upper end, %. */
  record Range(double low, double high) {}

  @Override
  public List<String> title() {
    return List.of(name + " %", rules);
  }

  @Override
  public double width() {
    return WIDTH;
  }

  @Override
  public void scale(Sheet sheet, double x, double baseline) {
    sheet.words(x + 0.4, baseline, SMALL, Sheet.Anchor.START, Sheet.SOFT, "0");
    for (int line : LINES) {
      boolean last = line == 100;
      sheet.words(
          x + place(line) - (last ? 0.6 : 0),
          baseline,
          SMALL,
          last ? Sheet.Anchor.START : Sheet.Anchor.MIDDLE,
          Sheet.SOFT,
          Integer.toString(line));
    }
  }

  private static double place(double percent) {
    return HUNDRED * percent / 100;
  }

  @Override
  public void draw(Sheet sheet, double x, DepthScale ruler, boolean first) {
    for (LogInterval one : intervals) {
      ruler
          .on(one.depths().top().metres(), one.depths().base().metres())
          .ifPresent(part -> bar(sheet, x, ruler, one, part));
    }
    List<Sheet.Segment> lines = new ArrayList<>();
    for (int line : LINES) {
      double at = x + place(line);
      lines.add(new Sheet.Segment(at, ruler.top(), at, ruler.lower()));
    }
    sheet.lines("percent", lines, Sheet.SOFT, 0.1, 0, "");
  }

  private void bar(Sheet sheet, double x, DepthScale ruler, LogInterval one, DepthInterval part) {
    double upper = ruler.y(part.top().metres());
    double lower = ruler.y(part.base().metres());
    double middle = (upper + lower) / 2;
    OptionalDouble value = figure.apply(one);
    String star = one.whole() ? "" : "*";
    String text = (value.isPresent() ? NumberText.fixed(value.getAsDouble(), 0) : "\u2013") + star;
    if (value.isPresent()) {
      double wide = Math.min(WIDTH, place(value.getAsDouble()));
      sheet.box(
          new Sheet.Box(
              "bar " + name,
              x,
              upper,
              wide,
              lower - upper,
              colour,
              Sheet.INK,
              name
                  + (rules.isEmpty() ? "" : " " + rules)
                  + " "
                  + NumberText.fixed(value.getAsDouble(), 2)
                  + " %, "
                  + one.depths()
                  + (one.whole()
                      ? ""
                      : ", of the "
                          + NumberText.fixed(one.coveredMetres(), 3)
                          + " m in the photos")));
      range.apply(one).ifPresent(ends -> whisker(sheet, x, middle, ends));
    } else {
      sheet.line("border", new Sheet.Segment(x, lower, x + WIDTH, lower), Sheet.FAINT, 0.15);
    }
    if (lower - upper >= 1.4 * CAP) {
      boolean apart = range.apply(one).isPresent() && lower - upper >= 5 * CAP;
      sheet.beside(
          x,
          value.isPresent() ? Math.min(WIDTH, place(value.getAsDouble())) : 0,
          middle - (apart ? 2 : 0) + CAP / 2,
          CAP,
          text);
    }
  }

  private static void whisker(Sheet sheet, double x, double middle, Range ends) {
    double from = x + Math.min(WIDTH, place(ends.low()));
    double to = x + Math.min(WIDTH, place(ends.high()));
    sheet.lines(
        "range",
        List.of(
            new Sheet.Segment(from, middle, to, middle),
            new Sheet.Segment(from, middle - 0.8, from, middle + 0.8),
            new Sheet.Segment(to, middle - 0.8, to, middle + 0.8)),
        Sheet.INK,
        0.2,
        0,
        NumberText.fixed(ends.low(), 1)
            + " to "
            + NumberText.fixed(ends.high(), 1)
            + " % with none and with all of the pieces near the threshold");
  }
}
