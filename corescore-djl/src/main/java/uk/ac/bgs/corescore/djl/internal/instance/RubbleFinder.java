// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.instance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.djl.internal.network.Prediction;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;

/**
 * Finds stretches of a row in which core is rubble, and makes one fragment of the pieces of each.
 *
 * <p>Rubble is many small stones with boundaries between them. Neither sign alone is enough: some
 * rock has many local maxima of the distance and few boundaries, and broken core has boundaries and
 * few stones. So at each place along the row, the number of maxima per square of the row's width is
 * multiplied by the mean likelihood of a boundary on rock, both over two row widths. At 1 a place
 * is as likely rubble as not: over whole rows, broken core that people annotated as pieces has up
 * to 1.1, and rubble 1.7 to 2.5. Both have places of the other kind, so stretches are classified
 * and not places: the score of a stretch is the sum of the excess over 1, weighted by the area of
 * rock, and a stretch ends when sound core has reduced it by one square of the row's width: the
 * extension of an alignment with a drop-off (Altschul et al., 1990). Cost: a pass over the cells
 * and two over the runs.
 */
public final class RubbleFinder {
  /** Least distance, reduced by the likelihood of the boundary, of a local maximum. */
  private static final double LOCAL_MAXIMUM = 0.75;

  /** Product of maxima and boundaries at which a place is as likely rubble as not. */
  private static final double LEVEL = 1;

  /** Half of the window along the row, in row widths. */
  private static final double HALF_WINDOW = 1;

  /** Steps per row width. */
  private static final int STEPS = 4;

  /** Drop-off of the score that ends a stretch, in squares of the row's width. */
  private static final double DROP_OFF = 1;

  /** Least area, in squares of the row's width, of a piece that may be intact in rubble. */
  private static final double INTACT = 0.8;

  /** A grid higher than this, in row widths, shows more than one row. */
  private static final double ONE_ROW = 2;

  private static final double TOP = Prediction.TOP;

  private static final LabelSet MAXIMA =
      new LabelSet(List.of(new Label("Background", false), new Label("Middle", true)));

  private final FragmentMap pieces;
  private final double rowWidth;
  private final double[] area;
  private final double[] boundary;
  private final double[] maxima;
  private final long[] areaOf;
  private final double[] boundaryOf;
  private final int[] maximaOf;

  private RubbleFinder(FragmentMap pieces, double rowWidth) {
    this.pieces = pieces;
    this.rowWidth = rowWidth;
    this.area = new double[pieces.width()];
    this.boundary = new double[pieces.width()];
    this.maxima = new double[pieces.width()];
    this.areaOf = pieces.areas();
    this.boundaryOf = new double[pieces.count() + 1];
    this.maximaOf = new int[pieces.count() + 1];
  }

  /**
   * Marks rubble.
   *
   * @param pieces of a row along the grid's rows; a grid with more than one row gets no rubble
   * @param boundary likelihood of the boundary in each cell, unsigned bytes with 255 for 1
   * @param distance from the boundary, likewise
   * @param rowWidth cells across a row of core
   * @param minimum least score of a stretch, in squares of the row's width
   * @return the pieces, with one marked fragment for each stretch of rubble
   */
  public static FragmentMap mark(
      FragmentMap pieces, byte[] boundary, byte[] distance, double rowWidth, double minimum) {
    if (pieces.height() > ONE_ROW * rowWidth || pieces.count() == 0) {
      return pieces;
    }
    RubbleFinder finder = new RubbleFinder(pieces, rowWidth);
    finder.measure(boundary, distance);
    int[] stretch = finder.stretches(minimum);
    boolean any = Arrays.stream(stretch).anyMatch(one -> one > 0);
    return any ? finder.merged(stretch) : pieces;
  }

  private void measure(byte[] likelihood, byte[] distance) {
    int width = pieces.width();
    byte[] mask = new byte[likelihood.length];
    double minimum = LOCAL_MAXIMUM * TOP * TOP;
    for (int y = 0; y < pieces.height(); y++) {
      for (int run = pieces.firstRun(y); run < pieces.firstRun(y + 1); run++) {
        int id = pieces.runId(run);
        for (int x = pieces.runStart(run); x < pieces.runEnd(run); x++) {
          int i = y * width + x;
          int near = likelihood[i] & 0xff;
          area[x]++;
          boundary[x] += near / TOP;
          boundaryOf[id] += near / TOP;
          mask[i] = (byte) ((distance[i] & 0xff) * (TOP - near) >= minimum ? 1 : 0);
        }
      }
    }
    FragmentMap found = FragmentFinder.find(LabelMask.wrap(width, pieces.height(), mask, MAXIMA));
    long[] sizes = found.areas();
    double[] columns = new double[sizes.length];
    int[] owner = new int[sizes.length];
    for (int y = 0; y < found.height(); y++) {
      for (int run = found.firstRun(y); run < found.firstRun(y + 1); run++) {
        int id = found.runId(run);
        int start = found.runStart(run);
        int end = found.runEnd(run);
        columns[id] += 0.5 * (end - start) * (start + end - 1.0);
        owner[id] = owner[id] == 0 ? pieces.id(start, y) : owner[id];
      }
    }
    for (int id = 1; id < columns.length; id++) {
      maxima[(int) (columns[id] / sizes[id])]++;
      maximaOf[owner[id]]++;
    }
  }

