// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import uk.ac.bgs.corescore.core.internal.draw.RoundStep;

/**
 * A histogram of positive values: bins of equal width, or of equal ratio if the largest value is
 * twenty times the smallest or more.
 *
 * @param logarithmic whether the bins have the same ratio
 * @param edges the bins' edges, rising; one more than bins
 * @param counts how many values lie in each bin, its lower edge included
 * @param ticks round numbers for the axis, within the edges
 */
record AreaHistogram(
    boolean logarithmic, List<Double> edges, List<Integer> counts, List<Double> ticks) {
  private static final double WIDE_RANGE = 20;

  /** Bins for at least one value. */
  static AreaHistogram of(double[] values) {
    double least = Arrays.stream(values).min().orElseThrow();
    double most = Arrays.stream(values).max().orElseThrow();
    int bins = (int) Math.min(18, Math.max(6, Math.ceil(2 * Math.cbrt(values.length)) + 3));
    boolean logarithmic = most >= WIDE_RANGE * least;
    List<Double> edges = logarithmic ? ratios(least, most, bins) : steps(least, most, bins);
    Integer[] counts = new Integer[edges.size() - 1];
    Arrays.fill(counts, 0);
    for (double value : values) {
      int bin = 0;
      while (bin < counts.length - 1 && value >= edges.get(bin + 1)) {
        bin++;
      }
      counts[bin]++;
    }
    double first = edges.get(0);
    double last = edges.get(edges.size() - 1);
    List<Double> ticks = logarithmic ? decadeTicks(first, last) : everyOther(edges);
    return new AreaHistogram(logarithmic, edges, List.of(counts), ticks);
  }

  /** Where a value lies on the axis: 0 at the first edge, 1 at the last. */
  double position(double value) {
    double first = edges.get(0);
    double last = edges.get(edges.size() - 1);
    return logarithmic
        ? Math.log(value / first) / Math.log(last / first)
        : (value - first) / (last - first);
  }

  private static List<Double> ratios(double least, double most, int bins) {
    double decades = Math.log10(most / least);
    int perDecade = 1;
    for (int finer = 2; finer <= 10 && finer * decades <= bins; finer++) {
      perDecade = finer;
    }
    int first = (int) Math.floor(Math.log10(least) * perDecade + 1e-9);
    List<Double> edges = new ArrayList<>();
    edges.add(Math.pow(10, (double) first / perDecade));
    for (int i = first + 1; edges.get(edges.size() - 1) <= most; i++) {
      edges.add(Math.pow(10, (double) i / perDecade));
    }
    return edges;
  }

  private static List<Double> steps(double least, double most, int bins) {
    double step = RoundStep.atLeast(Math.max((most - least) / bins, most * 1e-3));
    double first = Math.floor(least / step) * step;
    List<Double> edges = new ArrayList<>(List.of(first));
    for (int i = 1; edges.get(edges.size() - 1) <= most; i++) {
      edges.add(first + i * step);
    }
    return edges;
  }

  private static List<Double> decadeTicks(double first, double last) {
    boolean few = last / first < 2e3;
    List<Double> ticks = new ArrayList<>();
    for (int power = (int) Math.floor(Math.log10(first)); Math.pow(10, power) <= last; power++) {
      for (int factor : few ? new int[] {1, 2, 5} : new int[] {1}) {
        double tick = factor * Math.pow(10, power);
        if (tick >= first * (1 - 1e-9) && tick <= last * (1 + 1e-9)) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  private static List<Double> everyOther(List<Double> edges) {
    int stride = (edges.size() + 5) / 6;
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i < edges.size(); i += stride) {
      ticks.add(edges.get(i));
    }
    return ticks;
  }
}
