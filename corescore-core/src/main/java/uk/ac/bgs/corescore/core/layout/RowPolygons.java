// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineSegment;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.layout.RowOrientation;

/**
 * Makes a layout from the polygons of rows of core, drawn by a person or found by another program.
 *
 * <p>A polygon becomes the quadrilateral of four of its hull's sides that adds the least area. It
 * is read along its longer sides: from left to right, or from top to bottom where it is nearer to
 * upright. Rows that run the same way, side by side, less than a row's width apart and over at
 * least half of the shorter one's length, are of one box. Boxes are read from top to bottom, those
 * at the same height from left to right; the rows of a box from top to bottom, upright ones from
 * left to right; {@link RowReading} says otherwise. Stateless; safe for use by many threads.
 */
public final class RowPolygons {
  private RowPolygons() {}

  /**
   * Makes a layout.
   *
   * @param photoWidth the photo's columns
   * @param photoHeight the photo's rows of pixels
   * @param outlines a polygon for each row, in photo pixels, in any order
   * @return the rows in reading order, found by {@link Layout#GIVEN}
   * @throws CoreScoreException if an outline has no four sides to be found or lies outside the
   *     photo; the message says which
   */
  public static Layout layout(int photoWidth, int photoHeight, List<? extends Geometry> outlines) {
    List<CoreRow> rows = new ArrayList<>();
    for (int i = 0; i < outlines.size(); i++) {
      rows.add(row(i + 1, outlines.get(i)));
    }
    try {
      return new Layout(photoWidth, photoHeight, inOrder(rows), Layout.GIVEN);
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(FailureKind.BAD_INPUT, String.valueOf(e.getMessage()), e);
    }
  }

  /** The row that an outline means, as yet without a place in the order. */
  private static CoreRow row(int number, Geometry outline) {
    List<Coordinate> corners = quadrilateral(number, outline);
    double even = corners.get(0).distance(corners.get(1)) + corners.get(2).distance(corners.get(3));
    double odd = corners.get(1).distance(corners.get(2)) + corners.get(3).distance(corners.get(0));
    return forward(row(number, corners, even >= odd ? 0 : 1));
  }

  /** A row from its left to its right end, or from its top to its bottom. */
  static CoreRow forward(CoreRow row) {
    double along =
        row.topRight().x() + row.bottomRight().x() - row.topLeft().x() - row.bottomLeft().x();
    double down =
        row.topRight().y() + row.bottomRight().y() - row.topLeft().y() - row.bottomLeft().y();
    boolean forward = row.orientation() == RowOrientation.HORIZONTAL ? along >= 0 : down >= 0;
    return forward ? row : row.turned();
  }

  private static CoreRow row(int number, List<Coordinate> corners, int first) {
    PhotoPoint[] points = new PhotoPoint[4];
    Arrays.setAll(
        points,
        i -> {
          Coordinate corner = corners.get((first + i) % 4);
          return new PhotoPoint(corner.x, corner.y);
        });
    try {
      return new CoreRow(
          number, 1, points[0], points[1], points[2], points[3], OptionalDouble.empty());
    } catch (IllegalArgumentException e) {
      throw new CoreScoreException(FailureKind.BAD_INPUT, String.valueOf(e.getMessage()), e);
    }
  }

