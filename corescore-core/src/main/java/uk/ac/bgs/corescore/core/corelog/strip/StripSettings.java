// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import java.util.Optional;
import java.util.OptionalInt;
import uk.ac.bgs.corescore.core.corelog.hole.LogInterval;

/**
 * Settings for drawing a strip log. Immutable.
 *
 * @param scale how many metres of the hole are a metre of paper, 1 to 1 000 000; empty for the
 *     first of 10, 20, 50, 100 and so on at which the hole takes no more than eight pages
 * @param per which intervals have bars; empty for runs, or for boxes where no runs are known
 */
public record StripSettings(OptionalInt scale, Optional<LogInterval.Kind> per) {
  private static final int SMALLEST = 1_000_000;

  /** The scale on its own, and bars of runs or boxes. */
  public static final StripSettings DEFAULT =
      new StripSettings(OptionalInt.empty(), Optional.empty());

  /**
   * Checks the scale.
   *
   * @param scale how many metres of the hole are a metre of paper
   * @param per which intervals have bars
   * @throws IllegalArgumentException if the scale is out of range
   */
  public StripSettings {
    if (scale.isPresent() && (scale.getAsInt() < 1 || scale.getAsInt() > SMALLEST)) {
      throw new IllegalArgumentException(
          "a scale is 1:1 to 1:" + SMALLEST + ", not 1:" + scale.getAsInt());
    }
  }

  /**
   * The same at a scale.
   *
   * @param metres how many metres of the hole are a metre of paper
   * @return a copy
   */
  public StripSettings withScale(int metres) {
    return new StripSettings(OptionalInt.of(metres), per);
  }

  /**
   * The same with bars of other intervals.
   *
   * @param kind which intervals
   * @return a copy
   */
  public StripSettings withBarsPer(LogInterval.Kind kind) {
    return new StripSettings(scale, Optional.of(kind));
  }
}
