// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.internal.draw.RoundStep;

/**
 * The linear scale from depth to paper, shared by all drawings of a page.
 *
 * @param depths what the page shows
 * @param top where the upper of its depths lies, mm of paper
 * @param scale metres of the hole for a metre of paper
 */
record DepthScale(DepthInterval depths, double top, int scale) {
  private static final double MILLIMETRES = 1000;
  private static final double LABELLED = 10;
  private static final double SMALLEST = 2;

  /** How far apart depths with a number are at a scale, m: at least 10 mm of paper. */
  static double step(int scale) {
    return RoundStep.atLeast(LABELLED * scale / MILLIMETRES);
  }

  /** How far apart ticks are at a scale, m: at least 2 mm of paper. */
  static double smallStep(int scale) {
    return RoundStep.atLeast(SMALLEST * scale / MILLIMETRES);
  }

  /** A length of the hole on paper, mm. */
  double millimetres(double metres) {
    return metres * MILLIMETRES / scale;
  }

  /** Where a depth lies, mm of paper. */
  double y(double metres) {
    return top + millimetres(metres - depths.top().metres());
  }

  double lower() {
    return y(depths.base().metres());
  }

  double height() {
    return millimetres(depths.metres());
  }

  /** What of a stretch is on the page. */
  Optional<DepthInterval> on(double from, double to) {
    double a = Math.max(from, depths.top().metres());
    double b = Math.min(to, depths.base().metres());
    return a < b ? Optional.of(DepthInterval.of(a, b)) : Optional.empty();
  }

  /** Whether a depth is on this page: that of a border is on the upper one, the first excepted. */
  boolean shows(double metres, boolean first) {
    return metres <= depths.base().metres()
        && (metres > depths.top().metres() || (first && metres == depths.top().metres()));
  }

  /** Whole steps on the page, with both ends. */
  List<Double> ticks(double step) {
    List<Double> ticks = new ArrayList<>();
    double near = 1e-6;
    long first = (long) Math.ceil(depths.top().metres() / step - near);
    for (long i = first; i * step <= depths.base().metres() + step * near; i++) {
      ticks.add(rounded(i * step));
    }
    return ticks;
  }

  /** A depth as it is written beside a tick of a step. */
  static String text(double metres, double step) {
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    BigDecimal text = BigDecimal.valueOf(metres).setScale(decimals, RoundingMode.HALF_UP);
    return text.signum() == 0
        ? BigDecimal.ZERO.setScale(decimals).toPlainString()
        : text.toPlainString();
  }

  static double rounded(double metres) {
    return Math.rint(metres * 1e6) / 1e6;
  }
}
