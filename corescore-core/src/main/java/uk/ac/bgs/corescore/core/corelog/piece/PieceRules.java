// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.piece;

/**
 * The rules by which fragments form pieces of core. Immutable.
 *
 * @param solidShare a section of at least this share of the core's diameter is a full one; a piece
 *     is solid if it has one
 * @param fullShare the stretch in which a piece is at least this share of the diameter wide is its
 *     full-diameter length
 * @param joinBeside whether fragments beside each other, which overlap by more than half of the
 *     shorter one's length along their axis lines, are one piece
 * @param squareShare an end face is square if its ends are at most this share of the diameter apart
 *     along the axis
 */
public record PieceRules(
    double solidShare, double fullShare, boolean joinBeside, double squareShare) {
  /**
   * The usual rules: solid from 0.92 of the diameter, full-diameter length from 0.9, joined, square
   * to 0.2 of the diameter. The edge of a mask is right to a few hundredths of the width, but core
   * with closed joints at 30 degrees every 1.6 diameters, which is 0.912 of it wide at most, has no
   * full section.
   */
  public static final PieceRules DEFAULT = new PieceRules(0.92, 0.9, true, 0.2);

  /**
   * Checks the shares.
   *
   * @param solidShare share of the diameter that a full section has
   * @param fullShare share of the diameter for the full-diameter length
   * @param joinBeside whether fragments beside each other are one piece
   * @param squareShare how far a square end face may reach
   */
  public PieceRules {
    if (!(solidShare > 0 && solidShare <= 1)
        || !(fullShare > 0 && fullShare <= 1)
        || !(squareShare >= 0 && squareShare < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "shares of the diameter are above 0 and at most 1, not "
              + solidShare
              + ", "
              + fullShare
              + ", "
              + squareShare);
    }
  }
}
