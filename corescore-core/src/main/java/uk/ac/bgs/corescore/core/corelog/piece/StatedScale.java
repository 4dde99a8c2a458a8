// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.piece;

import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.PhotoPoint;

/**
 * The stated scale of a photo, from which the scale of each row is derived. Immutable.
 *
 * @param source what it is
 * @param x mm for a photo pixel to the right, or the length or diameter in mm
 * @param y mm for a photo pixel down; the same as {@code x} where the source is no pixel
 * @param relativeError share by which it may be wrong, from 0; not a number where not known
 */
public record StatedScale(ScaleSource source, double x, double y, double relativeError) {
  /**
   * Checks the numbers.
   *
   * @param source what it is
   * @param x mm for a photo pixel to the right, or the length or diameter in mm
   * @param y mm for a photo pixel down
   * @param relativeError share by which it may be wrong
   */
  public StatedScale {
    if (!(x > 0 && x < Double.POSITIVE_INFINITY) || !(y > 0 && y < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a scale is above 0, not " + x + " and " + y);
    }
    if (relativeError < 0) {
      throw new IllegalArgumentException("an error is from 0, not " + relativeError);
    }
  }

  /**
   * Millimetres for a pixel, in both directions apart.
   *
   * @param x mm for a photo pixel to the right
   * @param y mm for a photo pixel down
   * @return the scale
   */
  public static StatedScale pixel(double x, double y) {
    return new StatedScale(ScaleSource.PIXEL, x, y, Double.NaN);
  }

  /**
   * A line in the photo whose length is known. Its ends are taken to be right to half a pixel each.
   *
   * @param from one end
   * @param to the other
   * @param millimetres its length, mm
   * @return the scale
   */
  public static StatedScale ruler(PhotoPoint from, PhotoPoint to, double millimetres) {
    double pixels = from.distance(to);
    if (!(pixels > 0)) {
      throw new IllegalArgumentException("a ruler has two ends, not one: " + from);
    }
    double each = millimetres / pixels;
    return new StatedScale(ScaleSource.RULER, each, each, 1 / pixels);
  }

  /**
   * The length of a row's channel.
   *
   * @param millimetres mm
   * @return the scale
   */
  public static StatedScale rowLength(double millimetres) {
    return new StatedScale(ScaleSource.ROW_LENGTH, millimetres, millimetres, Double.NaN);
  }

  /**
   * The diameter of the core, where the widest sections show it whole; that of slabbed core is not
   * its width.
   *
   * @param millimetres mm
   * @return the scale
   */
  public static StatedScale coreDiameter(double millimetres) {
    return new StatedScale(ScaleSource.CORE_DIAMETER, millimetres, millimetres, Double.NaN);
  }

  /**
   * The scale of a row.
   *
   * @param row the row
   * @param diameterPixels how wide whole core is in it, px of the row across it
   * @return mm along and across; of a length or diameter the same in both directions
   */
  public CoreScale of(CoreRow row, double diameterPixels) {
    return switch (source) {
      case PIXEL, RULER -> {
        double ex =
            row.topRight().x() + row.bottomRight().x() - row.topLeft().x() - row.bottomLeft().x();
        double ey =
            row.topRight().y() + row.bottomRight().y() - row.topLeft().y() - row.bottomLeft().y();
        double length = Math.hypot(ex, ey);
        double along = Math.hypot(ex * x, ey * y) / length;
        double across = Math.hypot(ey * x, ex * y) / length;
        yield new CoreScale(along, across, source, relativeError);
      }
      case ROW_LENGTH, DEPTHS ->
          new CoreScale(x / row.length(), x / row.length(), source, relativeError);
      case CORE_DIAMETER ->
          new CoreScale(x / diameterPixels, x / diameterPixels, source, relativeError);
    };
  }
}
