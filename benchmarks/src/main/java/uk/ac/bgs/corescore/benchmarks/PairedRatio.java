// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.util.List;

/**
 * The ratio of two times over rounds in which both were measured one after the other. Load that
 * lasts longer than a round affects both times of it and leaves their ratio as it is, so the ratio
 * is taken of each round first, and then the median.
 *
 * @param ratios of each round, ours divided by theirs, in ascending order
 */
record PairedRatio(List<Double> ratios) {

  /**
   * One round.
   *
   * @param oursMs our time
   * @param theirsMs the peer's time, above 0
   */
  record Round(double oursMs, double theirsMs) {}

  /**
   * Takes the ratio of each round.
   *
   * @param rounds at least one
   */
  static PairedRatio of(List<Round> rounds) {
    return new PairedRatio(
        rounds.stream().map(round -> round.oursMs / round.theirsMs).sorted().toList());
  }

  /** The median. */
  double median() {
    int half = ratios.size() / 2;
    return ratios.size() % 2 == 1
        ? ratios.get(half)
        : (ratios.get(half - 1) + ratios.get(half)) / 2;
  }

  /**
   * The lower end of a one-sided confidence interval of the median, by the sign test: whatever the
   * distribution of the noise, the median of all possible rounds lies below it with at most this
   * probability.
   *
   * @param error the probability, for example 0.001
   * @return a ratio; 0 where there are too few rounds for any
   */
  double low(double error) {
    int rank = rank(error);
    return rank == 0 ? 0 : ratios.get(rank - 1);
  }

  /**
   * The upper end, see {@link #low}.
   *
   * @param error the probability
   * @return a ratio; infinite where there are too few rounds
   */
  double high(double error) {
    int rank = rank(error);
    return rank == 0 ? Double.POSITIVE_INFINITY : ratios.get(ratios.size() - rank);
  }

  /** The largest k for which fewer than k of n fair coins show heads with at most this error. */
  private int rank(double error) {
    int n = ratios.size();
    double term = Math.pow(0.5, n);
    double sum = term;
    int k = 0;
    while (sum <= error && k < n) {
      k++;
      term *= (n - k + 1.0) / k;
      sum += term;
    }
    return k;
  }
}
