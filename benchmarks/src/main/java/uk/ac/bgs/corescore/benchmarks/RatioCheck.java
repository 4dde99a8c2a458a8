// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Decides whether a ratio is above its limit, by as many rounds as that takes. It is within the
 * limit where the limit is above a confidence interval of its median. Where the first rounds do not
 * show that they are dropped, because the JVM may still have compiled while they ran, and more are
 * measured, until the limit is on either side of an interval ({@link PairedRatio#low}). An interval
 * above it needs more certainty, because a false alarm stops the work of people.
 */
final class RatioCheck {
  /**
   * With this probability noise alone gives an interval above the limit, each time one is taken.
   */
  static final double ERROR = 0.005;

  /** The same for an interval below the limit. */
  private static final double ERROR_WITHIN = 0.1;

  /** The most blocks of rounds, the first one included. */
  static final int MOST_BLOCKS = 8;

  /** The least blocks on which a ratio is called worse: they are measured after the first one. */
  private static final int LEAST_BLOCKS = 2;

  private RatioCheck() {}

  /** What came of it. */
  enum Verdict {
    /** The median is within the limit, or was after all blocks. */
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
    if (PairedRatio.of(rounds).high(ERROR_WITHIN) <= limit) {
      return new Outcome(Verdict.WITHIN, rounds);
    }
    List<PairedRatio.Round> later = new ArrayList<>();
    for (int blocks = 1; blocks < MOST_BLOCKS && timeIsLeft.getAsBoolean(); blocks++) {
      later.addAll(block.measure());
      PairedRatio ratio = PairedRatio.of(later);
      if (ratio.high(ERROR_WITHIN) <= limit) {
        return new Outcome(Verdict.WITHIN, later);
      }
      if (blocks >= LEAST_BLOCKS && ratio.low(ERROR) > limit) {
        return new Outcome(Verdict.WORSE, later);
      }
    }
    List<PairedRatio.Round> last = later.isEmpty() ? rounds : later;
    boolean within = PairedRatio.of(last).median() <= limit;
    return new Outcome(within ? Verdict.WITHIN : Verdict.UNDECIDED, last);
  }
}
