// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Made-up times: what noise of a machine does to the check, and what slower code does. */
class RatioCheckTest {
  /** What the peer takes, ms, and what we take of it where nothing is wrong: the kept ratio. */
  private static final double PEER = 40;

  private static final double KEPT = 1.12;

  private static final double LIMIT = 1.25 * KEPT;
  private static final int ROUNDS = 9;
  private static final int SITTINGS = 1000;

  /** Times of a sitting, round by round. */
  private static RatioCheck.Outcome check(IntFunction<PairedRatio.Round> times) throws Exception {
    int[] next = {0};
    return RatioCheck.of(
        () -> {
          List<PairedRatio.Round> block = new ArrayList<>();
          for (int i = 0; i < ROUNDS; i++) {
            block.add(times.apply(next[0]++));
          }
          return block;
        },
        LIMIT,
        () -> true);
  }

  /** The verdict of each sitting. */
  private static List<RatioCheck.Verdict> verdicts(
      LongFunction<IntFunction<PairedRatio.Round>> bySeed) throws Exception {
    List<RatioCheck.Verdict> verdicts = new ArrayList<>();
    for (long seed = 0; seed < SITTINGS; seed++) {
      verdicts.add(check(bySeed.apply(seed)).verdict());
    }
    return verdicts;
  }

  private static int count(List<RatioCheck.Verdict> verdicts, RatioCheck.Verdict verdict) {
    return Collections.frequency(verdicts, verdict);
  }

  /** Every call is stretched by some share on its own, and one in ten takes up to four times. */
  private static double noisy(double millis, double spread, Random random) {
    double stretched = millis * Math.exp(spread * random.nextGaussian());
    return random.nextInt(10) == 0 ? stretched * (1 + 3 * random.nextDouble()) : stretched;
  }

  @Test
  void noiseOfCallsIsNotTakenForSlowerCode() throws Exception {
    for (double spread : new double[] {0.05, 0.2, 0.4}) {
      List<RatioCheck.Verdict> verdicts =
          verdicts(
              seed -> {
                Random random = new Random(seed);
                return round ->
                    new PairedRatio.Round(
                        noisy(KEPT * PEER, spread, random), noisy(PEER, spread, random));
              });
      assertEquals(0, count(verdicts, RatioCheck.Verdict.WORSE), "spread " + spread);
      assertTrue(count(verdicts, RatioCheck.Verdict.WITHIN) >= 990, "spread " + spread);
    }
  }

  @Test
  void aSlowHalfOfTheSittingIsNotTakenForSlowerCode() throws Exception {
    for (boolean first : new boolean[] {true, false}) {
      List<RatioCheck.Verdict> verdicts =
          verdicts(
              seed -> {
                Random random = new Random(seed);
                return round -> {
                  double load = (round % ROUNDS < ROUNDS / 2) == first ? 3 : 1;
                  return new PairedRatio.Round(
                      noisy(load * KEPT * PEER, 0.2, random), noisy(load * PEER, 0.2, random));
                };
              });
      assertEquals(0, count(verdicts, RatioCheck.Verdict.WORSE));
      assertTrue(count(verdicts, RatioCheck.Verdict.WITHIN) >= 990);
    }
  }

  @Test
  void roundsInWhichOursIsNotYetCompiledAreNotTakenForSlowerCode() throws Exception {
    List<RatioCheck.Verdict> verdicts =
        verdicts(
            seed -> {
              Random random = new Random(seed);
              return round ->
                  new PairedRatio.Round(
                      noisy((round < ROUNDS ? 2 : 1) * KEPT * PEER, 0.1, random),
                      noisy(PEER, 0.1, random));
            });
    assertEquals(SITTINGS, count(verdicts, RatioCheck.Verdict.WITHIN));
  }

  @Test
  void codeThatIsSlowerByHalfIsFound() throws Exception {
    for (double spread : new double[] {0, 0.05, 0.1}) {
      List<RatioCheck.Verdict> verdicts = slower(1.5, spread);
      assertTrue(count(verdicts, RatioCheck.Verdict.WORSE) >= 950, "spread " + spread);
    }
  }

  @Test
  void moreNoiseNeedsMoreRoundsAndASlowdownByTwiceIsStillFound() throws Exception {
    List<RatioCheck.Verdict> verdicts = slower(2, 0.3);
    assertTrue(count(verdicts, RatioCheck.Verdict.WORSE) >= 950);
  }

  private static List<RatioCheck.Verdict> slower(double factor, double spread) throws Exception {
    return verdicts(
        seed -> {
          Random random = new Random(seed);
          return round ->
              new PairedRatio.Round(
                  spread == 0 ? factor * KEPT * PEER : noisy(factor * KEPT * PEER, spread, random),
                  spread == 0 ? PEER : noisy(PEER, spread, random));
        });
  }

  @Test
  void oneBlockIsEnoughWithinTheLimitAndWithoutOne() throws Exception {
    assertEquals(ROUNDS, check(round -> new PairedRatio.Round(KEPT * PEER, PEER)).rounds().size());
    RatioCheck.Outcome outcome =
        RatioCheck.of(
            () -> List.of(new PairedRatio.Round(100, 1)), Double.POSITIVE_INFINITY, () -> true);
    assertEquals(RatioCheck.Verdict.WITHIN, outcome.verdict());
  }

  @Test
  void itEndsUndecidedWhenTheTimeIsOverAndAfterAllBlocks() throws Exception {
    List<PairedRatio.Round> block =
        List.of(
            new PairedRatio.Round(2 * LIMIT, 1),
            new PairedRatio.Round(1.5 * LIMIT, 1),
            new PairedRatio.Round(0.5 * LIMIT, 1));
    int[] measured = {0};
    RatioCheck.Outcome none = RatioCheck.of(() -> block, LIMIT, () -> false);
    assertEquals(RatioCheck.Verdict.UNDECIDED, none.verdict());
    assertEquals(block, none.rounds());
    RatioCheck.Outcome all =
        RatioCheck.of(
            () -> {
              measured[0]++;
              return block;
            },
            LIMIT,
            () -> true);
    assertEquals(RatioCheck.Verdict.UNDECIDED, all.verdict());
    assertEquals(RatioCheck.MOST_BLOCKS, measured[0]);
  }

  /**
   * Bounds of the sign test for n = 10 and 20: 1023/1024, and ranks 4 and 6 of published tables.
   */
  @Test
  void theIntervalIsThatOfTheSignTest() {
    List<PairedRatio.Round> ten = new ArrayList<>();
    for (int i = 10; i >= 1; i--) {
      ten.add(new PairedRatio.Round(i, 1));
    }
    PairedRatio ratio = PairedRatio.of(ten);
    assertEquals(5.5, ratio.median());
    assertEquals(1, ratio.low(0.001));
    assertEquals(10, ratio.high(0.001));
    assertEquals(0, PairedRatio.of(ten.subList(0, 9)).low(0.001), "nine cannot be so sure");
    assertEquals(2, ratio.low(0.025), "95 % of ten observations: the second and the ninth");
    assertEquals(9, ratio.high(0.025));
    List<PairedRatio.Round> twenty = new ArrayList<>(ten);
    for (int i = 11; i <= 20; i++) {
      twenty.add(new PairedRatio.Round(2 * i, 2));
    }
    assertEquals(6, PairedRatio.of(twenty).low(0.025), "of twenty the sixth and the fifteenth");
    assertEquals(15, PairedRatio.of(twenty).high(0.025));
  }
}
