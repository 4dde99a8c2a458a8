// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import java.time.Duration;

/**
 * The progress of a batch.
 *
 * @param done photographs that were handed out, failures among them
 * @param failed those of them that failed
 * @param elapsed since the first was requested
 */
public record BatchProgress(long done, long failed, Duration elapsed) {
  /**
   * Throughput so far.
   *
   * @return photographs a second, 0 before any time has passed
   */
  public double photosPerSecond() {
    return elapsed.isZero() ? 0 : done / (elapsed.toNanos() / 1e9);
  }
}
