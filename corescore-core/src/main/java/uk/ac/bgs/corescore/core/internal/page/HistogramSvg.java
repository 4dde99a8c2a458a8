// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.page;

import java.util.List;
import uk.ac.bgs.corescore.core.internal.HtmlText;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.draw.RoundStep;

/**
 * A histogram as SVG inside a page, in the classes of the house's style.
 *
 * @param label what it shows, for those who do not see it
 * @param axis title of the horizontal axis
 * @param counted title of the vertical axis
 * @param bars from left to right
 * @param ticks of the horizontal axis
 */
public record HistogramSvg(
    String label, String axis, String counted, List<Bar> bars, List<Tick> ticks) {
  private static final double LEFT = 68;
  private static final double TOP = 12;
  private static final double WIDTH = 462;
  private static final double HEIGHT = 190;

  /** A bar between two places, 0 to 1 from left to right. */
  public record Bar(double from, double to, long count, String title) {}

  /**
   * Text at a place, 0 to 1 from left to right.
   *
   * @param marked whether the axis has a mark there
   */
  public record Tick(double at, String text, boolean marked) {}

  /** The drawing; text is escaped. */
  public String svg() {
    StringBuilder html = new StringBuilder();
    long highest = bars.stream().mapToLong(Bar::count).max().orElse(0);
    double step = Math.max(1, RoundStep.atLeast(Math.max(1, highest) / 4.0));
    double top = Math.max(1, Math.ceil(highest / step)) * step;
    html.append("<svg class=\"hist\" viewBox=\"0 0 544 256\" role=\"img\" aria-label=\"")
        .append(HtmlText.escape(label) + "\">\n");
    for (double count = 0; count <= top; count += step) {
      double y = TOP + HEIGHT * (1 - count / top);
      html.append("<path class=\"grid\" d=\"M" + n(LEFT) + " " + n(y) + "h" + n(WIDTH) + "\"/>");
      text(html, "end", LEFT - 8, y + 4, NumberText.readable(count, 6));
    }
    html.append('\n');
    for (Bar bar : bars) {
      double from = LEFT + WIDTH * bar.from();
      double to = LEFT + WIDTH * bar.to();
      double height = HEIGHT * bar.count() / top;
      html.append("<rect class=\"bar\" x=\"" + n(from + 1) + "\" y=\"" + n(TOP + HEIGHT - height))
          .append("\" width=\"" + n(Math.max(1, to - from - 2)) + "\" height=\"" + n(height))
          .append("\"><title>" + HtmlText.escape(bar.title()) + "</title></rect>\n");
    }
    for (Tick tick : ticks) {
      double x = LEFT + WIDTH * tick.at();
      if (tick.marked()) {
        html.append("<path class=\"axis\" d=\"M" + n(x) + " " + n(TOP + HEIGHT) + "v5\"/>");
      }
      text(html, "middle", x, TOP + HEIGHT + 19, tick.text());
    }
    html.append("<path class=\"axis\" d=\"M" + n(LEFT) + " " + n(TOP + HEIGHT))
        .append("h" + n(WIDTH) + "\"/>\n");
    text(html, "middle", LEFT + WIDTH / 2, TOP + HEIGHT + 40, axis);
    html.append("<text text-anchor=\"middle\" transform=\"translate(11 " + n(TOP + HEIGHT / 2))
        .append(") rotate(-90)\">" + HtmlText.escape(counted) + "</text>\n</svg>\n");
    return html.toString();
  }

  private static void text(StringBuilder html, String anchor, double x, double y, String text) {
    html.append("<text text-anchor=\"" + anchor + "\" x=\"" + n(x) + "\" y=\"" + n(y) + "\">")
        .append(HtmlText.escape(text) + "</text>");
  }

  private static String n(double value) {
    return NumberText.exact(Math.rint(value * 10) / 10);
  }
}
