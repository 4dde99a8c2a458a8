// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.internal.draw.RoundStep;

/**
 * The distribution of a figure over rows that are read twice: first its range, then the counts of
 * bins, which are exact. Quantiles are those of cells a 4096th of the figure wide or narrower; of
 * counts up to 4096 they are exact.
 */
final class Distribution {
  private static final int MANTISSA_CUT = 52 - 12;
  private static final int MAX_BINS = 24;

  /** Where so few figures lie beyond the axis, the last bar takes them together. */
  private static final double AXIS_SHARE = 0.99;

  private static final int FEW = 200;

  private final Figure figure;
  private final Map<Long, Long> cells = new TreeMap<>();
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;
  private long count;
  private final List<Double> edges = new ArrayList<>();
  private long[] bins = new long[0];
  private long beyond;

  Distribution(Figure figure) {
    this.figure = figure;
  }

  Figure figure() {
    return figure;
  }

  /** Takes a row of the first reading. */
  void look(List<? extends @Nullable Object> row) {
    OptionalDouble value = figure.value().apply(row);
    if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
      double v = value.getAsDouble();
      least = Math.min(least, v);
      most = Math.max(most, v);
      count++;
      cells.merge(cell(v), 1L, Long::sum);
    }
  }

  /** Numbers that rise with the figure. */
  private static long cell(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return (bits ^ (bits >> 63 & Long.MAX_VALUE)) >> MANTISSA_CUT;
  }

  /** The end of a cell that is nearer to zero. */
  private static double start(long cell) {
    long bits = cell << MANTISSA_CUT;
    return Double.longBitsToDouble(bits ^ (bits >> 63 & Long.MAX_VALUE));
  }

  long count() {
    return count;
  }

  double least() {
    return least;
  }

  double most() {
    return most;
  }

  /**
   * A quantile.
   *
   * @param share 0 to 1
   */
  double quantile(double share) {
    long rank = Math.max(1, (long) Math.ceil(share * count));
    long below = 0;
    for (Map.Entry<Long, Long> cell : cells.entrySet()) {
      below += cell.getValue();
      if (below >= rank) {
        return Math.min(most, Math.max(least, start(cell.getKey())));
      }
    }
    return most;
  }

  /** Chooses the bins, between the two readings. */
  void settle() {
    if (count == 0 || !Double.isFinite(most - least)) {
      return;
    }
    double usual = quantile(AXIS_SHARE);
    double top = count >= FEW && most - least > 1.5 * (usual - least) ? usual : most;
    double from = figure.from();
    double bottom = least >= from && least - from < (top - from) / 2 ? from : least;
    double width = Math.max((top - bottom) / MAX_BINS, Math.abs(top) / 200);
    double step = width > 0 ? RoundStep.atLeast(width) : 1;
    step = figure.whole() ? Math.max(1, step) : step;
    double first = Math.floor(bottom / step + 1e-9);
    double last = Math.max(first + 1, Math.ceil(top / step - 1e-9));
    for (double i = first; i <= last; i++) {
      edges.add(i * step);
    }
    bins = new long[edges.size() - 1];
  }

  /** Takes a row of the second reading. */
  void count(List<? extends @Nullable Object> row) {
    OptionalDouble value = figure.value().apply(row);
    if (bins.length == 0 || value.isEmpty() || !Double.isFinite(value.getAsDouble())) {
      return;
    }
    double v = value.getAsDouble();
    if (v > edges.get(bins.length) && hasBeyond()) {
      beyond++;
      return;
    }
    int bin = (int) ((v - edges.get(0)) / (edges.get(1) - edges.get(0)));
    bin = Math.max(0, Math.min(bins.length - 1, bin));
    // The quotient may be off by a rounding.
    while (bin > 0 && v < edges.get(bin)) {
      bin--;
    }
    while (bin < bins.length - 1 && v >= edges.get(bin + 1)) {
      bin++;
    }
    bins[bin]++;
  }

  /** Whether there are figures beyond the last edge. */
  boolean hasBeyond() {
    return !edges.isEmpty() && most > edges.get(edges.size() - 1) * (1 + 1e-9);
  }

  /** Edges of the bins, rising, each the lower one of its bin; the last one belongs to its bin. */
  List<Double> edges() {
    return edges;
  }

  long bin(int index) {
    return bins[index];
  }

  long beyond() {
    return beyond;
  }
}
