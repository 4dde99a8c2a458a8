// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.trace;

import java.util.Arrays;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/**
 * Fills polygons: a cell is inside if its centre is.
 *
 * <p>The rule is even-odd over all rings of a geometry, so holes stay open and a ring that crosses
 * itself is filled where its winding is odd. A centre that lies on an outline belongs to the
 * polygon at its right or below, so polygons that share a border share no cell and leave none out.
 * On polygons of pixel corners it is the inverse of {@link MaskPolygonizer}. What lies outside the
 * grid is cut off. Cost: the edges and the rows they cross. Stateless; safe for use by many
 * threads.
 */
public final class PolygonRasterizer {
  private PolygonRasterizer() {}

  /** Takes the cells of a polygon as runs. */
  @FunctionalInterface
  public interface RunSink {
    /**
     * Takes one run. Runs come row by row from the top, in a row from the left; they do not
     * overlap.
     *
     * @param y row
     * @param start first column
     * @param end last column plus one; larger than {@code start}
     */
    void run(int y, int start, int end);
  }

  /**
   * Fills one geometry.
   *
   * @param geometry a polygon, or a collection of polygons; other parts are skipped
   * @param width the grid's columns, at least 1
   * @param height the grid's rows, at least 1
   * @param sink takes the cells inside
   */
  public static void rasterize(Geometry geometry, int width, int height, RunSink sink) {
    int[] rowEnd = new int[height + 1];
    forEachEdge(
        geometry,
        (x0, y0, x1, y1) -> {
          int last = lastRow(y1, height);
          for (int y = firstRow(y0); y <= last; y++) {
            rowEnd[y + 1]++;
          }
        });
    for (int y = 0; y < height; y++) {
      rowEnd[y + 1] += rowEnd[y];
    }
    double[] crossings = new double[rowEnd[height]];
    int[] fill = rowEnd.clone();
    forEachEdge(
        geometry,
        (x0, y0, x1, y1) -> {
          int last = lastRow(y1, height);
          double slope = (x1 - x0) / (y1 - y0);
          for (int y = firstRow(y0); y <= last; y++) {
            crossings[fill[y]++] = x0 + (y + 0.5 - y0) * slope;
          }
        });
    for (int y = 0; y < height; y++) {
      Arrays.sort(crossings, rowEnd[y], rowEnd[y + 1]);
      int done = 0;
      for (int i = rowEnd[y]; i + 1 < rowEnd[y + 1]; i += 2) {
        int start = Math.max(done, firstColumn(crossings[i]));
        int end = Math.min(width, firstColumn(crossings[i + 1]));
        if (start < end) {
          sink.run(y, start, end);
          done = end;
        }
      }
    }
  }

  /** First column whose centre is at or behind x. */
  private static int firstColumn(double x) {
    return (int) Math.ceil(x - 0.5);
  }

  /** First row whose centre is at or below y, not above the grid. */
  private static int firstRow(double y) {
    return Math.max(0, (int) Math.ceil(y - 0.5));
  }

  /** Last row whose centre is above y, not below the grid. */
  private static int lastRow(double y, int height) {
    return Math.min(height, (int) Math.ceil(y - 0.5)) - 1;
  }

  /** Takes the edges of rings that are not horizontal, from their upper to their lower end. */
  private interface EdgeSink {
    void edge(double x0, double y0, double x1, double y1);
  }

  private static void forEachEdge(Geometry geometry, EdgeSink sink) {
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      if (geometry.getGeometryN(i) instanceof Polygon polygon) {
        forEachEdge(polygon.getExteriorRing(), sink);
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
          forEachEdge(polygon.getInteriorRingN(hole), sink);
        }
      }
    }
  }

  private static void forEachEdge(LineString ring, EdgeSink sink) {
    CoordinateSequence points = ring.getCoordinateSequence();
    for (int i = 1; i < points.size(); i++) {
      double x0 = points.getX(i - 1);
      double y0 = points.getY(i - 1);
      double x1 = points.getX(i);
      double y1 = points.getY(i);
      if (y0 < y1) {
        sink.edge(x0, y0, x1, y1);
      } else if (y1 < y0) {
        sink.edge(x1, y1, x0, y0);
      }
    }
  }
}
