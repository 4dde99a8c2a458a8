// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.layout;

import java.util.List;
import java.util.OptionalDouble;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/**
 * One row of a core box in a photograph: the inside of its channel, in which core can lie, as a
 * quadrilateral. Its corners are named as they lie when the row is turned so that it is read from
 * left to right; in the photo the row may run any way. Immutable; safe for use by many threads.
 *
 * @param number place of the row in reading order, from 1 in its photo
 * @param box which box of the photo it belongs to, from 1
 * @param topLeft where the row begins, at the side that is up when it is read
 * @param topRight where it ends, at that side
 * @param bottomRight where it ends, at the other side
 * @param bottomLeft where it begins, at the other side
 * @param confidence the finder's confidence in it, 0 to 1; empty where it was given
 */
public record CoreRow(
    int number,
    int box,
    PhotoPoint topLeft,
    PhotoPoint topRight,
    PhotoPoint bottomRight,
    PhotoPoint bottomLeft,
    OptionalDouble confidence) {
  /**
   * Checks the numbers, that the corners are those of a convex quadrilateral that is not mirrored,
   * and that the confidence is a probability.
   *
   * @param number place of the row in reading order
   * @param box which box of the photo it belongs to
   * @param topLeft first corner
   * @param topRight second corner
   * @param bottomRight third corner
   * @param bottomLeft fourth corner
   * @param confidence the finder's confidence in it
   */
  public CoreRow {
    if (number < 1 || box < 1) {
      throw new IllegalArgumentException(
          "rows and boxes are numbered from 1, not row " + number + " of box " + box);
    }
    double least =
        Math.min(
            Math.min(turn(topLeft, topRight, bottomRight), turn(topRight, bottomRight, bottomLeft)),
            Math.min(turn(bottomRight, bottomLeft, topLeft), turn(bottomLeft, topLeft, topRight)));
    if (!(least > 0)) {
      throw new IllegalArgumentException(
          "row "
              + number
              + ": expected the corners of a convex quadrilateral, clockwise as seen, got "
              + List.of(topLeft, topRight, bottomRight, bottomLeft));
    }
    double sure = confidence.orElse(1);
    if (!(sure >= 0 && sure <= 1)) {
      throw new IllegalArgumentException(
          "the confidence of row " + number + " is a probability from 0 to 1, not " + sure);
    }
  }

  /** Twice the area of a triangle, above 0 where it turns clockwise as seen (y down). */
  private static double turn(PhotoPoint a, PhotoPoint b, PhotoPoint c) {
    return (b.x() - a.x()) * (c.y() - b.y()) - (b.y() - a.y()) * (c.x() - b.x());
  }

  /**
   * The corners in order: top left, top right, bottom right, bottom left.
   *
   * @return four points
   */
  public List<PhotoPoint> corners() {
    return List.of(topLeft, topRight, bottomRight, bottomLeft);
  }

  /**
   * How long the row is: the mean of its two long sides.
   *
   * @return px
   */
  public double length() {
    return (topLeft.distance(topRight) + bottomLeft.distance(bottomRight)) / 2;
  }

  /**
   * How wide the row is, across the core: the mean of its two ends.
   *
   * @return px
   */
  public double width() {
    return (topLeft.distance(bottomLeft) + topRight.distance(bottomRight)) / 2;
  }

  /**
   * Which way the row runs.
   *
   * @return by the line from the middle of its beginning to the middle of its end; exactly between
   *     the two it is horizontal
   */
  public RowOrientation orientation() {
    double along = Math.abs(topRight.x() + bottomRight.x() - topLeft.x() - bottomLeft.x());
    double down = Math.abs(topRight.y() + bottomRight.y() - topLeft.y() - bottomLeft.y());
    return along >= down ? RowOrientation.HORIZONTAL : RowOrientation.VERTICAL;
  }

  /**
   * Whether a point of the photo lies in the row.
   *
   * @param x px from the photo's left edge
   * @param y px from the photo's top edge
   * @return true also on its sides
   */
  public boolean contains(double x, double y) {
    PhotoPoint point = new PhotoPoint(x, y);
    return turn(topLeft, topRight, point) >= 0
        && turn(topRight, bottomRight, point) >= 0
        && turn(bottomRight, bottomLeft, point) >= 0
        && turn(bottomLeft, topLeft, point) >= 0;
  }

  /**
   * The row as a polygon in photo coordinates.
   *
   * @return a new polygon of four corners, y down
   */
  public Polygon outline() {
    Coordinate[] ring = new Coordinate[5];
    for (int i = 0; i < ring.length; i++) {
      PhotoPoint corner = corners().get(i % 4);
      ring[i] = new Coordinate(corner.x(), corner.y());
    }
    return new GeometryFactory().createPolygon(ring);
  }

  /**
   * The same row at another place in reading order.
   *
   * @param newNumber place of the row, from 1
   * @param newBox its box, from 1
   * @return a copy
   */
  public CoreRow numbered(int newNumber, int newBox) {
    return new CoreRow(newNumber, newBox, topLeft, topRight, bottomRight, bottomLeft, confidence);
  }

  /**
   * The same row read from the other end: turned by half.
   *
   * @return a copy whose beginning is this one's end
   */
  public CoreRow turned() {
    List<PhotoPoint> corner = corners();
    return new CoreRow(
        number, box, corner.get(2), corner.get(3), corner.get(0), corner.get(1), confidence);
  }
}
