// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.TopologyException;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;
import org.locationtech.jts.geom.impl.PackedCoordinateSequenceFactory;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;

/** Vertices as arrays of x, y, x, y; what is no number is NaN. */
final class CoordinateArray {
  static final GeometryFactory FACTORY =
      new GeometryFactory(PackedCoordinateSequenceFactory.DOUBLE_FACTORY);

  /** The largest coordinate that is believed, px. */
  static final int FARTHEST = 10_000_000;

  private static final int MAX_OF_AN_ELLIPSE = 4096;

  private CoordinateArray() {}

  /** A list of {@code [x, y]} or {@code {"x", "y"}}. */
  static double[] pairs(JsonValue points) throws MalformedShapeException {
    if (!points.isList()) {
      throw new MalformedShapeException("a list of points expected, it is " + points.kind());
    }
    double[] xy = new double[2 * points.items().size()];
    for (int i = 0; i < points.items().size(); i++) {
      JsonValue point = points.get(i);
      xy[2 * i] = (point.isObject() ? point.get("x") : point.get(0)).number();
      xy[2 * i + 1] = (point.isObject() ? point.get("y") : point.get(1)).number();
    }
    return xy;
  }

  /** A list of x, y, x, y. */
  static double[] flat(JsonValue numbers) throws MalformedShapeException {
    if (!numbers.isList() || numbers.items().size() % 2 != 0) {
      throw new MalformedShapeException(
          "a list of x, y, x, y expected, it is "
              + numbers.kind()
              + (numbers.isList() ? " of " + numbers.items().size() + " values" : ""));
    }
    return numbers.items().stream().mapToDouble(JsonValue::number).toArray();
  }

  static double[] scale(double[] xy, double scaleX, double scaleY) {
    double[] scaled = new double[xy.length];
    for (int i = 0; i < xy.length; i++) {
      scaled[i] = xy[i] * (i % 2 == 0 ? scaleX : scaleY);
    }
    return scaled;
  }

  static double[] rectangle(double x0, double y0, double x1, double y1) {
    return new double[] {x0, y0, x1, y0, x1, y1, x0, y1};
  }

  /** Points on an ellipse, of which the edges between are nowhere farther than 0.01 px. */
  static double[] ellipse(double centreX, double centreY, double radiusX, double radiusY) {
    double radius = Math.max(Math.abs(radiusX), Math.abs(radiusY));
    int quarter = (int) Math.ceil(Math.PI / 4 / Math.acos(1 - Math.min(1, 0.01 / radius)));
    int count = 4 * Math.max(3, Math.min(MAX_OF_AN_ELLIPSE / 4, quarter));
    double[] xy = new double[2 * count];
    for (int i = 0; i < count; i++) {
      double angle = 2 * Math.PI * i / count;
      xy[2 * i] = centreX + radiusX * Math.cos(angle);
      xy[2 * i + 1] = centreY + radiusY * Math.sin(angle);
    }
    return xy;
  }

  static double[] move(double[] xy, double x, double y) {
    double[] moved = new double[xy.length];
    for (int i = 0; i < xy.length; i++) {
      moved[i] = xy[i] + (i % 2 == 0 ? x : y);
    }
    return moved;
  }

  /** Turns points about a centre, clockwise to the eye. */
  static double[] turn(double[] xy, double centreX, double centreY, double degrees) {
    if (degrees == 0) {
      return xy;
    }
    double sin = Math.sin(Math.toRadians(degrees));
    double cos = Math.cos(Math.toRadians(degrees));
    double[] turned = new double[xy.length];
    for (int i = 0; i < xy.length; i += 2) {
      double x = xy[i] - centreX;
      double y = xy[i + 1] - centreY;
      turned[i] = centreX + x * cos - y * sin;
      turned[i + 1] = centreY + x * sin + y * cos;
    }
    return turned;
  }

  static boolean isSound(double[] xy) {
    return Arrays.stream(xy).allMatch(v -> Math.abs(v) <= FARTHEST);
  }

  /** How many distinct vertices there are; counted to 3 only. */
  static int distinct(double[] xy) {
    Set<Coordinate> distinct = new HashSet<>();
    for (int i = 0; i < xy.length && distinct.size() < 3; i += 2) {
      distinct.add(new Coordinate(xy[i] + 0.0, xy[i + 1] + 0.0));
    }
    return distinct.size();
  }

  /** The ring through the vertices, closed if they are not. */
  static LinearRing ring(double[] xy) {
    int last = xy.length - 2;
    double[] closed = xy;
    if (xy[0] != xy[last] || xy[1] != xy[last + 1]) {
      closed = Arrays.copyOf(xy, xy.length + 2);
      closed[xy.length] = xy[0];
      closed[xy.length + 1] = xy[1];
    }
    return FACTORY.createLinearRing(new PackedCoordinateSequence.Double(closed, 2, 0));
  }

  /** Polygons as one geometry: unchanged if they are disjoint, else their union. */
  static Geometry union(List<Polygon> polygons) {
    Geometry apart = FACTORY.createMultiPolygon(polygons.toArray(new Polygon[0]));
    if (apart.isValid() || !polygons.stream().allMatch(Geometry::isValid)) {
      return apart;
    }
    try {
      return OverlayNGRobust.union(List.<Geometry>copyOf(polygons), FACTORY);
    } catch (TopologyException e) {
      return apart;
    }
  }
}
