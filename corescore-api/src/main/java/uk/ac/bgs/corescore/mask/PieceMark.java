// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.mask;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A property of a fragment besides its shape: found by a segmenter, or drawn by a person. */
public enum PieceMark {
  /** Broken rock or fines, one fragment for each stretch of it: no piece of core. */
  RUBBLE,
  /** Moderately or more weathered, porous or friable: no piece that ASTM D6032 sums. */
  UNSOUND,
  /** The break below it came by drilling or handling: both sides are one piece. */
  INDUCED_BELOW,
  /** The break below it is natural, against any rule that would join it. */
  NATURAL_BELOW;

  /**
   * The name in files.
   *
   * @return the constant's name in lower case
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The mark of a name.
   *
   * @param text the name in any case, its words separated by {@code _}, {@code -} or blanks
   * @return empty if there is none of it
   */
  public static Optional<PieceMark> of(String text) {
    String id = text.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "_");
    return Arrays.stream(values()).filter(mark -> mark.id().equals(id)).findFirst();
  }
}
