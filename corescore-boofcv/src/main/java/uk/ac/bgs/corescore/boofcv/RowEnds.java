// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.boofcv.WallLineDetector.Line;

/**
 * The ends of the rows of a box: at the wall across them, which is an edge at one place in most
 * rows, near to where the walls beside them end. Without such a wall they continue to the image's
 * edge where that is near, else they end where the walls beside them do.
 */
final class RowEnds {
  /** A wall across is searched for so many blocks about the end of the walls along. */
  private static final double REACH = 1.3;

  /** A block of which less than half is in the image supports no wall. */
  private static final double NEAR = 0.6;

  /** How much a wall across stands out of what is in the rows. */
  private static final double STANDS_OUT = 3;

  /** Walls are more often seen too short than too long. */
  private static final double SHARE = 0.3;

  private final RotatedGrid grid;
  private final List<Strip> strips;
  private final double[] steps;
  private final double usual;

  private RowEnds(RotatedGrid grid, List<Strip> strips) {
    this.grid = grid;
    this.strips = strips;
    this.steps = steps(grid, strips);
    double[] sorted = steps.clone();
    Arrays.sort(sorted);
    this.usual = sorted[sorted.length / 2];
  }

  /** A row between two walls. */
  record Strip(Line top, Line bottom) {}

  /** Beginning and end along the grid. */
  static double[] of(RotatedGrid grid, List<Strip> strips) {
    RowEnds ends = new RowEnds(grid, strips);
    int[] firsts = ends.sorted(line -> WallLineDetector.edge(line.first(), grid.length()));
    int[] lasts = ends.sorted(line -> WallLineDetector.edge(line.last() + 1, grid.length()));
    return new double[] {
      ends.end(firsts[(int) (SHARE * (firsts.length - 1))], 0),
      ends.end(lasts[(int) Math.rint((1 - SHARE) * (lasts.length - 1))], grid.length())
    };
  }

  private int[] sorted(ToIntFunction<Line> end) {
    return strips.stream()
        .flatMap(strip -> Stream.of(strip.top, strip.bottom))
        .mapToInt(end)
        .sorted()
        .toArray();
  }

  /** For each u the median over the rows, the lower one of two, of the mean step across it. */
  private static double[] steps(RotatedGrid grid, List<Strip> strips) {
    double[] steps = new double[grid.length()];
    double[] each = new double[strips.size()];
    for (int u = 0; u < steps.length; u++) {
      for (int i = 0; i < each.length; i++) {
        each[i] = step(grid, strips.get(i), u);
      }
      Arrays.sort(each);
      steps[u] = each[(each.length - 1) / 2];
    }
    return steps;
  }

  private static double step(RotatedGrid grid, Strip strip, int u) {
    double top = strip.top.at(u + 0.5, grid.length());
    double width = strip.bottom.at(u + 0.5, grid.length()) - top;
    int from = (int) Math.max(0, top + 0.15 * width);
    int to = (int) Math.min(grid.width(), top + 0.85 * width);
    double sum = 0;
    for (int v = from; v < to; v++) {
      sum += grid.along(u, v);
    }
    return to > from ? Math.abs(sum / (to - from)) : 0;
  }

  private double end(double walls, int border) {
    double block = (double) grid.length() / WallLineDetector.BLOCKS;
    int from = (int) Math.max(0, walls - REACH * block);
    int to = (int) Math.min(steps.length, walls + REACH * block);
    int best = from;
    for (int u = from; u < to; u++) {
      best = steps[u] > steps[best] ? u : best;
    }
    // In one row alone a break of the core looks like a wall.
    if (strips.size() > 1 && steps[best] > STANDS_OUT * usual) {
      return best + 0.5;
    }
    double edge = pictureEdge(border);
    return Math.abs(walls - edge) < NEAR * block ? edge : walls;
  }

  /** Where the rows leave the image, in their middle, on the side of a border of the grid. */
  private double pictureEdge(int border) {
    Strip first = strips.get(0);
    Strip last = strips.get(strips.size() - 1);
    int step = border == 0 ? 1 : -1;
    int u = border == 0 ? 0 : grid.length() - 1;
    for (; u >= 0 && u < grid.length(); u += step) {
      double v =
          (first.top.at(u + 0.5, grid.length()) + last.bottom.at(u + 0.5, grid.length())) / 2;
      if (grid.inside(u, (int) Math.max(0, Math.min(grid.width() - 1, v)))) {
        break;
      }
    }
    // The outermost cells are excluded, because they may be outside the image.
    return u - step * RotatedGrid.RIM + 0.5;
  }
}
