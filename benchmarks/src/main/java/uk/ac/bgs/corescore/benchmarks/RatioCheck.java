// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Decides whether a ratio is above its limit, by as many rounds as that takes. A median within the
 * limit is within it at once. Above it, the rounds so far are dropped, because the JVM may still
 * have compiled while they ran, and more are measured: until their median is within the limit, or
 * until the limit lies below a confidence interval of it ({@link PairedRatio#low}).
 */
final class RatioCheck {
  /**
   * With this probability noise alone gives an interval above the limit, each time one is taken.
   */
  static final double ERROR = 0.005;

  /** The most blocks of rounds, the first one included. */
  static final int MOST_BLOCKS = 8;

  /** The least blocks on which a ratio is called worse: they are measured after the first one. */
  private static final int LEAST_BLOCKS = 2;

  private RatioCheck() {}

  /** What came of it. */
  enum Verdict {
    /** The median is within the limit. */
    WITHIN,
    /** The median is above the limit, and noise does not explain that. */
    WORSE,
    /** The median is above the limit, and noise may explain that. */
    UNDECIDED
  }

  /**
   * The verdict, and what it is based on.
   *
   * @param verdict the verdict
   * @param rounds those that count
   */
  record Outcome(Verdict verdict, List<PairedRatio.Round> rounds) {}

  /** Measures. */
  @FunctionalInterface
  interface Block {
    /** Some rounds more, at least one. */
    List<PairedRatio.Round> measure() throws Exception;
  }

  /**
   * Measures until it is decided.
   *
   * @param block measures some rounds
   * @param limit the largest ratio that is allowed; infinite to measure one block
   * @param timeIsLeft whether another block may be measured
   */
  static Outcome of(Block block, double limit, BooleanSupplier timeIsLeft) throws Exception {
    List<PairedRatio.Round> rounds = block.measure();
    if (PairedRatio.of(rounds).median() <= limit) {
      return new Outcome(Verdict.WITHIN, rounds);
    }
    List<PairedRatio.Round> later = new ArrayList<>();
    for (int blocks = 1; blocks < MOST_BLOCKS && timeIsLeft.getAsBoolean(); blocks++) {
      later.addAll(block.measure());
      PairedRatio ratio = PairedRatio.of(later);
      if (ratio.median() <= limit) {
        return new Outcome(Verdict.WITHIN, later);
      }
      if (blocks >= LEAST_BLOCKS && ratio.low(ERROR) > limit) {
        return new Outcome(Verdict.WORSE, later);
      }
    }
    return new Outcome(Verdict.UNDECIDED, later.isEmpty() ? rounds : later);
  }
}
