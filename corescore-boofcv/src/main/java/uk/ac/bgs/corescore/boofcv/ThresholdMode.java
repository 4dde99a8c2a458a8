// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

/** The source of a threshold. */
public enum ThresholdMode {
  /**
   * From each photo's own histogram, where the variance between the two classes is largest (Otsu,
   * "A Threshold Selection Method from Gray-Level Histograms", 1979).
   */
  OTSU,
  /** From each photo's own histogram, the value that a given share of it lies below. */
  PERCENTILE,
  /** A number given by the host, the same for every photo. */
  FIXED;

  /** The threshold; where the histogram holds no two values, its one value. */
  double threshold(Histogram histogram, double fixed, double percentile) {
    return switch (this) {
      case OTSU -> histogram.otsu();
      case PERCENTILE -> histogram.percentile(percentile / 100);
      case FIXED -> fixed;
    };
  }
}
