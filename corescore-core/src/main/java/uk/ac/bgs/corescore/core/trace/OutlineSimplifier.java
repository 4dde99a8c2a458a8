// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.locationtech.jts.coverage.CoverageSimplifier;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Smooths the saw teeth of traced outlines for display, keeping neighbours together.
 *
 * <p>Borders that two outlines share are simplified once for both, so neither gaps nor overlaps
 * appear, and no outline changes its topology: holes and parts stay, however small (Visvalingam and
 * Whyatt 1993, in the coverage form of JTS). Areas are then no longer pixel counts: measure first,
 * simplify for the image only. Cost: n log n in the vertices. Stateless; safe for use by many
 * threads.
 */
public final class OutlineSimplifier {
  private OutlineSimplifier() {}

  /**
   * Simplifies the outlines of one photograph.
   *
   * @param outlines outlines from {@link MaskPolygonizer} that do not overlap
   * @param tolerance how coarse, px: corners are removed while the triangle they span is smaller
   *     than its square; 0 changes nothing but corners on straight lines
   * @return as many valid outlines, in the same order
   */
  public static List<Geometry> simplify(List<Geometry> outlines, double tolerance) {
    TreeMap<Double, double[]> xsOfRow = new TreeMap<>();
    TreeMap<Double, double[]> ysOfColumn = new TreeMap<>();
    collectCorners(outlines, xsOfRow, ysOfColumn);
    Geometry[] coverage =
        outlines.stream()
            .map(outline -> withSharedCorners(outline, xsOfRow, ysOfColumn))
            .toArray(Geometry[]::new);
    CoverageSimplifier simplifier = new CoverageSimplifier(coverage);
    // else rings smaller than the square of the tolerance would go
    simplifier.setRemovableRingSizeFactor(0);
    return List.of(simplifier.simplify(tolerance));
  }

  /** All corners, as sorted x for each y and sorted y for each x. */
  private static void collectCorners(
      List<Geometry> outlines, Map<Double, double[]> xsOfRow, Map<Double, double[]> ysOfColumn) {
    TreeMap<Double, List<Double>> rows = new TreeMap<>();
    TreeMap<Double, List<Double>> columns = new TreeMap<>();
    for (Geometry outline : outlines) {
      for (Coordinate corner : outline.getCoordinates()) {
        rows.computeIfAbsent(corner.y, y -> new ArrayList<>()).add(corner.x);
        columns.computeIfAbsent(corner.x, x -> new ArrayList<>()).add(corner.y);
      }
    }
    rows.forEach((y, xs) -> xsOfRow.put(y, sorted(xs)));
    columns.forEach((x, ys) -> ysOfColumn.put(x, sorted(ys)));
  }

  private static double[] sorted(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sorted().distinct().toArray();
  }

  /** The same outline with a vertex wherever any outline has a corner on one of its edges. */
  private static Geometry withSharedCorners(
      Geometry outline, Map<Double, double[]> xsOfRow, Map<Double, double[]> ysOfColumn) {
    List<Polygon> parts = new ArrayList<>();
    for (int i = 0; i < outline.getNumGeometries(); i++) {
      Polygon part = (Polygon) outline.getGeometryN(i);
      LinearRing[] holes = new LinearRing[part.getNumInteriorRing()];
      for (int hole = 0; hole < holes.length; hole++) {
        holes[hole] = noded(part.getInteriorRingN(hole), xsOfRow, ysOfColumn);
      }
      parts.add(
          outline
              .getFactory()
              .createPolygon(noded(part.getExteriorRing(), xsOfRow, ysOfColumn), holes));
    }
    return parts.size() == 1
        ? parts.get(0)
        : outline.getFactory().createMultiPolygon(parts.toArray(new Polygon[0]));
  }

  private static LinearRing noded(
      LinearRing ring, Map<Double, double[]> xsOfRow, Map<Double, double[]> ysOfColumn) {
    CoordinateSequence corners = ring.getCoordinateSequence();
    List<Coordinate> points = new ArrayList<>();
    points.add(corners.getCoordinateCopy(0));
    for (int i = 1; i < corners.size(); i++) {
      Coordinate from = corners.getCoordinateCopy(i - 1);
      Coordinate to = corners.getCoordinateCopy(i);
      boolean horizontal = from.y == to.y;
      double[] on =
          Objects.requireNonNull(horizontal ? xsOfRow.get(from.y) : ysOfColumn.get(from.x));
      double begin = horizontal ? from.x : from.y;
      double end = horizontal ? to.x : to.y;
      int first = Arrays.binarySearch(on, begin);
      int last = Arrays.binarySearch(on, end);
      int step = first < last ? 1 : -1;
      for (int at = first + step; at != last; at += step) {
        points.add(horizontal ? new Coordinate(on[at], from.y) : new Coordinate(from.x, on[at]));
      }
      points.add(to);
    }
    return ring.getFactory().createLinearRing(points.toArray(new Coordinate[0]));
  }
}
