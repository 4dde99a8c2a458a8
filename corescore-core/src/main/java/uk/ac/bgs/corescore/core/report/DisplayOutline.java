// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;

/**
 * Outlines for display: the stairs of pixel edges are smoothed by connecting the midpoints of the
 * edges, and invisible points are dropped. They are not used for measures.
 */
final class DisplayOutline {
  private final List<Coordinate[]> rings = new ArrayList<>();

  private DisplayOutline() {}

  /** Smooths an outline with a maximum deviation, px. */
  static DisplayOutline of(Geometry outline, double tolerance) {
    DisplayOutline display = new DisplayOutline();
    for (int i = 0; i < outline.getNumGeometries(); i++) {
      Polygon polygon = (Polygon) outline.getGeometryN(i);
      if (!polygon.isEmpty()) {
        display.add(polygon.getExteriorRing(), tolerance);
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
          display.add(polygon.getInteriorRingN(hole), tolerance);
        }
      }
    }
    return display;
  }

  private void add(LinearRing ring, double tolerance) {
    List<Coordinate> points = new ArrayList<>();
    CoordinateSequence corners = ring.getCoordinateSequence();
    for (int i = 1; i < corners.size(); i++) {
      double x = corners.getX(i - 1);
      double y = corners.getY(i - 1);
      double dx = corners.getX(i) - x;
      double dy = corners.getY(i) - y;
      double length = Math.hypot(dx, dy);
      double near = length <= 1 ? 0.5 : 0.5 / length;
      points.add(new Coordinate(x + near * dx, y + near * dy));
      if (length > 1) {
        points.add(new Coordinate(x + (1 - near) * dx, y + (1 - near) * dy));
      }
    }
    points.add(new Coordinate(points.get(0)));
    LineString line = new GeometryFactory().createLineString(points.toArray(new Coordinate[0]));
    Coordinate[] simple = DouglasPeuckerSimplifier.simplify(line, tolerance).getCoordinates();
    rings.add(simple.length >= 4 ? simple : line.getCoordinates());
  }

  /** As a path to draw, filled by the even-odd rule. */
  Path2D path() {
    Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    for (Coordinate[] ring : rings) {
      path.moveTo(ring[0].x, ring[0].y);
      for (int i = 1; i < ring.length - 1; i++) {
        path.lineTo(ring[i].x, ring[i].y);
      }
      path.closePath();
    }
    return path;
  }

  /** As the path data of SVG, scaled, in tenths, with relative moves; for the even-odd rule. */
  String svg(double scale) {
    StringBuilder data = new StringBuilder();
    for (Coordinate[] ring : rings) {
      long x = Math.round(ring[0].x * scale * 10);
      long y = Math.round(ring[0].y * scale * 10);
      data.append('M');
      tenths(data, x);
      data.append(' ');
      tenths(data, y);
      data.append('l');
      for (int i = 1; i < ring.length - 1; i++) {
        long nextX = Math.round(ring[i].x * scale * 10);
        long nextY = Math.round(ring[i].y * scale * 10);
        if (i > 1) {
          data.append(' ');
        }
        tenths(data, nextX - x);
        data.append(' ');
        tenths(data, nextY - y);
        x = nextX;
        y = nextY;
      }
      data.append('z');
    }
    return data.toString();
  }

  private static void tenths(StringBuilder data, long tenths) {
    long size = Math.abs(tenths);
    data.append(tenths < 0 ? "-" : "").append(size / 10);
    if (size % 10 != 0) {
      data.append('.').append(size % 10);
    }
  }
}
