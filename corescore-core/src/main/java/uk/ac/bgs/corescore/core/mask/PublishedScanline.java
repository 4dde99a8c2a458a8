// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import java.util.Arrays;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;
import uk.ac.bgs.corescore.core.trace.PolygonRasterizer.RunSink;

/**
 * Fills polygons by the scanline rule of CoreScore's published masks.
 *
 * <p>Vertices are cut to whole numbers. Each edge that is not horizontal crosses every whole row
 * from its upper to its lower end, both included, at x = (y - y0) dx + x0 in 32-bit floating point;
 * at its lower end it counts twice, unless that is the polygon's last row. The crossings of a row,
 * sorted, are taken in pairs and filled from floor(x + 0.5) to ceil(x - 0.5), never going back over
 * what this row has. Horizontal edges are filled whole. Runs may overlap; they come in no order.
 *
 * <p>Cost: the edges and the rows they cross. Used for one polygon, on one thread.
 */
final class PublishedScanline {
  private final int width;
  private final int height;
  private final RunSink sink;
  private int[] ends = new int[4 * 64];
  private int edges;
  private int top = Integer.MAX_VALUE;
  private int bottom = Integer.MIN_VALUE;

  private PublishedScanline(int width, int height, RunSink sink) {
    this.width = width;
    this.height = height;
    this.sink = sink;
  }

  static void fill(Geometry geometry, int width, int height, RunSink sink) {
    PublishedScanline scan = new PublishedScanline(width, height, sink);
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      if (geometry.getGeometryN(i) instanceof Polygon polygon) {
        scan.add(polygon.getExteriorRing());
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
          scan.add(polygon.getInteriorRingN(hole));
        }
      }
    }
    scan.fillRows();
  }

  private void add(LineString ring) {
    CoordinateSequence points = ring.getCoordinateSequence();
    for (int i = 1; i < points.size(); i++) {
      int x0 = (int) points.getX(i - 1);
      int y0 = (int) points.getY(i - 1);
      int x1 = (int) points.getX(i);
      int y1 = (int) points.getY(i);
      top = Math.min(top, y0);
      bottom = Math.max(bottom, y0);
      if (y0 == y1) {
        run(y0, Math.min(x0, x1), Math.max(x0, x1));
        continue;
      }
      if (4 * edges == ends.length) {
        ends = Arrays.copyOf(ends, 2 * ends.length);
      }
      ends[4 * edges] = x0;
      ends[4 * edges + 1] = y0;
      ends[4 * edges + 2] = x1;
      ends[4 * edges++ + 3] = y1;
    }
  }

  private void run(int y, int first, int last) {
    int start = Math.max(0, first);
    int end = Math.min(width - 1, last) + 1;
    if (y >= 0 && y < height && start < end) {
      sink.run(y, start, end);
    }
  }

  private void fillRows() {
    int firstRow = Math.max(0, top);
    int rows = Math.min(height - 1, bottom) - firstRow + 1;
    if (rows <= 0) {
      return;
    }
    int[] rowEnd = new int[rows + 1];
    for (int edge = 0; edge < edges; edge++) {
      int low = Math.max(ends[4 * edge + 1], ends[4 * edge + 3]);
      int from = Math.max(firstRow, Math.min(ends[4 * edge + 1], ends[4 * edge + 3])) - firstRow;
      int to = Math.min(firstRow + rows - 1, low) - firstRow;
      for (int row = from; row <= to; row++) {
        rowEnd[row + 1] += row + firstRow == low && low < bottom ? 2 : 1;
      }
    }
    for (int row = 0; row < rows; row++) {
      rowEnd[row + 1] += rowEnd[row];
    }
    float[] crossings = new float[rowEnd[rows]];
    int[] fill = rowEnd.clone();
    for (int edge = 0; edge < edges; edge++) {
      int x0 = ends[4 * edge];
      int y0 = ends[4 * edge + 1];
      int y1 = ends[4 * edge + 3];
      // Coordinates may be anywhere: differences of them are longs.
      float dx = (float) ((long) ends[4 * edge + 2] - x0) / ((long) y1 - y0);
      int low = Math.max(y0, y1);
      int from = Math.max(firstRow, Math.min(y0, y1));
      int to = Math.min(firstRow + rows - 1, low);
      for (int y = from; y <= to; y++) {
        float x = ((long) y - y0) * dx + x0;
        crossings[fill[y - firstRow]++] = x;
        if (y == low && low < bottom) {
          crossings[fill[y - firstRow]++] = x;
        }
      }
    }
    for (int row = 0; row < rows; row++) {
      fillRow(row + firstRow, crossings, rowEnd[row], rowEnd[row + 1]);
    }
  }

  private void fillRow(int y, float[] crossings, int from, int to) {
    Arrays.sort(crossings, from, to);
    int next = Integer.MIN_VALUE;
    for (int i = from; i + 1 < to; i += 2) {
      int last = (int) Math.ceil(crossings[i + 1] - 0.5f);
      int first = Math.max(next, (int) Math.floor(crossings[i] + 0.5f));
      if (first <= last) {
        run(y, first, last);
        if (last == Integer.MAX_VALUE) {
          return;
        }
        next = last + 1;
      }
    }
  }
}
