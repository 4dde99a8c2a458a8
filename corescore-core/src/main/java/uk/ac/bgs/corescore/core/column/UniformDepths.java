// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.column;

import java.util.ArrayList;
import java.util.List;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.image.RgbImage;

/** Finds which rows of a column lie at even steps, of the depth of each row. */
final class UniformDepths {
  /** Steps that differ by a smaller share are the same. */
  private static final double SAME = 1e-6;

  private UniformDepths() {}

  /** Rows from one to another. */
  private record Run(int first, int last) {
    int count() {
      return last - first + 1;
    }
  }

  /**
   * A column of an image and the depths of its rows.
   *
   * @param bothEnds whether the first and the last depth of even rows are the ends of their
   *     interval; else they are the centres of rows
   * @throws CoreScoreException if the depths cannot be those of a column
   */
  static CoreColumn column(RgbImage image, double[] depths, boolean bothEnds) {
    requireOrder(depths, !bothEnds);
    List<Run> runs = runs(depths);
    double[] tops = new double[runs.size()];
    double[] bases = new double[runs.size()];
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      double first = depths[run.first];
      double last = depths[run.last];
      double half = bothEnds || run.count() == 1 ? 0 : (last - first) / (run.count() - 1) / 2;
      tops[i] = first - half;
      bases[i] = last + half;
    }
    for (int i = 0; i < runs.size(); i++) {
      if (runs.get(i).count() == 1) {
        // One row alone reaches as far on both sides as there is room on the narrower.
        double centre = tops[i];
        double above = i == 0 ? Double.POSITIVE_INFINITY : centre - bases[i - 1];
        double below = i + 1 == tops.length ? Double.POSITIVE_INFINITY : tops[i + 1] - centre;
        double half = Math.min(above, below);
        tops[i] = centre - half;
        bases[i] = centre + half;
      }
    }
    List<ColumnPart> parts = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      if (!(bases[i] > tops[i]) || !Double.isFinite(bases[i])) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT,
            "depths that rise expected, so that each row has a height; got "
                + depths[run.first]
                + " m alone in row "
                + (run.first + 1)
                + " of "
                + depths.length);
      }
      parts.add(
          new ColumnPart(
              DepthInterval.of(tops[i], bases[i]),
              run.count(),
              0,
              run.count(),
              rows(image, run, runs.size() == 1),
              ColumnSegment.Kind.CORE,
              ""));
    }
    return CoreColumn.of(parts);
  }

  private static RgbImage rows(RgbImage image, Run run, boolean all) {
    if (all) {
      return image;
    }
    int[] pixels = new int[run.count() * image.width()];
    image.pixels().get(run.first * image.width(), pixels);
    return RgbImage.wrap(image.width(), run.count(), pixels);
  }

  /** Rows at even steps, each in one run, as long as they can be. */
  private static List<Run> runs(double[] depths) {
    List<Run> runs = new ArrayList<>();
    for (int first = 0; first < depths.length; ) {
      int last = first;
      if (first + 1 < depths.length && depths[first + 1] > depths[first]) {
        double step = depths[first + 1] - depths[first];
        last = first + 1;
        while (last + 1 < depths.length && same(step, depths, last)) {
          last++;
        }
        boolean nearerBelow =
            last == first + 1
                && last + 1 < depths.length
                && depths[last + 1] > depths[last]
                && depths[last + 1] - depths[last] < step;
        if (nearerBelow) {
          last = first;
        }
      }
      runs.add(new Run(first, last));
      first = last + 1;
    }
    return runs;
  }

  private static boolean same(double step, double[] depths, int at) {
    double rounding = 4 * Math.ulp(Math.max(Math.abs(depths[at]), Math.abs(depths[at + 1])));
    return Math.abs(depths[at + 1] - depths[at] - step) <= SAME * step + rounding;
  }

  /** Refuses depths that are no numbers, or fall, or are equal where they have to rise. */
  static void requireOrder(double[] depths, boolean strictly) {
    for (int i = 0; i < depths.length; i++) {
      if (!Double.isFinite(depths[i])) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT,
            "finite depths expected, got " + depths[i] + " in row " + (i + 1));
      }
      if (i > 0 && !(strictly ? depths[i] > depths[i - 1] : depths[i] >= depths[i - 1])) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT,
            "depths that rise expected, got "
                + depths[i]
                + " m in row "
                + (i + 1)
                + " below "
                + depths[i - 1]
                + " m");
      }
    }
  }
}
