// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * Times a stage and a peer alternately, so that other load affects both, and both find what the
 * other left in the processor's caches; which of them is first changes with each round. Between two
 * calls with more threads than one lies a rest, in which the threads of the other, that spin while
 * they wait for more, go to sleep.
 *
 * <p>A stage of one thread, which does its work on the calling one, is measured in that thread's
 * processor time, which waiting for a processor that other processes use does not lengthen; others
 * in the time that passes.
 *
 * @param stage what is done
 * @param size columns x rows
 * @param threads of each
 * @param ours does it once
 * @param peer who else does it
 * @param theirs does it once the other way; empty where only other programs do it
 */
record InterleavedTiming(
    String stage,
    String size,
    int threads,
    Callable<?> ours,
    String peer,
    Optional<Callable<?>> theirs) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long REST = 50_000_000;
  private static final int LEAST_ROUNDS = 5;

  /**
   * Rounds before those that count, the nanoseconds that these take at least (a stage of few
   * milliseconds is compiled after hundreds of calls), rounds, and the nanoseconds after which no
   * more are begun.
   */
  record Length(int warmUps, long warmUpNanos, int rounds, long nanos) {
    static final Length SHORT = new Length(8, 1_000_000_000L, 9, 8_000_000_000L);
    static final Length FULL = new Length(6, 3_000_000_000L, 21, 15_000_000_000L);

    /** As many rounds of a stage that has been measured before. */
    Length warm() {
      return new Length(1, 0, rounds, nanos);
    }
  }

  /** The key of the ratios of this stage and its peer. */
  String key() {
    return Ratio.key(stage, size, threads, peer);
  }

  /** Measures beside the peer, which there is. */
  List<PairedRatio.Round> run(Length length) throws Exception {
    List<PairedRatio.Round> rounds = new ArrayList<>();
    long start = System.nanoTime();
    int warmUps = 0;
    while (isCold(warmUps, System.nanoTime() - start, length)) {
      round(warmUps++ % 2 == 0);
    }
    for (int number = 0; number < length.rounds; number++) {
      rounds.add(round(number % 2 == 0));
      if (System.nanoTime() - start > length.nanos && rounds.size() >= LEAST_ROUNDS) {
        break;
      }
    }
    return rounds;
  }

  private static boolean isCold(int warmUps, long spent, Length length) {
    return warmUps < Math.min(2, length.warmUps)
        || spent < length.warmUpNanos
        || (warmUps < length.warmUps && spent < length.nanos / 2);
  }

  private PairedRatio.Round round(boolean oursFirst) throws Exception {
    Callable<?> peers = theirs.orElseThrow();
    if (oursFirst) {
      double our = millis(ours);
      return new PairedRatio.Round(our, millis(peers));
    }
    double their = millis(peers);
    return new PairedRatio.Round(millis(ours), their);
  }

  private double millis(Callable<?> work) throws Exception {
    if (threads > 1) {
      LockSupport.parkNanos(REST);
    }
    long start = nanos();
    Object result = work.call();
    double spent = (nanos() - start) / 1e6;
    if (result instanceof PeerPrograms.Spent there) {
      return there.millis();
    }
    if (result == null) {
      throw new IllegalStateException("nothing came of it");
    }
    return spent;
  }

  private long nanos() {
    return threads == 1 && THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