  /** Four corners around an outline, clockwise as seen. */
  private static List<Coordinate> quadrilateral(int number, Geometry outline) {
    Coordinate[] ring = outline.convexHull().getCoordinates();
    if (ring.length < 4 || !(outline.convexHull().getArea() > 0)) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          "row " + number + ": expected an outline with an area, got " + outline.toText());
    }
    List<Coordinate> hull = new ArrayList<>(Arrays.asList(ring).subList(0, ring.length - 1));
    // Clockwise as seen is counter-clockwise to JTS, whose y runs up.
    if (!Orientation.isCCW(ring)) {
      java.util.Collections.reverse(hull);
    }
    if (hull.size() == 3) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          "row " + number + ": expected an outline of at least four sides, got a triangle");
    }
    while (hull.size() > 4) {
      dropSide(number, hull);
    }
    return hull;
  }

  /** Takes away the side without which the hull grows least. */
  private static void dropSide(int number, List<Coordinate> hull) {
    int size = hull.size();
    int best = -1;
    Coordinate joint = new Coordinate();
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      Coordinate before = hull.get((i + size - 1) % size);
      Coordinate from = hull.get(i);
      Coordinate to = hull.get((i + 1) % size);
      Coordinate after = hull.get((i + 2) % size);
      Coordinate meeting =
          new LineSegment(before, from).lineIntersection(new LineSegment(after, to));
      // Its neighbours meet beyond it only where they lean towards each other.
      if (meeting == null
          || Orientation.index(from, to, meeting) == Orientation.index(from, to, before)) {
        continue;
      }
      double grown =
          Math.abs((to.x - from.x) * (meeting.y - from.y) - (to.y - from.y) * (meeting.x - from.x));
      if (grown < least) {
        least = grown;
        best = i;
        joint = meeting;
      }
    }
    if (best < 0) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, "row " + number + ": no four sides enclose its outline");
    }
    hull.set(best, joint);
    hull.remove((best + 1) % size);
  }

  /** Numbers rows by box, then by place in the box. */
  static List<CoreRow> inOrder(List<CoreRow> rows) {
    List<List<CoreRow>> boxes = new ArrayList<>();
    for (CoreRow row : rows) {
      List<CoreRow> box = new ArrayList<>(List.of(row));
      for (List<CoreRow> other : List.copyOf(boxes)) {
        if (other.stream().anyMatch(neighbour -> besideEachOther(row, neighbour))) {
          boxes.remove(other);
          box.addAll(other);
        }
      }
      boxes.add(box);
    }
    for (List<CoreRow> box : boxes) {
      boolean horizontal = box.get(0).orientation() == RowOrientation.HORIZONTAL;
      box.sort((horizontal ? RowOrder.TOP_TO_BOTTOM : RowOrder.LEFT_TO_RIGHT).comparator());
    }
    List<CoreRow> ordered = new ArrayList<>();
    int box = 0;
    for (List<CoreRow> level : levels(boxes)) {
      box++;
      for (CoreRow row : level) {
        ordered.add(row.numbered(ordered.size() + 1, box));
      }
    }
    return ordered;
  }

  /** Boxes from top to bottom; those that overlap in height by half from left to right. */
  private static List<List<CoreRow>> levels(List<List<CoreRow>> boxes) {
    List<List<CoreRow>> left = new ArrayList<>(boxes);
    left.sort(Comparator.comparingDouble(RowPolygons::top));
    List<List<CoreRow>> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      double top = top(left.get(0));
      double middle = (top + bottom(left.get(0))) / 2;
      List<List<CoreRow>> level = new ArrayList<>(left);
      level.removeIf(box -> top(box) > middle);
      level.sort(Comparator.comparingDouble(box -> middle(box.get(0)).x()));
      ordered.addAll(level);
      left.removeAll(level);
    }
    return ordered;
  }

  private static double top(List<CoreRow> box) {
    return box.stream()
        .flatMap(row -> row.corners().stream())
        .mapToDouble(PhotoPoint::y)
        .min()
        .orElseThrow();
  }

  private static double bottom(List<CoreRow> box) {
    return box.stream()
        .flatMap(row -> row.corners().stream())
        .mapToDouble(PhotoPoint::y)
        .max()
        .orElseThrow();
  }

  private static boolean besideEachOther(CoreRow a, CoreRow b) {
    if (a.orientation() != b.orientation()) {
      return false;
    }
    double[] axis = axis(a);
    double[] along = extent(a, axis[0], axis[1]);
    double[] alongOther = extent(b, axis[0], axis[1]);
    double shared = Math.min(along[1], alongOther[1]) - Math.max(along[0], alongOther[0]);
    double shorter = Math.min(along[1] - along[0], alongOther[1] - alongOther[0]);
    double[] across = extent(a, -axis[1], axis[0]);
    double[] acrossOther = extent(b, -axis[1], axis[0]);
    double apart = Math.max(across[0], acrossOther[0]) - Math.min(across[1], acrossOther[1]);
    return shared >= shorter / 2 && apart < Math.max(a.width(), b.width());
  }

  /** Unit vector along a row. */
  private static double[] axis(CoreRow row) {
    double x =
        row.topRight().x() + row.bottomRight().x() - row.topLeft().x() - row.bottomLeft().x();
    double y =
        row.topRight().y() + row.bottomRight().y() - row.topLeft().y() - row.bottomLeft().y();
    double length = Math.hypot(x, y);
    return new double[] {x / length, y / length};
  }

  private static double[] extent(CoreRow row, double x, double y) {
    double[] along =
        row.corners().stream().mapToDouble(p -> x * p.x() + y * p.y()).sorted().toArray();
    return new double[] {along[0], along[3]};
  }

  private static PhotoPoint middle(CoreRow row) {
    return new PhotoPoint(
        row.corners().stream().mapToDouble(PhotoPoint::x).sum() / 4,
        row.corners().stream().mapToDouble(PhotoPoint::y).sum() / 4);
  }
}
