// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.Area;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.algorithm.locate.PointOnGeometryLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.index.strtree.STRtree;
import uk.ac.bgs.corescore.core.trace.MaskPolygonizer;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.PixelRect;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.Fragment;
import uk.ac.bgs.corescore.measure.FragmentMeasures;
import uk.ac.bgs.corescore.measure.FragmentSet;
import uk.ac.bgs.corescore.measure.Length;

/**
 * Traces and measures the fragments of a photograph.
 *
 * <p>Input is a segmentation on the photo's own grid; see {@code SegmentationResampler} for others.
 * Guaranteed, and tested: the sum of the areas is the number of rock pixels, and the area of each
 * fragment that of its outline; where the segmentation has a confidence, that of a fragment is the
 * mean over its pixels. Cost: linear in the runs of the fragments and in the length of their
 * outlines. Stateless; safe for use by many threads.
 */
public final class FragmentMeasurer {
  private FragmentMeasurer() {}

  /**
   * Measures all fragments.
   *
   * @param segmentation labels and fragments on the photo's own grid
   * @return the fragments in the order of their ids
   * @throws IllegalArgumentException if the segmentation is on another grid
   */
  public static FragmentSet measure(Segmentation segmentation) {
    if (!segmentation.frame().equals(PixelFrame.PHOTO)) {
      throw new IllegalArgumentException(
          "fragments are measured on the photo's own grid, not on " + segmentation.frame());
    }
    return measure(segmentation.fragments(), segmentation);
  }

  /**
   * Measures fragments whose labels and confidence are reported by a segmentation on another grid.
   *
   * @param map on the photo's own grid
   * @param source has the same fragments in the same order
   */
  static FragmentSet measure(FragmentMap map, Segmentation source) {
    List<Geometry> outlines = MaskPolygonizer.polygonize(map);
    double[] perimeters = PerimeterEstimator.perimeters(map);
    int[] labels = labels(source.mask(), source.fragments());
    Moments moments = new Moments(map);
    Optional<double[]> means = source.confidence().map(sure -> sure.means(source.fragments()));
    List<Fragment> fragments = new ArrayList<>(map.count());
    for (int id = 1; id <= map.count(); id++) {
      Geometry outline = outlines.get(id - 1);
      ConvexHull hull = moments.hull(id);
      double[] sides = hull.smallestRectangle();
      fragments.add(
          new Fragment(
              id,
              source.mask().labels().get(labels[id]).name(),
              outline,
              new FragmentMeasures(
                  new uk.ac.bgs.corescore.measure.Area(moments.area[id]),
                  new Length(perimeters[id]),
                  new uk.ac.bgs.corescore.measure.Area(enclosed(outline)),
                  moments.sumX[id] / moments.area[id],
                  moments.sumY[id] / moments.area[id],
                  moments.bounds(id),
                  new Length(sides[0]),
                  new Length(sides[1]),
                  new uk.ac.bgs.corescore.measure.Area(hull.area())),
              means.isPresent() ? OptionalDouble.of(means.get()[id]) : OptionalDouble.empty(),
              OptionalInt.empty(),
              map.marks(id)));
    }
    return new FragmentSet(map.width(), map.height(), fragments);
  }

  /** The label index of each fragment, by id: that of any of its cells. */
  private static int[] labels(LabelMask mask, FragmentMap map) {
    int[] labels = new int[map.count() + 1];
    for (int y = 0; y < map.height(); y++) {
      for (int run = map.firstRun(y); run < map.firstRun(y + 1); run++) {
        if (labels[map.runId(run)] == 0) {
          labels[map.runId(run)] = mask.index(map.runStart(run), y);
        }
      }
    }
    return labels;
  }

  /**
   * What the outline encloses without being its own: its holes, less the parts of it that lie in
   * them.
   */
  private static double enclosed(Geometry outline) {
    double area = 0;
    for (int i = 0; i < outline.getNumGeometries(); i++) {
      Polygon part = (Polygon) outline.getGeometryN(i);
      for (int hole = 0; hole < part.getNumInteriorRing(); hole++) {
        area += Area.ofRing(part.getInteriorRingN(hole).getCoordinateSequence());
      }
    }
    if (area == 0 || outline.getNumGeometries() == 1) {
      return area;
    }
    return area - nested(outline);
  }

