// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout.find;

import java.util.Arrays;
import java.util.Optional;

/**
 * The two straight walls of a row and its two ends, in the frame of an oriented region.
 *
 * @param left offset and slope of the wall to the left, seen along the strip
 * @param right likewise
 * @param from where the row begins along the strip
 * @param to where it ends
 */
record RowWalls(Line left, Line right, double from, double to) {
  /** Cells between two sample points across a row. */
  private static final double STEP = 0.5;

  /** Below it a wall is near: less of the way to the middle than this. */
  private static final double WALL = 0.06;

  private static final int ROUNDS = 5;
  private static final int MIN_COUNT = 8;

  /** Points of a wall between which slopes are taken. */
  private static final int MAX_POINTS = 64;

  /** Across at a place along: {@code offset + slope * along}. */
  record Line(double offset, double slope) {
    double at(double along) {
      return offset + slope * along;
    }
  }

  /**
   * Goes from the middle of a strip outwards, cell by cell along it, to where the channel ends, and
   * lays a line through each side; then follows the middle to where the channel ends.
   *
   * @param owner number of the region of each cell of the map, 0 for none
   * @param regions how many there are
   * @return nothing if too little of the strip is seen
   */
  static Optional<RowWalls> of(OrientedRegion strip, ChannelMap map, int[] owner, int regions) {
    // The ridge is above the limit on the inner part of the row only.
    double half = strip.half() / (1 - RowFinder.CORE);
    int first = (int) Math.floor(strip.from() - half);
    int count = (int) Math.ceil(strip.to() + half) - first + 1;
    boolean[] member = new boolean[regions + 1];
    strip.parts().forEach(id -> member[id] = true);
    double[] along = new double[count];
    double[] left = new double[count];
    double[] right = new double[count];
    int seen = 0;
    for (int k = 0; k < count; k++) {
      double t = first + k;
      double middle = middle(strip, map, owner, member, t);
      if (!Double.isNaN(middle)) {
        along[seen] = t;
        left[seen] = wall(strip, map, t, middle, -STEP, 2.2 * half);
        right[seen] = wall(strip, map, t, middle, STEP, 2.2 * half);
        seen++;
      }
    }
    if (seen < MIN_COUNT) {
      return Optional.empty();
    }
    Line a = fitted(along, left, seen);
    Line b = fitted(along, right, seen);
    double from = Double.NaN;
    double to = Double.NaN;
    for (int k = 0; k < count; k++) {
      double t = first + k;
      if (b.at(t) > a.at(t) && filled(strip, map, t, a.at(t), b.at(t))) {
        from = Double.isNaN(from) ? t - 0.5 : from;
        to = t + 0.5;
      }
    }
    return to - from > 1 ? Optional.of(new RowWalls(a, b, from, to)) : Optional.empty();
  }

  /** The middle of the strip's own cells across it at one place; none if there are none. */
  private static double middle(
      OrientedRegion strip, ChannelMap map, int[] owner, boolean[] member, double t) {
    double sum = 0;
    int n = 0;
    double reach = 2 * strip.half();
    for (double s = -reach; s <= reach; s += STEP) {
      int x = (int) Math.floor(strip.xAt(t, s));
      int y = (int) Math.floor(strip.yAt(t, s));
      if (x >= 0 && y >= 0 && x < map.width() && y < map.height()) {
        int id = owner[y * map.width() + x];
        if (id > 0 && member[id]) {
          sum += s;
          n++;
        }
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }

  private static double wall(
      OrientedRegion strip, ChannelMap map, double t, double middle, double step, double reach) {
    double s = middle;
    while (Math.abs(s - middle) < reach) {
      double x = strip.xAt(t, s + step);
      double y = strip.yAt(t, s + step);
      if (map.channelAt(x, y) <= RowFinder.FLOOR || map.ridgeAt(x, y) <= WALL) {
        break;
      }
      s += step;
    }
    return s + step / 2;
  }

  /** Whether most of the inner part between two walls is channel. */
  private static boolean filled(
      OrientedRegion strip, ChannelMap map, double t, double a, double b) {
    double quarter = (b - a) / 4;
    int channel = 0;
    int n = 0;
    for (double s = a + quarter; s <= b - quarter; s += STEP) {
      channel += map.channelAt(strip.xAt(t, s), strip.yAt(t, s)) > RowFinder.FLOOR ? 1 : 0;
      n++;
    }
    return 2 * channel > n;
  }

  /**
   * Least squares, in rounds, of which each leaves out what lies far from the line before; the
   * first is the repeated median of slopes (Siegel, 1982), which half of the points cannot spoil.
   */
  private static Line fitted(double[] x, double[] y, int n) {
    Line line = median(x, y, n);
    boolean[] kept = new boolean[n];
    double[] off = new double[n];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < n; i++) {
        off[i] = Math.abs(y[i] - line.at(x[i]));
      }
      double[] sorted = off.clone();
      Arrays.sort(sorted);
      double limit = Math.max(1.5, 1.5 * sorted[n / 2]);
      for (int i = 0; i < n; i++) {
        kept[i] = off[i] <= limit;
      }
      line = through(x, y, kept);
    }
    return line;
  }

  private static Line median(double[] x, double[] y, int n) {
    int points = Math.min(n, MAX_POINTS);
    double[] medians = new double[points];
    for (int i = 0; i < points; i++) {
      int a = i * n / points;
      double[] slopes = new double[points - 1];
      int found = 0;
      for (int j = 0; j < points; j++) {
        int b = j * n / points;
        if (a != b) {
          slopes[found++] = (y[b] - y[a]) / (x[b] - x[a]);
        }
      }
      Arrays.sort(slopes);
      medians[i] = slopes[found / 2];
    }
    Arrays.sort(medians);
    double slope = medians[points / 2];
    double[] offsets = new double[n];
    for (int i = 0; i < n; i++) {
      offsets[i] = y[i] - slope * x[i];
    }
    Arrays.sort(offsets);
    return new Line(offsets[n / 2], slope);
  }

  private static Line through(double[] x, double[] y, boolean[] kept) {
    double n = 0;
    double sx = 0;
    double sy = 0;
    for (int i = 0; i < kept.length; i++) {
      if (kept[i]) {
        n++;
        sx += x[i];
        sy += y[i];
      }
    }
    double mx = sx / n;
    double my = sy / n;
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < kept.length; i++) {
      if (kept[i]) {
        xx += (x[i] - mx) * (x[i] - mx);
        xy += (x[i] - mx) * (y[i] - my);
      }
    }
    double slope = xx > 0 ? xy / xx : 0;
    return new Line(my - slope * mx, slope);
  }
}
