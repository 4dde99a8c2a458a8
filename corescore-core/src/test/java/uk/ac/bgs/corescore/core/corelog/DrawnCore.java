// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.table.BasePosition;
import uk.ac.bgs.corescore.core.corelog.table.BoxRow;
import uk.ac.bgs.corescore.image.PixelRect;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.measure.Area;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.measure.FragmentMeasures;
import uk.ac.bgs.corescore.measure.Length;

/** Core in trays, drawn as exact outlines in millimetres: 4 px for each. */
final class DrawnCore {
  static final double DIAMETER = 76;
  static final double PX = 4;
  private static final double MARGIN = 200;
  private static final double CHANNEL = 90;
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final double length;
  private final int rows;
  private final List<Fragment> fragments = new ArrayList<>();
  private final List<Geometry> covers = new ArrayList<>();

  /**
   * An empty box.
   *
   * @param length of each row, mm
   * @param rows how many rows
   */
  DrawnCore(double length, int rows) {
    this.length = length;
    this.rows = rows;
  }

  /** Whole core with square ends. */
  DrawnCore piece(int row, double from, double to) {
    return piece(row, from, to, 90, 90, 0, DIAMETER);
  }

  /**
   * A part of the core, with ends at angles to its axis.
   *
   * @param from first end on the core's axis, mm
   * @param to last end on the core's axis, mm
   * @param begin angle of the first end face to the axis, degrees
   * @param end angle of the last end face to the axis, degrees
   * @param side where across the core the part begins, mm
   * @param other where across the core it ends, mm
   */
  DrawnCore piece(
      int row, double from, double to, double begin, double end, double side, double other) {
    double a = 1 / Math.tan(Math.toRadians(begin));
    double b = 1 / Math.tan(Math.toRadians(end));
    double half = DIAMETER / 2;
    return outline(
        row,
        from + (side - half) * a,
        side,
        to + (side - half) * b,
        side,
        to + (other - half) * b,
        other,
        from + (other - half) * a,
        other);
  }

  /** Any outline, u and v by turns, mm; v from the core's upper side. */
  DrawnCore outline(int row, double... uv) {
    Polygon polygon = polygon(row, uv);
    double area = polygon.getArea();
    var box = polygon.getEnvelopeInternal();
    double w = Math.max(box.getWidth(), box.getHeight());
    fragments.add(
        new Fragment(
            fragments.size() + 1,
            "Rock_Fragment",
            polygon,
            new FragmentMeasures(
                new Area(area),
                new Length(polygon.getLength()),
                new Area(0),
                polygon.getCentroid().getX(),
                polygon.getCentroid().getY(),
                new PixelRect(0, 0, 1, 1),
                new Length(w),
                new Length(Math.min(box.getWidth(), box.getHeight())),
                new Area(polygon.convexHull().getArea())),
            OptionalDouble.empty(),
            OptionalInt.of(row)));
    return this;
  }

  /** Something that lies on the core. */
  DrawnCore cover(int row, double from, double to, double side, double other) {
    covers.add(polygon(row, from, side, to, side, to, other, from, other));
    return this;
  }

  private Polygon polygon(int row, double... uv) {
    Coordinate[] ring = new Coordinate[uv.length / 2 + 1];
    for (int i = 0; i < ring.length; i++) {
      int k = 2 * i % uv.length;
      ring[i] = new Coordinate(PX * (MARGIN + uv[k]), PX * (top(row) + 7 + uv[k + 1]));
    }
    return FACTORY.createPolygon(ring);
  }

  private static double top(int row) {
    return MARGIN + (row - 1) * (CHANNEL + 10);
  }

  List<Fragment> fragments() {
    return List.copyOf(fragments);
  }

  List<Geometry> covers() {
    return List.copyOf(covers);
  }

  /** A row that lies upright in the photo, read to the right. */
  static CoreRow channel(int row, double left, double right, double top, double width) {
    return new CoreRow(
        row,
        1,
        new PhotoPoint(left, top),
        new PhotoPoint(right, top),
        new PhotoPoint(right, top + width),
        new PhotoPoint(left, top + width),
        OptionalDouble.empty());
  }

  Layout layout() {
    List<CoreRow> channels = new ArrayList<>();
    for (int row = 1; row <= rows; row++) {
      channels.add(channel(row, PX * MARGIN, PX * (MARGIN + length), PX * top(row), PX * CHANNEL));
    }
    int width = (int) Math.ceil(PX * (2 * MARGIN + length));
    int height = (int) Math.ceil(PX * (top(rows + 1) + MARGIN));
    return new Layout(width, height, channels, Layout.GIVEN);
  }

  /** The box as a photo, whose rows follow each other from a depth on. */
  LogPhoto photo(double top) {
    List<BoxRow> table = new ArrayList<>();
    for (int row = 1; row <= rows; row++) {
      double from = top + (row - 1) * length / 1000;
      table.add(row("box.jpg", row, from, from + length / 1000));
    }
    return photo(table);
  }

  LogPhoto photo(List<BoxRow> table) {
    return new LogPhoto(
        "box.jpg",
        layout(),
        fragments,
        covers,
        table,
        List.of(),
        List.of(),
        java.util.Optional.empty());
  }

  static BoxRow row(String photo, int row, double top, double base) {
    return new BoxRow(
        photo,
        "BH1",
        "1",
        OptionalInt.of(row),
        DepthInterval.of(top, base),
        BasePosition.TRAY,
        OptionalDouble.empty());
  }
}
