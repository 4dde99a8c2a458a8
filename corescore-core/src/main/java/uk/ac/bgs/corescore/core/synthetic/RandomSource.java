// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

/**
 * A random source with the same sequence on every machine: SplitMix64 (Steele, Lea and Flood 2014)
 * with strict arithmetic. Not for use by several threads at once.
 */
final class RandomSource {
  private long state;

  RandomSource(long seed) {
    this.state = mix(seed ^ 0x5DEECE66D1234567L);
  }

  /** Mixes the bits of a number so that neighbouring numbers are uncorrelated. */
  static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  long seed() {
    state += 0x9E3779B97F4A7C15L;
    return mix(state);
  }

  /** At least 0, below 1. */
  double nextDouble() {
    return (seed() >>> 11) * 0x1.0p-53;
  }

  double between(double low, double high) {
    return low + (high - low) * nextDouble();
  }

  boolean nextBoolean(double probability) {
    return nextDouble() < probability;
  }

  /** 0 to count - 1. */
  int index(int count) {
    return (int) (nextDouble() * count);
  }

  <T> T pick(T[] values) {
    return values[index(values.length)];
  }

  /**
   * Approximately normal by the sum of twelve uniform numbers, mean 0 and deviation 1, within 3.5.
   */
  double nextGaussian() {
    double sum = 0;
    for (int i = 0; i < 12; i++) {
      sum += nextDouble();
    }
    return Math.max(-3.5, Math.min(3.5, sum - 6));
  }

  /** Log-normal about a median. */
  double spread(double median, double sigma) {
    return median * StrictMath.exp(sigma * nextGaussian());
  }
}
