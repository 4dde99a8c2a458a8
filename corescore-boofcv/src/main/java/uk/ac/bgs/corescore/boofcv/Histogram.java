// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import boofcv.alg.filter.binary.GThresholdImageOps;
import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayU8;

/** The histogram of a plane's values, and the thresholds that are read from it. */
final class Histogram {
  private static final int BINS = 512;

  private final int[] bins;
  private final int total;
  private final double min;
  private final double max;

  /**
   * Counts the values of the cells that are set, between the smallest and the largest of them.
   * Where all are the same, that one is every threshold; where no cell is set, positive infinity.
   */
  Histogram(GrayF32 plane, GrayU8 cells) {
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < plane.data.length; i++) {
      if (cells.data[i] != 0) {
        lowest = Math.min(lowest, plane.data[i]);
        highest = Math.max(highest, plane.data[i]);
      }
    }
    this.min = lowest;
    this.max = highest;
    this.bins = new int[BINS];
    int counted = 0;
    if (lowest < highest) {
      for (int i = 0; i < plane.data.length; i++) {
        if (cells.data[i] != 0) {
          int bin = (int) ((plane.data[i] - lowest) / (highest - lowest) * BINS);
          bins[Math.min(BINS - 1, bin)]++;
          counted++;
        }
      }
    }
    this.total = counted;
  }

  /** Otsu's threshold: values above it are the upper class. */
  double otsu() {
    return total == 0 ? min : value(GThresholdImageOps.computeOtsu(bins, BINS, total));
  }

  /** The value that a share of the values lies below, share 0 to 1. */
  double percentile(double share) {
    if (total == 0) {
      return min;
    }
    double below = share * total;
    int seen = 0;
    for (int bin = 0; bin < BINS; bin++) {
      seen += bins[bin];
      if (seen >= below) {
        return value(bin);
      }
    }
    return max;
  }

  /** The upper end of a bin. */
  private double value(int bin) {
    return min + (max - min) * (bin + 1) / BINS;
  }
}
