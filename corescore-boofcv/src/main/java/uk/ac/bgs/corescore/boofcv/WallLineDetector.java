// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Detects long straight edges roughly along the rows of a grid. The grid is divided into blocks
 * along the rows, and the gradients across are averaged over each block, so texture cancels and a
 * wall remains. A line is a slightly sloped straight path through the blocks along which the means
 * have one sign (a Hough transform with the stretch on which the line is supported, Kadane's
 * largest sum).
 */
final class WallLineDetector {
  static final int BLOCKS = 24;

  /** Mean slope from which a block supports a line, grey levels a cell. */
  private static final double SUPPORT = 2;

  /** And how many times the standard error of that mean it has to be. */
  private static final double BEYOND_CHANCE = 3;

  private static final float MAX_GRADIENT = 12;
  private static final double STEEPEST = 0.06;
  private static final double SLOPE_STEP = 0.005;
  private static final double MIN_SUM = 4;
  private static final int MIN_BLOCKS = 6;
  private static final int MAX_LINES = 80;
  private static final double NEAREST = 4;
  private static final double REACH = 2;

  private final RotatedGrid grid;
  private final double[][] means;
  private final double[][] chances;

  private WallLineDetector(RotatedGrid grid) {
    this.grid = grid;
    this.means = new double[BLOCKS][grid.width()];
    this.chances = new double[BLOCKS][grid.width()];
    for (int b = 0; b < BLOCKS; b++) {
      average(b);
    }
  }

  /**
   * A line.
   *
   * @param v where it crosses the middle of the grid's length
   * @param slope cells across for each cell along
   * @param first first block on which it is supported
   * @param last last block on which it is supported
   * @param sum how well: for each block from -1 (not at all) to 1 (by twice what counts)
   * @param strength median of the means along it, grey levels a cell
   */
  record Line(double v, double slope, int first, int last, double sum, double strength) {
    double at(double u, int length) {
      return v + slope * (u - length / 2.0);
    }
  }

  /** Where a block begins; that after the last one is the grid's end. */
  static int edge(int block, int length) {
    return (int) ((long) block * length / BLOCKS);
  }

  /** The middle of a block. */
  static double middle(int block, int length) {
    return (edge(block, length) + edge(block + 1, length)) / 2.0;
  }

  /** The lines of a grid, the best first. */
  static List<Line> of(RotatedGrid grid) {
    return new WallLineDetector(grid).lines();
  }

  /** Takes, of each block and each v, the mean slope across, and what chance would make it. */
  private void average(int block) {
    int from = edge(block, grid.length());
    int to = edge(block + 1, grid.length());
    for (int v = 0; v < grid.width(); v++) {
      double sum = 0;
      double squares = 0;
      int count = 0;
      for (int u = from; u < to; u++) {
        if (grid.inside(u, v)) {
          double slope = Math.max(-MAX_GRADIENT, Math.min(MAX_GRADIENT, grid.down(u, v)));
          sum += slope;
          squares += slope * slope;
          count++;
        }
      }
      if (2 * count > to - from) {
        double mean = sum / count;
        means[block][v] = mean;
        chances[block][v] = Math.sqrt(Math.max(0, squares / count - mean * mean) / count);
      } else {
        means[block][v] = Double.NaN;
      }
    }
  }

  private List<Line> lines() {
    List<Line> found = new ArrayList<>();
    for (int sign : new int[] {1, -1}) {
      List<Line> ofSign = new ArrayList<>();
      for (double slope = -STEEPEST; slope <= STEEPEST + SLOPE_STEP / 2; slope += SLOPE_STEP) {
        for (int v = 0; v < grid.width(); v++) {
          add(ofSign, sign, v, slope);
        }
      }
      ofSign.sort(Comparator.comparingDouble(Line::sum).reversed());
      List<Line> kept = new ArrayList<>();
      for (Line line : ofSign) {
        if (kept.size() < MAX_LINES / 2
            && kept.stream().noneMatch(other -> same(line, other, grid.length()))) {
          kept.add(line);
        }
      }
      kept.forEach(line -> found.add(fitted(line, sign)));
    }
    found.sort(Comparator.comparingDouble(Line::sum).reversed());
    return found;
  }

