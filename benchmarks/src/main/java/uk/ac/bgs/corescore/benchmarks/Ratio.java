// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The time of one stage and the time of a peer, from one run.
 *
 * @param stage what is done
 * @param size of the photo or the grid, columns x rows
 * @param threads of each
 * @param oursMs median, ms
 * @param peer who else does it
 * @param peerMs median, ms
 * @param ratio below 1 where we are faster: the median of the ratios of the rounds
 * @param low lower end of its 90 % confidence interval; not a number where there were too few
 *     rounds
 * @param high upper end
 * @param processor what it was measured on; empty where that is not known
 */
record Ratio(
    String stage,
    String size,
    int threads,
    double oursMs,
    String peer,
    double peerMs,
    double ratio,
    double low,
    double high,
    String processor) {
  private static final double ONE_SIDE = 0.05;

  /** Of rounds in turns. */
  static Ratio of(InterleavedTiming timing, List<PairedRatio.Round> rounds, String processor) {
    PairedRatio paired = PairedRatio.of(rounds);
    double low = paired.low(ONE_SIDE);
    return new Ratio(
        timing.stage(),
        timing.size(),
        timing.threads(),
        median(rounds, PairedRatio.Round::oursMs),
        timing.peer(),
        median(rounds, PairedRatio.Round::theirsMs),
        paired.median(),
        low == 0 ? Double.NaN : low,
        low == 0 ? Double.NaN : paired.high(ONE_SIDE),
        processor);
  }

  private static double median(
      List<PairedRatio.Round> rounds, ToDoubleFunction<PairedRatio.Round> time) {
    return rounds.stream().mapToDouble(time).sorted().toArray()[rounds.size() / 2];
  }

  /** What it has in common with others of the same stage, size, threads and peer. */
  String key() {
    return key(stage, size, threads, peer);
  }

  static String key(String stage, String size, int threads, String peer) {
    return stage + " of " + size + " beside " + peer + " (threads: " + threads + ")";
  }

  String line() {
    return String.format(
            Locale.ROOT,
            "%-28s %-10s %d  %9.2f  %-22s %9.2f  %6.2f",
            stage,
            size,
            threads,
            oursMs,
            peer,
            peerMs,
            ratio)
        + (Double.isNaN(low) ? "" : String.format(Locale.ROOT, "  %.2f to %.2f", low, high));
  }
}
