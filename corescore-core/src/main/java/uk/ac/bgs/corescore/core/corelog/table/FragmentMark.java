// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.table;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A mark of a fragment by a person, for what a photograph does not show.
 *
 * @param photo the photo's name, as in the table
 * @param fragment the fragment's number in the photo
 * @param kind what is stated
 */
public record FragmentMark(String photo, int fragment, Kind kind) {
  /** The marks. */
  public enum Kind {
    /** Moderately or more weathered, porous or friable: no piece that ASTM D6032 sums. */
    UNSOUND,
    /** Broken rock that is no piece. */
    RUBBLE,
    /** A piece of core, whatever the segmenter or the label file states of rubble. */
    PIECE,
    /** The break below it came by drilling or handling: both sides are one piece. */
    INDUCED_BELOW,
    /** The break below it is natural, against any rule that would join it. */
    NATURAL_BELOW;

    /**
     * The name in tables.
     *
     * @return the constant's name in lower case
     */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of a name.
     *
     * @param text the name in any case
     * @return empty if there is none of it
     */
    public static Optional<Kind> of(String text) {
      return Arrays.stream(values())
          .filter(kind -> kind.id().equals(text.toLowerCase(Locale.ROOT)))
          .findFirst();
    }
  }

  /**
   * Checks the number.
   *
   * @param photo the photo's name
   * @param fragment the fragment's number
   * @param kind what is stated
   */
  public FragmentMark {
    if (fragment < 1) {
      throw new IllegalArgumentException("fragments are numbered from 1, not " + fragment);
    }
  }
}
