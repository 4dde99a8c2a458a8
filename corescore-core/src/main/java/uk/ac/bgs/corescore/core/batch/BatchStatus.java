// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far a run is.
 *
 * @param photos how many photos it has to see to, those of its shard
 * @param kept how many of them were done before and are as they were, as far as it has looked
 * @param scored how many it has scored
 * @param failed how many have failed in this run
 * @param elapsed since its first photo
 */
public record BatchStatus(long photos, long kept, long scored, long failed, Duration elapsed) {
  /**
   * How many photos are still to be seen to.
   *
   * @return those that were neither kept nor worked on
   */
  public long open() {
    return photos - kept - scored - failed;
  }

  /**
   * How fast it goes.
   *
   * @return photos worked on by this run in a second, failed ones included; empty before the first
   */
  public OptionalDouble photosPerSecond() {
    double seconds = elapsed.toNanos() / 1e9;
    return scored + failed > 0 && seconds > 0
        ? OptionalDouble.of((scored + failed) / seconds)
        : OptionalDouble.empty();
  }

  /**
   * How long the rest takes if it goes on like this and all of the rest has to be done.
   *
   * @return the time; empty before the first photo
   */
  public Optional<Duration> timeLeft() {
    OptionalDouble rate = photosPerSecond();
    return rate.isPresent()
        ? Optional.of(Duration.ofSeconds(Math.round(open() / rate.getAsDouble())))
        : Optional.empty();
  }
}
