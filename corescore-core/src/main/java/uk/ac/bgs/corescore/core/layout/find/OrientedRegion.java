// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout.find;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import uk.ac.bgs.corescore.mask.FragmentMap;

/**
 * An elongated region of cells: its centre, principal axis and extent.
 *
 * @param x centre
 * @param y centre
 * @param along unit vector of the direction, to the right, or down where it is vertical
 * @param down the other part of it
 * @param from where it begins along the direction, from the centre
 * @param to where it ends
 * @param half half its width
 * @param cells its size
 * @param parts numbers of the regions that it is made of
 */
record OrientedRegion(
    double x,
    double y,
    double along,
    double down,
    double from,
    double to,
    double half,
    double cells,
    List<Integer> parts) {
  double length() {
    return to - from;
  }

  /** How far along a point lies. */
  double along(double px, double py) {
    return (px - x) * along + (py - y) * down;
  }

  /** How far to its right side, seen along it, a point lies. */
  double across(double px, double py) {
    return (py - y) * along - (px - x) * down;
  }

  double xAt(double t, double s) {
    return x + t * along - s * down;
  }

  double yAt(double t, double s) {
    return y + t * down + s * along;
  }

  /** A strip for each region, by its moments; {@code least} cells make one. */
  static List<OrientedRegion> of(FragmentMap regions, double least) {
    int count = regions.count();
    double[][] sums = new double[6][count + 1];
    for (int y = 0; y < regions.height(); y++) {
      for (int run = regions.firstRun(y); run < regions.firstRun(y + 1); run++) {
        int id = regions.runId(run);
        double start = regions.runStart(run);
        double end = regions.runEnd(run);
        double n = end - start;
        double middle = (start + end) / 2;
        double v = y + 0.5;
        sums[0][id] += n;
        sums[1][id] += n * middle;
        sums[2][id] += n * v;
        sums[3][id] += (end * end * end - start * start * start) / 3;
        sums[4][id] += n * middle * v;
        sums[5][id] += n * (v * v + 1.0 / 12);
      }
    }
    double[] from = new double[count + 1];
    double[] to = new double[count + 1];
    OrientedRegion[] strips = new OrientedRegion[count + 1];
    for (int id = 1; id <= count; id++) {
      strips[id] = ofMoments(id, sums);
      from[id] = Double.POSITIVE_INFINITY;
      to[id] = Double.NEGATIVE_INFINITY;
    }
    for (int y = 0; y < regions.height(); y++) {
      for (int run = regions.firstRun(y); run < regions.firstRun(y + 1); run++) {
        int id = regions.runId(run);
        double a = strips[id].along(regions.runStart(run), y + 0.5);
        double b = strips[id].along(regions.runEnd(run), y + 0.5);
        from[id] = Math.min(from[id], Math.min(a, b));
        to[id] = Math.max(to[id], Math.max(a, b));
      }
    }
    List<OrientedRegion> found = new ArrayList<>();
    for (int id = 1; id <= count; id++) {
      if (strips[id].cells >= least) {
        found.add(strips[id].reaching(from[id], to[id]));
      }
    }
    return found;
  }

  private static OrientedRegion ofMoments(int id, double[][] sums) {
    double n = sums[0][id];
    double x = sums[1][id] / n;
    double y = sums[2][id] / n;
    double xx = sums[3][id] / n - x * x;
    double xy = sums[4][id] / n - x * y;
    double yy = sums[5][id] / n - y * y;
    double turn = Math.atan2(2 * xy, xx - yy) / 2;
    double along = Math.cos(turn);
    double down = Math.sin(turn);
    if (along + down < 0) {
      along = -along;
      down = -down;
    }
    double least = (xx + yy) / 2 - Math.hypot((xx - yy) / 2, xy);
    // Of an even strip the mean square across is a third of the square of half its width.
    return new OrientedRegion(
        x, y, along, down, 0, 0, Math.sqrt(3 * Math.max(0, least)), n, List.of(id));
  }

  private OrientedRegion reaching(double newFrom, double newTo) {
    return new OrientedRegion(x, y, along, down, newFrom, newTo, half, cells, parts);
  }

  /**
   * Joins what lies end to end, as parts of a row do between which something lies across it; the
   * longest first. What lies across a row is short, or the channel is seen to continue below it:
   * two boxes end to end stay apart.
   */
  static List<OrientedRegion> joined(List<OrientedRegion> strips, ChannelMap map) {
    List<OrientedRegion> sorted = new ArrayList<>(strips);
    sorted.sort(Comparator.comparingDouble(OrientedRegion::length).reversed());
    List<OrientedRegion> rows = new ArrayList<>();
    for (OrientedRegion strip : sorted) {
      int at = 0;
      while (at < rows.size() && !rows.get(at).continuedBy(strip, map)) {
        at++;
      }
      if (at < rows.size()) {
        rows.set(at, rows.get(at).with(strip));
      } else {
        rows.add(strip);
      }
    }
    return rows;
  }

  private boolean continuedBy(OrientedRegion other, ChannelMap map) {
    boolean isLong = other.length() > 4 * other.half;
    if (isLong && Math.abs(along * other.along + down * other.down) < 0.95) {
      return false;
    }
    double[] end = ends(other);
    double off = Math.max(Math.abs(end[2]), Math.abs(end[3]));
    double gap = Math.max(end[0] - to, from - end[1]);
    return off < 1.2 * half
        && gap > -0.3 * (end[1] - end[0])
        && gap < 10 * half
        && gap < 0.35 * length()
        && (gap < half || channelGoesOn(end, map));
  }

  /** Whether more than a quarter of what lies between this and another may be channel. */
  private boolean channelGoesOn(double[] end, ChannelMap map) {
    double first = end[0] > to ? to : end[1];
    double last = end[0] > to ? end[0] : from;
    double sum = 0;
    int n = 0;
    for (double t = first; t <= last; t++) {
      sum += map.channelAt(xAt(t, 0), yAt(t, 0));
      n++;
    }
    return n == 0 || sum > n / 4.0;
  }

  /** Where another begins and ends along this one, and how far beside its line. */
  private double[] ends(OrientedRegion other) {
    double ax = other.xAt(other.from, 0);
    double ay = other.yAt(other.from, 0);
    double bx = other.xAt(other.to, 0);
    double by = other.yAt(other.to, 0);
    return new double[] {
      Math.min(along(ax, ay), along(bx, by)),
      Math.max(along(ax, ay), along(bx, by)),
      across(ax, ay),
      across(bx, by)
    };
  }

  private OrientedRegion with(OrientedRegion other) {
    double[] end = ends(other);
    List<Integer> both = new ArrayList<>(parts);
    both.addAll(other.parts);
    return new OrientedRegion(
        x,
        y,
        along,
        down,
        Math.min(from, end[0]),
        Math.max(to, end[1]),
        half,
        cells + other.cells,
        List.copyOf(both));
  }
}
