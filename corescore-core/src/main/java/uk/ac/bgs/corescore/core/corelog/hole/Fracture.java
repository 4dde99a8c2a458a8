// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.hole;

import java.util.Locale;
import uk.ac.bgs.corescore.core.corelog.depth.Depth;

/**
 * A break between two consecutive pieces of core.
 *
 * @param depth in the middle between their ends
 * @param kind its kind
 * @param reason why, for a person
 * @param above number of the piece above
 * @param below number of the piece below, the same where both are one piece
 * @param photo the photo in which the core above it lies
 * @param fragment number of the lowest fragment above it in that photo: the one of which a mark
 *     says whether the break below it is natural
 */
public record Fracture(
    Depth depth, Kind kind, String reason, int above, int below, String photo, int fragment) {
  /** The kinds of breaks. In doubt a break is natural. */
  public enum Kind {
    /** A fracture of the rock. */
    NATURAL,
    /** At the end of a row, and not known to be a cut: a fracture of the rock. */
    ROW_END,
    /** A cut to fit the tray: both sides are one piece. */
    TRAY_CUT,
    /** By drilling or handling, as a person marked it: both sides are one piece. */
    INDUCED,
    /** At the border of rubble, loss or what is not in the photos: no fracture is counted. */
    BORDER;

    /**
     * The name in files.
     *
     * @return the constant's name in lower case
     */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Whether it is counted.
   *
   * @return true for fractures of the rock
   */
  public boolean counted() {
    return kind == Kind.NATURAL || kind == Kind.ROW_END;
  }
}
