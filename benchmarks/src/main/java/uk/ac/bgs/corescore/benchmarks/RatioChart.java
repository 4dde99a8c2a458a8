// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.util.List;
import java.util.Locale;

/** Ratios as bars on a logarithmic axis: to the left of the line at 1 we are faster. */
final class RatioChart {
  private static final int ROW = 22;
  private static final int LEFT = 410;
  private static final int WIDTH = 420;
  private static final int TOP = 34;

  private RatioChart() {}

  static String svg(List<Ratio> ratios) {
    double least = ratios.stream().mapToDouble(Ratio::ratio).min().orElse(1);
    double most = ratios.stream().mapToDouble(Ratio::ratio).max().orElse(1);
    double low = Math.log(Math.min(0.5, least / 1.1));
    double high = Math.log(Math.max(2, most * 1.1));
    int height = TOP + ROW * ratios.size() + 12;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                + " font-family=\"system-ui, sans-serif\" font-size=\"12\" aria-label=\"Time of"
                + " each stage as a share of a peer's\">%n<rect width=\"100%%\" height=\"100%%\""
                + " fill=\"#fff\"/>%n",
            LEFT + WIDTH + 60,
            height));
    double one = LEFT + WIDTH * -low / (high - low);
    svg.append(text(one - 6, 14, "end", "#0072b2", "faster than the peer"));
    svg.append(text(one + 6, 14, "start", "#b8701f", "slower"));
    for (int i = 0; i < ratios.size(); i++) {
      Ratio ratio = ratios.get(i);
      double end = LEFT + WIDTH * (Math.log(ratio.ratio()) - low) / (high - low);
      int y = TOP + ROW * i;
      String name =
          ratio.stage()
              + " "
              + ratio.size()
              + (ratio.threads() > 1 ? ", " + ratio.threads() + " threads" : "")
              + " : "
              + ratio.peer();
      svg.append(text(LEFT - 8, y + 12, "end", "#111", name));
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"14\" fill=\"%s\"/>%n",
              Math.min(one, end),
              y,
              Math.max(1, Math.abs(end - one)),
              ratio.ratio() <= 1 ? "#0072b2" : "#b8701f"));
      boolean left = ratio.ratio() <= 1;
      svg.append(
          text(
              left ? one + 4 : one - 4,
              y + 12,
              left ? "start" : "end",
              "#111",
              String.format(Locale.ROOT, ratio.ratio() < 0.01 ? "%.4f" : "%.2f", ratio.ratio())));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<path stroke=\"#333\" d=\"M%.1f %dV%d\"/>%n</svg>%n",
            one,
            TOP - 12,
            height - 6));
    return svg.toString();
  }

  private static String text(double x, double y, String anchor, String colour, String text) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n",
        x,
        y,
        anchor,
        colour,
        text.replace("&", "&amp;").replace("<", "&lt;"));
  }
}
