// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.boofcv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import uk.ac.bgs.corescore.boofcv.WallLineDetector.Line;

/**
 * Selects the rows of core among the strips between two walls: disjoint strips of similar width
 * with the largest sum of scores, weighted by size.
 */
final class RowSelector {
  private static final int BLOCKS = WallLineDetector.BLOCKS;
  private static final int MIN_BLOCKS = 6;
  private static final double MIN_WIDTH = 12;
  private static final double MIN_ASPECT = 4;
  private static final double MIN_SHARED = 0.5;
  private static final int MAX_STRIPS = 500;

  /** Widths of rows of one photo differ by less than this factor. */
  private static final double MAX_RATIO = 4 / 3.0;

  private static final double SURE = 2;
  private static final double MIN_SCORE = 0.4;

  private final RotatedGrid grid;
  private final List<Line> lines;
  private final Unevenness unevenness;
  private final double strong;

  private RowSelector(RotatedGrid grid, List<Line> lines) {
    this.grid = grid;
    this.lines = lines;
    this.unevenness = new Unevenness(grid);
    this.strong =
        lines.stream()
            .mapToDouble(Line::strength)
            .boxed()
            .sorted(Comparator.reverseOrder())
            .limit(6)
            .mapToDouble(strength -> strength)
            .average()
            .orElse(1);
  }

  /** What lies between two lines, on the blocks that both have. */
  private record Strip(
      Line top, Line bottom, int first, int last, double width, double score, double weight) {}

  static List<ChannelRow> of(RotatedGrid grid, List<Line> lines) {
    return new RowSelector(grid, lines).rows();
  }