  private static boolean same(Line a, Line b, int length) {
    int first = Math.max(a.first(), b.first());
    int last = Math.min(a.last(), b.last());
    if (first > last) {
      return false;
    }
    double here = middle(first, length);
    double there = middle(last, length);
    return Math.min(
            Math.abs(a.at(here, length) - b.at(here, length)),
            Math.abs(a.at(there, length) - b.at(there, length)))
        < NEAREST;
  }

  /** Adds the line of a way through the blocks if enough of it is supported. */
  private void add(List<Line> lines, int sign, int v, double slope) {
    double[] along = new double[BLOCKS];
    double best = 0;
    int bestFirst = 0;
    int bestLast = -1;
    double sum = 0;
    int first = 0;
    for (int b = 0; b < BLOCKS; b++) {
      double at = v + slope * (middle(b, grid.length()) - grid.length() / 2.0);
      int near = nearest(b, (int) Math.rint(at), sign);
      double support = -1;
      if (near >= 0) {
        along[b] = sign * means[b][near];
        support = along[b] / Math.max(SUPPORT, BEYOND_CHANCE * chances[b][near]);
      }
      if (sum <= 0) {
        sum = 0;
        first = b;
      }
      sum += Math.max(-1, Math.min(2, support)) - 1;
      if (sum > best) {
        best = sum;
        bestFirst = first;
        bestLast = b;
      }
    }
    if (best >= MIN_SUM && bestLast - bestFirst + 1 >= MIN_BLOCKS) {
      double[] supported = Arrays.copyOfRange(along, bestFirst, bestLast + 1);
      Arrays.sort(supported);
      // A mean at index v is of the edge between the cells' centres around v + 0.5.
      lines.add(
          new Line(v + 0.5, slope, bestFirst, bestLast, best, supported[supported.length / 2]));
    }
  }

  /** The line near to one along which the means add up most. */
  private Line fitted(Line line, int sign) {
    double best = -1;
    double bestV = line.v();
    double bestSlope = line.slope();
    for (double slope = line.slope() - 0.01; slope <= line.slope() + 0.0101; slope += 0.00125) {
      for (double v = line.v() - REACH; v <= line.v() + REACH; v += 0.5) {
        double sum = 0;
        for (int b = line.first(); b <= line.last(); b++) {
          sum += Math.max(0, sign * mean(b, v, slope));
        }
        if (sum > best) {
          best = sum;
          bestV = v;
          bestSlope = slope;
        }
      }
    }
    double[] along = new double[line.last() - line.first() + 1];
    for (int i = 0; i < along.length; i++) {
      along[i] = sign * mean(line.first() + i, bestV, bestSlope);
    }
    Arrays.sort(along);
    return new Line(
        bestV, bestSlope, line.first(), line.last(), line.sum(), along[along.length / 2]);
  }

  /** The mean of a block where a line crosses its middle; 0 where that is outside. */
  private double mean(int block, double v, double slope) {
    double at = v + slope * (middle(block, grid.length()) - grid.length() / 2.0) - 0.5;
    int upper = (int) Math.floor(at);
    if (upper < 0 || upper + 1 >= grid.width()) {
      return 0;
    }
    double way = at - upper;
    double mean = (1 - way) * means[block][upper] + way * means[block][upper + 1];
    return Double.isNaN(mean) ? 0 : mean;
  }

  /** Where the mean of a sign is largest, there or beside it; -1 where nothing is inside. */
  private int nearest(int block, int v, int sign) {
    int best = -1;
    for (int near = Math.max(0, v - 1); near <= Math.min(grid.width() - 1, v + 1); near++) {
      double mean = sign * means[block][near];
      if (!Double.isNaN(mean) && (best < 0 || mean > sign * means[block][best])) {
        best = near;
      }
    }
    return best;
  }
}
