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
 * grid is cut off. Coordinates are finite. Cost: the edges and the rows they cross. Stateless; safe
 * for use by many threads.
 */
public final class PolygonRasterizer {
  /** For each edge its upper end, x and y, and its slope, columns per row. */
  private double[] edges = new double[3 * 64];

  /** For each edge the first and the last row whose centres it crosses. */
  private int[] edgeRows = new int[2 * 64];

  private int size;
  private int top = Integer.MAX_VALUE;
  private int bottom = -1;

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
    PolygonRasterizer outline = new PolygonRasterizer();
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      if (geometry.getGeometryN(i) instanceof Polygon polygon) {
        outline.add(polygon.getExteriorRing(), height);
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
          outline.add(polygon.getInteriorRingN(hole), height);
        }
      }
    }
    if (outline.size > 0) {
      outline.fill(width, sink);
    }
  }

  /** Takes the edges of a ring that cross the centres of rows. */
  private void add(LineString ring, int height) {
    CoordinateSequence points = ring.getCoordinateSequence();
    for (int i = 1; i < points.size(); i++) {
      double x0 = points.getX(i - 1);
      double y0 = points.getY(i - 1);
      double x1 = points.getX(i);
      double y1 = points.getY(i);
      if (y0 < y1) {
        add(x0, y0, x1, y1, height);
      } else if (y1 < y0) {
        add(x1, y1, x0, y0, height);
      }
    }
  }

  private void add(double x0, double y0, double x1, double y1, int height) {
    int first = firstRow(y0);
    int last = Math.min(height, firstRow(y1)) - 1;
    if (first > last) {
      return;
    }
    if (2 * size == edgeRows.length) {
      edges = Arrays.copyOf(edges, 2 * edges.length);
      edgeRows = Arrays.copyOf(edgeRows, 2 * edgeRows.length);
    }
    edges[3 * size] = x0;
    edges[3 * size + 1] = y0;
    edges[3 * size + 2] = (x1 - x0) / (y1 - y0);
    edgeRows[2 * size] = first;
    edgeRows[2 * size + 1] = last;
    size++;
    top = Math.min(top, first);
    bottom = Math.max(bottom, last);
  }

  private void fill(int width, RunSink sink) {
    int[] rowEnd = new int[bottom - top + 2];
    int[] columns = crossings(rowEnd);
    int from = 0;
    for (int y = top; y <= bottom; y++) {
      int to = rowEnd[y - top];
      sort(columns, from, to);
      int done = 0;
      for (int i = from; i + 1 < to; i += 2) {
        int start = Math.max(done, columns[i]);
        int end = Math.min(width, columns[i + 1]);
        if (start < end) {
          sink.run(y, start, end);
          done = end;
        }
      }
      from = to;
    }
  }

  /**
   * The columns from which on the centres of a row lie behind an edge, row by row.
   *
   * @param rowEnd zeros for the rows and one more; gets where each row's columns end
   */
  private int[] crossings(int[] rowEnd) {
    for (int edge = 0; edge < size; edge++) {
      rowEnd[edgeRows[2 * edge] - top]++;
      rowEnd[edgeRows[2 * edge + 1] - top + 1]--;
    }
    int total = 0;
    int open = 0;
    for (int row = 0; row < rowEnd.length; row++) {
      open += rowEnd[row];
      rowEnd[row] = total;
      total += open;
    }
    int[] columns = new int[total];
    for (int edge = 0; edge < size; edge++) {
      double x = edges[3 * edge];
      double y = edges[3 * edge + 1];
      double slope = edges[3 * edge + 2];
      int last = edgeRows[2 * edge + 1] - top;
      double centre = edgeRows[2 * edge] + 0.5;
      for (int row = edgeRows[2 * edge] - top; row <= last; row++, centre++) {
        columns[rowEnd[row]++] = ceiling(x + (centre - y) * slope - 0.5);
      }
    }
    return columns;
  }

  private static void sort(int[] columns, int from, int to) {
    if (to - from > 2) {
      Arrays.sort(columns, from, to);
    } else if (to - from == 2 && columns[from] > columns[from + 1]) {
      int right = columns[from];
      columns[from] = columns[from + 1];
      columns[from + 1] = right;
    }
  }

  /** First row whose centre is at or below y, not above the grid. */
  private static int firstRow(double y) {
    return Math.max(0, ceiling(y - 0.5));
  }

  private static int ceiling(double value) {
    return (int) Math.ceil(value);
  }
}
