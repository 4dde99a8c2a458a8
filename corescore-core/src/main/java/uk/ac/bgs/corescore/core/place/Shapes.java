// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.place;

import org.locationtech.jts.geom.util.AffineTransformation;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto.Size;
import uk.ac.bgs.corescore.core.photo.PhotoDimensions;

/** Sizes of the same shape, and turns. */
final class Shapes {
  private Shapes() {}

  /**
   * Whether one size is the other, or that of a copy of it: the sides of the smaller may be rounded
   * by less than a pixel. Swapped sides are no copy, be they nearly equal.
   */
  static boolean isCopy(Size one, Size other) {
    if (one.equals(other)) {
      return true;
    }
    if (one.width() == other.height() && one.height() == other.width()) {
      return false;
    }
    boolean first = (long) one.width() * one.height() < (long) other.width() * other.height();
    Size small = first ? one : other;
    Size large = first ? other : one;
    // The factors that each side of the smaller allows, before it was rounded.
    double least =
        Math.max((small.width() - 1.0) / large.width(), (small.height() - 1.0) / large.height());
    double most =
        Math.min((small.width() + 1.0) / large.width(), (small.height() + 1.0) / large.height());
    return least < most;
  }

  /**
   * From pixels as stored to pixels as shown, by outer corners: tag 274 of TIFF 6.0 (1992). Values
   * from 5 on exchange rows and columns; then 2, 3, 6 and 7 count from the right edge, and 3, 4, 7
   * and 8 from the lower one.
   */
  static AffineTransformation turn(PhotoDimensions photo) {
    int value = photo.orientation();
    boolean fromRight = value == 2 || value == 3 || value == 6 || value == 7;
    boolean fromBottom = value == 3 || value == 4 || value == 7 || value == 8;
    AffineTransformation turn = new AffineTransformation();
    if (photo.swapped()) {
      turn.setTransformation(0, 1, 0, 1, 0, 0);
    }
    turn.scale(fromRight ? -1 : 1, fromBottom ? -1 : 1);
    turn.translate(fromRight ? photo.width() : 0, fromBottom ? photo.height() : 0);
    return turn;
  }
}
