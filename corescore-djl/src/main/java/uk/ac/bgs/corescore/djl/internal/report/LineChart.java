// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import uk.ac.bgs.corescore.core.internal.HtmlText;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.draw.RoundStep;

/**
 * A line chart as SVG, for a page or as a file. Values that are not finite, or not positive on a
 * logarithmic axis, leave a gap.
 *
 * @param title text alternative of the chart
 * @param across title of the horizontal axis
 * @param up title of the vertical axis
 * @param logAcross whether the horizontal axis is logarithmic
 * @param curves one or more
 * @param mark a marked place on the horizontal axis, NaN for none
 */
public record LineChart(
    String title, String across, String up, boolean logAcross, List<Curve> curves, double mark) {
  private static final List<String> COLOURS =
      List.of("#b8701f", "#0072b2", "#009e73", "#cc79a7", "#56b4e9", "#8a6d00");
  private static final double LEFT = 78;
  private static final double TOP = 14;
  private static final double WIDTH = 544;
  private static final double HEIGHT = 210;

  /**
   * A curve.
   *
   * @param name in the legend
   * @param x places
   * @param y values, as many
   */
  @SuppressWarnings("ArrayRecordComponent") // on their way to a picture, never kept
  public record Curve(String name, double[] x, double[] y) {}

  public String svg() {
    double[] xs = range(curves.stream().flatMapToDouble(c -> Arrays.stream(c.x())).toArray(), true);
    double[] ys =
        range(curves.stream().flatMapToDouble(c -> Arrays.stream(c.y())).toArray(), false);
    DoubleUnaryOperator px =
        x -> LEFT + WIDTH * (across(x) - across(xs[0])) / (across(xs[1]) - across(xs[0]));
    DoubleUnaryOperator py = y -> TOP + HEIGHT * (1 - (y - ys[0]) / (ys[1] - ys[0]));
    int legend = curves.size() > 1 ? 20 * ((curves.size() + 1) / 2) : 0;
    StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" ");
    svg.append("class=\"chart\" viewBox=\"0 0 640 " + n(TOP + HEIGHT + 50 + legend));
    svg.append("\" role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"12\" ");
    svg.append("fill=\"currentColor\" aria-label=\"" + HtmlText.escape(title) + "\">\n");
    for (double y : steps(ys[0], ys[1])) {
      svg.append("<path stroke=\"currentColor\" stroke-opacity=\"0.15\" d=\"M" + n(LEFT) + " ");
      svg.append(n(py.applyAsDouble(y)) + "h" + n(WIDTH) + "\"/>");
      text(svg, "end", LEFT - 8, py.applyAsDouble(y) + 4, NumberText.readable(y, 3));
    }
    for (double x : logAcross ? decades(xs[0], xs[1]) : steps(xs[0], xs[1])) {
      svg.append("<path stroke=\"currentColor\" d=\"M" + n(px.applyAsDouble(x)) + " ");
      svg.append(n(TOP + HEIGHT) + "v5\"/>");
      String number = logAcross ? NumberText.exact(x) : NumberText.readable(x, 4);
      text(svg, "middle", px.applyAsDouble(x), TOP + HEIGHT + 19, number);
    }
    svg.append("<path stroke=\"currentColor\" d=\"M" + n(LEFT) + " " + n(TOP + HEIGHT));
    svg.append("h" + n(WIDTH) + "\"/>\n");
    text(svg, "middle", LEFT + WIDTH / 2, TOP + HEIGHT + 40, HtmlText.escape(across));
    svg.append("<text text-anchor=\"middle\" transform=\"translate(12 " + n(TOP + HEIGHT / 2));
    svg.append(") rotate(-90)\">" + HtmlText.escape(up) + "</text>\n");
    if (mark >= xs[0] && mark <= xs[1]) {
      svg.append("<path stroke=\"currentColor\" stroke-dasharray=\"4 3\" d=\"M");
      svg.append(n(px.applyAsDouble(mark)) + " " + n(TOP) + "v" + n(HEIGHT) + "\"/>\n");
    }
    for (int i = 0; i < curves.size(); i++) {
      String colour = COLOURS.get(i % COLOURS.size());
      curve(svg, curves.get(i), colour, px, py);
      if (legend > 0) {
        double x = LEFT + (i % 2) * WIDTH / 2;
        double y = TOP + HEIGHT + 62 + 20.0 * Math.floorDiv(i, 2);
        svg.append("<rect width=\"11\" height=\"11\" rx=\"2\" fill=\"" + colour + "\" x=\"");
        svg.append(n(x) + "\" y=\"" + n(y - 10) + "\"/>");
        text(svg, "start", x + 17, y, HtmlText.escape(curves.get(i).name()));
      }
    }
    return svg.append("</svg>\n").toString();
  }

  private void curve(
      StringBuilder svg,
      Curve curve,
      String colour,
      DoubleUnaryOperator px,
      DoubleUnaryOperator py) {
    StringBuilder path = new StringBuilder();
    int drawn = 0;
    boolean down = false;
    for (int i = 0; i < curve.x().length; i++) {
      double x = px.applyAsDouble(curve.x()[i]);
      double y = py.applyAsDouble(curve.y()[i]);
      boolean there = Double.isFinite(x) && Double.isFinite(y);
      if (there) {
        path.append(down ? "L" : "M").append(n(x)).append(' ').append(n(y));
        drawn++;
      }
      down = there;
    }
    if (drawn == 1) {
      String[] at = path.substring(1).split(" ", 2);
      svg.append("<circle r=\"3\" fill=\"" + colour + "\" cx=\"" + at[0] + "\" cy=\"");
      svg.append(at[1] + "\"/>\n");
    } else if (drawn > 1) {
      svg.append("<path fill=\"none\" stroke-width=\"1.8\" stroke-linejoin=\"round\" stroke=\"");
      svg.append(colour + "\" d=\"" + path + "\"/>\n");
    }
  }

  private double across(double x) {
    return logAcross ? (x > 0 ? Math.log10(x) : Double.NaN) : x;
  }

  private double[] range(double[] values, boolean horizontal) {
    double[] kept =
        Arrays.stream(values)
            .filter(v -> Double.isFinite(v) && (!horizontal || !logAcross || v > 0))
            .toArray();
    double minimum = Arrays.stream(kept).min().orElse(1);
    double maximum = Arrays.stream(kept).max().orElse(2);
    if (horizontal) {
      return new double[] {minimum, maximum > minimum ? maximum : minimum * 1.5 + 1};
    }
    double room =
        maximum > minimum ? 0.06 * (maximum - minimum) : Math.max(0.05, 0.1 * Math.abs(maximum));
    return new double[] {minimum - room, maximum + room};
  }

  /** About five round numbers in a range. */
  private static List<Double> steps(double from, double to) {
    double step = RoundStep.atLeast((to - from) / 5);
    List<Double> steps = new ArrayList<>();
    for (long k = (long) Math.ceil(from / step); k * step <= to && steps.size() < 20; k++) {
      steps.add(k * step);
    }
    return steps;
  }

  private static List<Double> decades(double from, double to) {
    List<Double> decades = new ArrayList<>();
    for (int k = (int) Math.floor(Math.log10(from)); k <= Math.ceil(Math.log10(to)); k++) {
      double value = Double.parseDouble("1e" + k);
      if (value >= from * 0.999 && value <= to * 1.001) {
        decades.add(value);
      }
    }
    return decades;
  }

  private static void text(StringBuilder svg, String anchor, double x, double y, String text) {
    svg.append("<text text-anchor=\"" + anchor + "\" x=\"" + n(x) + "\" y=\"" + n(y) + "\">");
    svg.append(text + "</text>");
  }

  private static String n(double value) {
    return NumberText.exact(Math.rint(value * 10) / 10);
  }
}
