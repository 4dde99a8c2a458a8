// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Geometry;
import uk.ac.bgs.corescore.core.trace.MaskPolygonizer;
import uk.ac.bgs.corescore.mask.FragmentMap;

/**
 * A raster of one shape as runs along its lines, which are rows or columns. Memory: the runs and a
 * number for each line.
 */
final class RunLengthMask {
  static final int MAX_PIXELS = 1 << 28;
  private static final int MAX_SIDE = 1 << 17;
  private static final int MAX_RUNS = 2_000_000;

  private final int length;
  private final boolean columns;
  private final double left;
  private final double top;
  private final long pixels;
  private final FragmentMap.Builder runs;
  private int count;

  private RunLengthMask(int width, int height, boolean columns, double left, double top) {
    this.length = columns ? height : width;
    this.columns = columns;
    this.left = left;
    this.top = top;
    this.pixels = (long) width * height;
    this.runs = FragmentMap.builder(length, columns ? width : height);
  }

  /** A mask whose lines are rows, with its top left corner at a point of the photo. */
  static RunLengthMask ofRows(double width, double height, double left, double top)
      throws MalformedShapeException {
    check(width, height, MAX_PIXELS);
    if (!CoordinateArray.isSound(new double[] {left, top})) {
      throw new MalformedShapeException("the mask is at (" + left + ", " + top + ")");
    }
    return new RunLengthMask((int) width, (int) height, false, left, top);
  }

  /** A mask whose lines are columns, with its top left corner at the photo's. */
  static RunLengthMask ofColumns(double width, double height) throws MalformedShapeException {
    check(width, height, MAX_PIXELS);
    return new RunLengthMask((int) width, (int) height, true, 0, 0);
  }

  /** Checks a size before memory is allocated for it. */
  static void check(double width, double height, int maxPixels) throws MalformedShapeException {
    if (!isSide(width) || !isSide(height) || width * height > maxPixels) {
      throw new MalformedShapeException(
          "a mask of 1 to "
              + maxPixels
              + " pixels, at most "
              + MAX_SIDE
              + " wide and high, expected, it is "
              + width
              + " x "
              + height);
    }
  }

  private static boolean isSide(double side) {
    return side >= 1 && side <= MAX_SIDE && side == Math.rint(side);
  }

  long pixels() {
    return pixels;
  }

  /** Adds the pixels of these positions, counted along the lines; runs come in order. */
  void add(long begin, long end) throws MalformedShapeException {
    for (long at = begin; at < end; ) {
      if (++count > MAX_RUNS) {
        throw new MalformedShapeException("the mask has more than " + MAX_RUNS + " runs");
      }
      int line = (int) (at / length);
      int start = (int) (at % length);
      int stop = (int) Math.min(length, start + end - at);
      runs.add(line, start, stop, 1);
      at += stop - start;
    }
  }

  /** The outline of the pixels in photo coordinates, once all are added; empty if there is none. */
  Geometry outline() {
    FragmentMap map = runs.build();
    if (map.count() == 0) {
      return CoordinateArray.FACTORY.createPolygon();
    }
    Geometry outline = MaskPolygonizer.polygonize(map).get(0);
    outline.apply(new ToPhoto());
    return columns ? outline.reverse() : outline;
  }

  /** Moves the outline to its place; swaps x and y where lines are columns. */
  private final class ToPhoto implements CoordinateSequenceFilter {
    @Override
    public void filter(CoordinateSequence points, int i) {
      double x = points.getX(i);
      double y = points.getY(i);
      points.setOrdinate(i, 0, left + (columns ? y : x));
      points.setOrdinate(i, 1, top + (columns ? x : y));
    }

    @Override
    public boolean isDone() {
      return false;
    }

    @Override
    public boolean isGeometryChanged() {
      return true;
    }
  }
}
