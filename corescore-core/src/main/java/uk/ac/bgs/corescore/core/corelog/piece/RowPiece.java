// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.piece;

import java.util.List;
import java.util.Optional;
import uk.ac.bgs.corescore.core.corelog.depth.AxialInterval;

/**
 * A piece of core in a row: a fragment, or several that lie beside each other along the axis or
 * under one thing that hides rock. Places are px of the row's own rectangle. Immutable.
 *
 * @param fragments numbers of its fragments in the photo, by their beginnings
 * @param axis its length along its own axis line, from one end to the other
 * @param counted the part of {@code axis} that is counted as recovered: where pieces reach past
 *     each other's ends the overlap is halved, so that no place is counted twice
 * @param extent from tip to tip
 * @param fullDiameter the longest stretch in which it is nearly as wide as whole core; empty where
 *     it is so nowhere
 * @param width its widest section, px across the row
 * @param solid whether one of its fragments has a section of full diameter
 * @param squareBeginning whether its first end face is square to the axis
 * @param squareEnd whether its last end face is square to the axis
 * @param bridges how many breaks between its fragments are hidden, and so are no breaks
 * @param lowest those of {@code fragments} that lie below the last hidden break: the ones of which
 *     a mark says what the break below the piece is
 */
public record RowPiece(
    List<Integer> fragments,
    AxialInterval axis,
    AxialInterval counted,
    AxialInterval extent,
    Optional<AxialInterval> fullDiameter,
    double width,
    boolean solid,
    boolean squareBeginning,
    boolean squareEnd,
    int bridges,
    List<Integer> lowest) {
  /**
   * Copies the lists.
   *
   * @param fragments numbers of its fragments
   * @param axis its length along its own axis line
   * @param counted the part of it that is counted
   * @param extent from tip to tip
   * @param fullDiameter the longest stretch of full diameter
   * @param width its widest section
   * @param solid whether a fragment has a section of full diameter
   * @param squareBeginning whether its first end face is square
   * @param squareEnd whether its last end face is square
   * @param bridges breaks that are hidden
   * @param lowest those of its fragments below the last hidden break
   */
  public RowPiece {
    fragments = List.copyOf(fragments);
    lowest = List.copyOf(lowest);
    if (fragments.isEmpty()) {
      throw new IllegalArgumentException("a piece has a fragment");
    }
  }

  RowPiece counted(AxialInterval part) {
    return new RowPiece(
        fragments,
        axis,
        part,
        extent,
        fullDiameter,
        width,
        solid,
        squareBeginning,
        squareEnd,
        bridges,
        lowest);
  }
}
