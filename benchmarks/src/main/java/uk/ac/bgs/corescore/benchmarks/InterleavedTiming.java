// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * Times a stage and a peer alternately in one process, so that other load affects both. Between two
 * calls with more threads than one lies a rest, in which the threads of the other, that spin while
 * they wait for more, go to sleep.
 *
 * @param stage what is done
 * @param size columns x rows
 * @param threads of each
 * @param ours does it once
 * @param peer who else does it
 * @param theirs does it once the other way; empty where the peer is another program
 */
record InterleavedTiming(
    String stage,
    String size,
    int threads,
    Callable<?> ours,
    String peer,
    Optional<Callable<?>> theirs) {
  private static final long REST = 50_000_000;

  /** Rounds, and the nanoseconds after which no more are begun. */
  record Length(int warmUps, int rounds, long nanos) {
    static final Length SHORT = new Length(8, 9, 8_000_000_000L);
    static final Length FULL = new Length(6, 21, 15_000_000_000L);
  }

  /** Medians of both; the peer's is 0 where it is another program. */
  Ratio run(Length length) throws Exception {
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    long start = System.nanoTime();
    for (int round = -length.warmUps; round < length.rounds; round++) {
      double our = millis(this.ours);
      double their = this.theirs.isPresent() ? millis(this.theirs.get()) : 0;
      if (round >= 0) {
        ours.add(our);
        theirs.add(their);
      }
      if (System.nanoTime() - start > length.nanos && ours.size() >= 5) {
        break;
      }
    }
    return new Ratio(stage, size, threads, median(ours), peer, median(theirs));
  }

  private double millis(Callable<?> work) throws Exception {
    if (threads > 1) {
      LockSupport.parkNanos(REST);
    }
    long start = System.nanoTime();
    Object result = work.call();
    double spent = (System.nanoTime() - start) / 1e6;
    if (result == null) {
      throw new IllegalStateException("nothing came of it");
    }
    return spent;
  }

  private static double median(List<Double> values) {
    Collections.sort(values);
    return values.get(values.size() / 2);
  }
}