  /**
   * Area of the parts, filled, that lie in a hole of another part. A fragment may have tens of
   * thousands of parts, so they are looked up by their boxes and not each with each.
   */
  private static double nested(Geometry outline) {
    List<Shell> shells = new ArrayList<>(outline.getNumGeometries());
    STRtree boxes = new STRtree();
    for (int i = 0; i < outline.getNumGeometries(); i++) {
      Shell shell = new Shell(((Polygon) outline.getGeometryN(i)).getExteriorRing());
      shells.add(shell);
      boxes.insert(shell.ring.getEnvelopeInternal(), shell);
    }
    double area = 0;
    for (Shell inner : shells) {
      Coordinate inside = inner.insidePoint();
      for (Object outer : boxes.query(new Envelope(inside))) {
        if (outer != inner && ((Shell) outer).encloses(inside)) {
          area += Area.ofRing(inner.ring.getCoordinateSequence());
          break;
        }
      }
    }
    return area;
  }

  /** The exterior of a part, indexed on the first query. */
  private static final class Shell {
    final LinearRing ring;
    private @Nullable PointOnGeometryLocator locator;

    Shell(LinearRing ring) {
      this.ring = ring;
    }

    /** The centre of a cell at the first corner, which is on no outline. */
    Coordinate insidePoint() {
      Coordinate first = ring.getCoordinateN(0);
      return new Coordinate(first.x + 0.5, first.y + 0.5);
    }

    boolean encloses(Coordinate point) {
      if (locator == null) {
        locator = new IndexedPointInAreaLocator(ring);
      }
      return locator.locate(point) == Location.INTERIOR;
    }
  }

  /** Areas, first moments, boxes and row ends of all fragments, by id. */
  private static final class Moments {
    final long[] area;
    final double[] sumX;
    final double[] sumY;
    private final int[] left;
    private final int[] right;
    private final int[] top;
    private final int[] bottom;

    /** Where the rows of a fragment begin in the two arrays behind. */
    private final int[] firstRow;

    private final int[] rowLeft;
    private final int[] rowRight;

    Moments(FragmentMap map) {
      int ids = map.count() + 1;
      area = new long[ids];
      sumX = new double[ids];
      sumY = new double[ids];
      left = new int[ids];
      right = new int[ids];
      top = new int[ids];
      bottom = new int[ids];
      Arrays.fill(left, Integer.MAX_VALUE);
      Arrays.fill(top, Integer.MAX_VALUE);
      for (int y = 0; y < map.height(); y++) {
        for (int run = map.firstRun(y); run < map.firstRun(y + 1); run++) {
          int id = map.runId(run);
          int start = map.runStart(run);
          int end = map.runEnd(run);
          area[id] += end - start;
          sumX[id] += 0.5 * (end - start) * ((double) end + start);
          sumY[id] += (end - start) * (y + 0.5);
          left[id] = Math.min(left[id], start);
          right[id] = Math.max(right[id], end);
          top[id] = Math.min(top[id], y);
          bottom[id] = y + 1;
        }
      }
      firstRow = new int[ids];
      int rows = 0;
      for (int id = 1; id < ids; id++) {
        firstRow[id] = rows;
        rows += bottom[id] - top[id];
      }
      rowLeft = new int[rows];
      rowRight = new int[rows];
      Arrays.fill(rowLeft, Integer.MAX_VALUE);
      Arrays.fill(rowRight, Integer.MIN_VALUE);
      for (int y = 0; y < map.height(); y++) {
        for (int run = map.firstRun(y); run < map.firstRun(y + 1); run++) {
          int at = firstRow[map.runId(run)] + y - top[map.runId(run)];
          rowLeft[at] = Math.min(rowLeft[at], map.runStart(run));
          rowRight[at] = map.runEnd(run);
        }
      }
    }

    PixelRect bounds(int id) {
      return new PixelRect(left[id], top[id], right[id] - left[id], bottom[id] - top[id]);
    }

    ConvexHull hull(int id) {
      return new ConvexHull(top[id], firstRow[id], bottom[id] - top[id], rowLeft, rowRight);
    }
  }
}