  private double product(double stones, double edges, double cells) {
    double square = rowWidth * rowWidth;
    return cells == 0 ? 0 : stones / (cells / square) * (edges / cells);
  }

  /** The stretch of rubble of each column, from 1; 0 for none. */
  private int[] stretches(double minimum) {
    int width = pieces.width();
    int steps = Math.max(1, (int) Math.round(width * STEPS / rowWidth));
    int halfWindow = (int) Math.round(HALF_WINDOW * rowWidth);
    double[] score = new double[steps];
    for (int step = 0; step < steps; step++) {
      int from = column(step, steps);
      int to = column(step + 1, steps);
      int left = Math.max(0, (from + to) / 2 - halfWindow);
      int right = Math.min(width, (from + to) / 2 + halfWindow);
      double over =
          product(sum(maxima, left, right), sum(boundary, left, right), sum(area, left, right));
      score[step] = sum(area, from, to) / (rowWidth * rowWidth) * (over - LEVEL);
    }
    int[] stretch = new int[width];
    int count = 0;
    for (Scored found : scored(score)) {
      if (found.gain() >= minimum) {
        count++;
        for (int x = column(found.from(), steps); x < column(found.to(), steps); x++) {
          stretch[x] = count;
        }
      }
    }
    return stretch;
  }

  private int column(int step, int steps) {
    return (int) ((long) step * pieces.width() / steps);
  }

  private static double sum(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum;
  }

  /**
   * Consecutive steps.
   *
   * @param from the first
   * @param to after the last
   * @param gain sum of their scores
   */
  private record Scored(int from, int to, double gain) {}

  /**
   * From each step above the level that is in no stretch yet: the steps up to the greatest sum,
   * before the sum has fallen by the drop-off.
   */
  private static List<Scored> scored(double[] scores) {
    List<Scored> found = new ArrayList<>();
    int from = 0;
    while (from < scores.length) {
      double sum = 0;
      double maximum = 0;
      int to = from;
      for (int i = from; i < scores.length && sum >= 0 && sum > maximum - DROP_OFF; i++) {
        sum += scores[i];
        if (sum > maximum) {
          maximum = sum;
          to = i + 1;
        }
      }
      if (to > from) {
        found.add(new Scored(from, to, maximum));
      }
      from = Math.max(to, from + 1);
    }
    return found;
  }

  private FragmentMap merged(int[] stretch) {
    int[] stretchOf = stretchOf(stretch);
    int[] number = new int[stretchOf.length];
    int[] ofStretch = new int[pieces.width() + 1];
    int count = 0;
    FragmentMap.Builder merged = FragmentMap.builder(pieces.width(), pieces.height());
    for (int y = 0; y < pieces.height(); y++) {
      for (int run = pieces.firstRun(y); run < pieces.firstRun(y + 1); run++) {
        int id = pieces.runId(run);
        if (number[id] == 0) {
          int other = ofStretch[stretchOf[id]];
          number[id] = stretchOf[id] > 0 && other > 0 ? other : ++count;
          ofStretch[stretchOf[id]] = number[id];
        }
        merged.add(y, pieces.runStart(run), pieces.runEnd(run), number[id]);
      }
    }
    boolean[] rubble = new boolean[count + 1];
    for (int id = 1; id < stretchOf.length; id++) {
      rubble[number[id]] |= stretchOf[id] > 0;
    }
    return merged.build().withRubble(id -> rubble[id]);
  }

  /** The stretch that has more than half of the cells of each piece, 0 for none. */
  private int[] stretchOf(int[] stretch) {
    long[][] cells = new long[pieces.count() + 1][];
    int maximum = 0;
    for (int one : stretch) {
      maximum = Math.max(maximum, one);
    }
    for (int id = 0; id < cells.length; id++) {
      cells[id] = new long[maximum + 1];
    }
    for (int y = 0; y < pieces.height() && maximum > 0; y++) {
      for (int run = pieces.firstRun(y); run < pieces.firstRun(y + 1); run++) {
        for (int x = pieces.runStart(run); x < pieces.runEnd(run); x++) {
          cells[pieces.runId(run)][stretch[x]]++;
        }
      }
    }
    int[] stretchOf = new int[cells.length];
    for (int id = 1; id < stretchOf.length; id++) {
      for (int one = 1; one <= maximum; one++) {
        stretchOf[id] = 2 * cells[id][one] > areaOf[id] && !isIntact(id) ? one : stretchOf[id];
      }
    }
    return stretchOf;
  }

  /** Whether a piece is large and not a heap of stones. */
  private boolean isIntact(int id) {
    return areaOf[id] > INTACT * rowWidth * rowWidth
        && product(maximaOf[id], boundaryOf[id], (double) areaOf[id]) < LEVEL;
  }
}
