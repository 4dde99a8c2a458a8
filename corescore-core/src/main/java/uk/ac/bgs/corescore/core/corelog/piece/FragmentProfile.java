// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.piece;

import java.util.Arrays;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import uk.ac.bgs.corescore.core.corelog.depth.AxialInterval;
import uk.ac.bgs.corescore.core.layout.RowTransform;
import uk.ac.bgs.corescore.layout.PhotoPoint;

/**
 * A fragment cut into sections across the row, a pixel apart from its first tip on. Holes are
 * filled: what hides rock does not break it. Places are px of the row's own rectangle, u along it
 * and v across it.
 */
final class FragmentProfile {
  /** A section of at least this share of the widest one shows where the axis is. */
  private static final double NEARLY_WIDEST = 0.9;

  /**
   * Lines along the piece on which its end faces are measured, between these fractions of its
   * width.
   */
  private static final int FACE_LINES = 9;

  private static final double FACE_MARGIN = 0.1;

  private final double[][] rings;
  private final AxialInterval extent;
  private final double[] widths;
  private final double least;
  private final double most;
  private final double widest;
  private final double line;

  private FragmentProfile(double[][] rings) {
    this.rings = rings;
    double[] u = bounds(rings, 0);
    double[] v = bounds(rings, 1);
    this.extent = new AxialInterval(u[0], u[1]);
    this.least = v[0];
    this.most = v[1];
    int sections = Math.max(1, (int) Math.ceil(extent.length()));
    this.widths = new double[sections];
    double[] middles = new double[sections];
    double[][] crossings = crossings(rings, 0, extent.from(), 1, sections);
    double largest = 0;
    for (int i = 0; i < sections; i++) {
      double[] at = crossings[i];
      for (int k = 0; k + 1 < at.length; k += 2) {
        widths[i] += at[k + 1] - at[k];
      }
      middles[i] = at.length == 0 ? Double.NaN : (at[0] + at[at.length - 1]) / 2;
      largest = Math.max(largest, widths[i]);
    }
    this.widest = largest;
    this.line = line(middles);
  }

  /** Cuts a fragment of the photo. */
  static FragmentProfile of(Geometry outline, RowTransform transform) {
    double[][] rings = new double[outline.getNumGeometries()][];
    for (int i = 0; i < rings.length; i++) {
      Coordinate[] ring = ((Polygon) outline.getGeometryN(i)).getExteriorRing().getCoordinates();
      rings[i] = new double[2 * ring.length];
      for (int k = 0; k < ring.length; k++) {
        PhotoPoint point = transform.toRow(ring[k].x, ring[k].y);
        rings[i][2 * k] = point.x();
        rings[i][2 * k + 1] = point.y();
      }
    }
    return new FragmentProfile(rings);
  }

  private static double[] bounds(double[][] rings, int axis) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] ring : rings) {
      for (int k = axis; k < ring.length; k += 2) {
        least = Math.min(least, ring[k]);
        most = Math.max(most, ring[k]);
      }
    }
    return new double[] {least, most};
  }

  /**
   * Where outlines cross lines that are evenly apart, sorted for each line.
   *
   * @param axis what the lines have in common: 0 for a u, 1 for a v
   */
  private static double[][] crossings(
      double[][] rings, int axis, double first, double step, int lines) {
    double[][] found = new double[lines][2];
    int[] count = new int[lines];
    for (double[] ring : rings) {
      for (int k = 0; k + 3 < ring.length; k += 2) {
        double a = ring[k + axis];
        double b = ring[k + 2 + axis];
        if (a == b) {
          continue;
        }
        double p = ring[k + 1 - axis];
        double q = ring[k + 3 - axis];
        int from = (int) Math.max(0, Math.ceil((Math.min(a, b) - first) / step));
        for (int i = from; i < lines; i++) {
          double at = first + i * step;
          if (at >= Math.max(a, b)) {
            break;
          }
          if (at < Math.min(a, b)) {
            continue;
          }
          if (count[i] == found[i].length) {
            found[i] = Arrays.copyOf(found[i], 2 * count[i]);
          }
          found[i][count[i]++] = p + (at - a) / (b - a) * (q - p);
        }
      }
    }
    for (int i = 0; i < lines; i++) {
      found[i] = Arrays.copyOf(found[i], count[i]);
      Arrays.sort(found[i]);
    }
    return found;
  }

  /** The median of the middles of the widest sections: wedges and chipped ends do not move it. */
  private double line(double[] middles) {
    double[] wide = new double[middles.length];
    int count = 0;
    for (int i = 0; i < middles.length; i++) {
      if (widths[i] > 0 && widths[i] >= NEARLY_WIDEST * widest) {
        wide[count++] = middles[i];
      }
    }
    if (count == 0) {
      return (least + most) / 2;
    }
    Arrays.sort(wide, 0, count);
    return (wide[(count - 1) / 2] + wide[count / 2]) / 2;
  }

  AxialInterval extent() {
    return extent;
  }

  double line() {
    return line;
  }

  double widest() {
    return widest;
  }

  boolean reaches(double v) {
    return v >= least && v <= most;
  }

  /** From its first to its last point on its own axis line; its extent where the line misses it. */
  AxialInterval axis() {
    return alongLine(line).orElse(extent);
  }

  private Optional<AxialInterval> alongLine(double v) {
    double[] at = crossings(rings, 1, v, 1, 1)[0];
    return at.length < 2
        ? Optional.empty()
        : Optional.of(new AxialInterval(at[0], at[at.length - 1]));
  }

  /** The longest stretch of sections of at least a width. */
  Optional<AxialInterval> longest(double width) {
    int best = 0;
    int end = 0;
    int current = 0;
    for (int i = 0; i < widths.length; i++) {
      current = widths[i] >= width ? current + 1 : 0;
      if (current > best) {
        best = current;
        end = i + 1;
      }
    }
    return best == 0
        ? Optional.empty()
        : Optional.of(
            new AxialInterval(
                extent.from() + end - best, Math.min(extent.from() + end, extent.to())));
  }

  /** By how much an end face leaves a right angle: px along the row between its lines' ends. */
  double faceSpread(boolean last) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < FACE_LINES; i++) {
      double share = FACE_MARGIN + (1 - 2 * FACE_MARGIN) * i / (FACE_LINES - 1);
      Optional<AxialInterval> along = alongLine(least + share * (most - least));
      if (along.isPresent()) {
        double end = last ? along.get().to() : along.get().from();
        low = Math.min(low, end);
        high = Math.max(high, end);
      }
    }
    return high >= low ? high - low : Double.POSITIVE_INFINITY;
  }

  /** The area without holes, px² of the row's rectangle. */
  double area() {
    double sum = 0;
    for (int i = 0; i < widths.length; i++) {
      sum += widths[i] * Math.min(1, extent.length() - i);
    }
    return sum;
  }

  /** Adds its width to that of the row in the middle of each pixel along it. */
  void addWidths(double[] total) {
    int from = (int) Math.max(0, Math.ceil(extent.from() - 0.5));
    for (int at = from; at < total.length && at + 0.5 < extent.to(); at++) {
      total[at] += widths[Math.min(widths.length - 1, (int) (at + 0.5 - extent.from()))];
    }
  }
}