  private List<ChannelRow> rows() {
    List<Strip> strips = strips();
    List<Strip> chosen = best(strips);
    if (chosen.stream().mapToDouble(Strip::score).average().orElse(0) < MIN_SCORE) {
      return List.of();
    }
    double[] ends =
        RowEnds.of(
            grid,
            chosen.stream().map(strip -> new RowEnds.Strip(strip.top, strip.bottom)).toList());
    List<ChannelRow> rows = new ArrayList<>();
    for (Strip strip : chosen) {
      List<double[]> corners = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        double u = ends[i == 0 || i == 3 ? 0 : 1];
        Line line = i < 2 ? strip.top : strip.bottom;
        corners.add(new double[] {u, line.at(u, grid.length())});
      }
      rows.add(new ChannelRow(corners, Math.max(0, Math.min(1, strip.score / SURE))));
    }
    return rows;
  }

  private List<Strip> strips() {
    List<Strip> strips = new ArrayList<>();
    for (Line top : lines) {
      for (Line bottom : lines) {
        int first = Math.max(top.first(), bottom.first());
        int last = Math.min(top.last(), bottom.last());
        int all = Math.max(top.last(), bottom.last()) - Math.min(top.first(), bottom.first()) + 1;
        if (last - first + 1 >= MIN_BLOCKS && last - first + 1 >= MIN_SHARED * all) {
          add(strips, top, bottom, first, last);
        }
      }
    }
    strips.sort(Comparator.comparingDouble(Strip::weight).reversed());
    return strips.subList(0, Math.min(MAX_STRIPS, strips.size()));
  }

  private double at(Line line, int block) {
    return line.at(WallLineDetector.middle(block, grid.length()), grid.length());
  }

  private void add(List<Strip> strips, Line top, Line bottom, int first, int last) {
    int blocks = last - first + 1;
    int middle = (first + last) / 2;
    double width = at(bottom, middle) - at(top, middle);
    double least = 0.6 * width;
    if (width < MIN_WIDTH
        || MIN_ASPECT * width > (double) blocks * grid.length() / BLOCKS
        || at(bottom, first) - at(top, first) < least
        || at(bottom, last) - at(top, last) < least) {
      return;
    }
    double inner = unevenness.of(this, top, bottom, first, last, 0.2, 0.8);
    double upper = unevenness.of(this, top, bottom, first, last, 0.03, 0.16);
    double lower = unevenness.of(this, top, bottom, first, last, 0.84, 0.97);
    double all = (2 * inner + upper + lower) / 4;
    if (!(all >= 1)) {
      return;
    }
    double slopes = (top.slope() - bottom.slope()) / 0.02;
    double score =
        0.25 * (top.sum() + bottom.sum()) / blocks
            + 0.5 * (Math.min(1, top.strength() / strong) + Math.min(1, bottom.strength() / strong))
            + Math.min(0.8, (all - 1.2) / 2)
            + Math.max(-1, Math.min(0.3, Math.min(inner, Math.min(upper, lower)) - 1))
            - 2 * Math.max(0, inside(top, bottom, first, last) - 0.1)
            - 0.3 * slopes * slopes
            - 0.3;
    if (score > 0) {
      strips.add(
          new Strip(top, bottom, first, last, width, score, score * blocks / BLOCKS * size(width)));
    }
  }

  private double size(double width) {
    return Math.pow(10 * width / grid.length(), 0.7);
  }

  /** How strong an edge there is inside, compared with the strip's sides, and how long. */
  private double inside(Line top, Line bottom, int first, int last) {
    double most = 0;
    for (Line line : lines) {
      int from = Math.max(first, line.first());
      int to = Math.min(last, line.last());
      if (from <= to && between(line, top, bottom, from) && between(line, top, bottom, to)) {
        double strength =
            Math.min(1.5, line.strength() / Math.min(top.strength(), bottom.strength()));
        most = Math.max(most, strength * (to - from + 1) / (last - first + 1));
      }
    }
    return most;
  }

  private boolean between(Line line, Line top, Line bottom, int block) {
    double way = (at(line, block) - at(top, block)) / (at(bottom, block) - at(top, block));
    return way > 0.15 && way < 0.85;
  }

  /** The set of strips of about one width that weighs most, from the first to the last. */
  private List<Strip> best(List<Strip> strips) {
    List<Strip> best = List.of();
    double heaviest = 0;
    for (double width : strips.stream().mapToDouble(s -> Math.rint(s.width)).distinct().toArray()) {
      List<Strip> similar = new ArrayList<>();
      for (Strip strip : strips) {
        if (strip.width < MAX_RATIO * width && strip.width * MAX_RATIO > width) {
          similar.add(strip);
        }
      }
      similar.sort(Comparator.comparingDouble(s -> at(s.bottom, (s.first + s.last) / 2)));
      double[] total = new double[similar.size()];
      int[] before = new int[similar.size()];
      for (int i = 0; i < total.length; i++) {
        Strip strip = similar.get(i);
        double other = Math.log(strip.width / width) / 0.2;
        before[i] = -1;
        double most = 0;
        for (int j = 0; j < i; j++) {
          if (total[j] > most && follows(strip, similar.get(j))) {
            double sum = total[j] - 0.25 * apart(strip, similar.get(j)) * size(strip.width);
            if (sum > most) {
              most = sum;
              before[i] = j;
            }
          }
        }
        total[i] = strip.weight - 0.25 * other * other * size(strip.width) + most;
        if (total[i] > heaviest) {
          heaviest = total[i];
          best = new ArrayList<>();
          for (int at = i; at >= 0; at = before[at]) {
            best.add(0, similar.get(at));
          }
        }
      }
    }
    return best;
  }

  /** How far rows are apart beyond half a row, in rows. */
  private double apart(Strip strip, Strip before) {
    int block = (Math.max(strip.first, before.first) + Math.min(strip.last, before.last)) / 2;
    double gap = at(strip.top, block) - at(before.bottom, block);
    return Math.max(0, gap / strip.width - 0.5);
  }

  private boolean follows(Strip strip, Strip before) {
    int first = Math.max(strip.first, before.first);
    int last = Math.min(strip.last, before.last);
    int all = Math.max(strip.last, before.last) - Math.min(strip.first, before.first) + 1;
    return last - first + 1 > MIN_SHARED * all
        && at(before.bottom, first) <= at(strip.top, first) + 1.5
        && at(before.bottom, last) <= at(strip.top, last) + 1.5;
  }

  /** How uneven a grid is along its rows, for each block. */
  private static final class Unevenness {
    private static final float MAX = 20;
    private static final double SHARE = 0.3;
    private final double[][] sums;
    private final int[][] counts;

    Unevenness(RotatedGrid grid) {
      this.sums = new double[BLOCKS][grid.width() + 1];
      this.counts = new int[BLOCKS][grid.width() + 1];
      for (int b = 0; b < BLOCKS; b++) {
        for (int v = 0; v < grid.width(); v++) {
          double sum = 0;
          int count = 0;
          for (int u = WallLineDetector.edge(b, grid.length());
              u < WallLineDetector.edge(b + 1, grid.length());
              u++) {
            if (grid.inside(u, v)) {
              sum += Math.min(MAX, Math.abs(grid.along(u, v)));
              count++;
            }
          }
          sums[b][v + 1] = sums[b][v] + sum;
          counts[b][v + 1] = counts[b][v] + count;
        }
      }
    }

    /** What 30 % of the blocks of a strip fall short of, between two shares of its width. */
    double of(
        RowSelector rows, Line top, Line bottom, int first, int last, double from, double to) {
      double[] means = new double[last - first + 1];
      for (int b = first; b <= last; b++) {
        double begin = rows.at(top, b);
        double width = rows.at(bottom, b) - begin;
        int a = bounded(b, begin + from * width);
        int z = bounded(b, begin + to * width);
        int count = counts[b][z] - counts[b][a];
        means[b - first] = count > 0 ? (sums[b][z] - sums[b][a]) / count : 0;
      }
      Arrays.sort(means);
      return means[(int) (SHARE * (means.length - 1))];
    }

    private int bounded(int block, double v) {
      return (int) Math.rint(Math.max(0, Math.min(sums[block].length - 1, v)));
    }
  }
}
