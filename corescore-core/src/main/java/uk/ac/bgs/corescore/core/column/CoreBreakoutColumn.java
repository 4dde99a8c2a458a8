// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.column;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * A core column as corebreakout (version 0.3) has it: an image and the depth of each of its rows,
 * both ends of each image that it was made of included. Depths may be equal and never fall.
 * Immutable; safe for use by many threads.
 */
public final class CoreBreakoutColumn {
  private final PixelRows rows;
  private final double[] depths;

  private CoreBreakoutColumn(PixelRows rows, double[] depths) {
    this.rows = rows;
    this.depths = depths;
  }

  /** Puts parts together as corebreakout adds columns, from the top. */
  static CoreBreakoutColumn of(List<ColumnPart> parts, int width) {
    PixelRows.Builder pixels = new PixelRows.Builder();
    Depths all = new Depths();
    for (int i = 0; i < parts.size(); ) {
      if (parts.get(i).kind() == ColumnSegment.Kind.GAP) {
        ColumnPart gap = parts.get(i++);
        boolean between = i > 1 && i < parts.size();
        if (between && gap.wholeGap()) {
          Depths below = picture(parts, i);
          double step = (all.step(parts.get(i - 2)) + below.step(parts.get(i))) / 2;
          int rows = (int) Math.max(0, floorDivided(gap.whole().metres(), step));
          all.add(evenly(all.last() + step, below.metres[0] - step, rows));
          pixels.black(rows);
        } else {
          double[] centres = new double[gap.count()];
          Arrays.setAll(centres, gap::centre);
          all.add(centres);
          pixels.black(gap.count());
        }
      } else {
        Depths picture = picture(parts, i);
        for (int count = 0; count < picture.count; i++) {
          pixels.add(parts.get(i));
          count += parts.get(i).count();
        }
        all.add(picture.toArray());
      }
    }
    return new CoreBreakoutColumn(pixels.build(width), all.toArray());
  }

  /** The depths of all rows of the image that begins with a part. */
  private static Depths picture(List<ColumnPart> parts, int from) {
    ColumnPart part = parts.get(from);
    int end = from + 1;
    int count = part.count();
    while (end < parts.size() && parts.get(end - 1).goesOn(parts.get(end))) {
      count += parts.get(end++).count();
    }
    double top = part.whole().top().metres();
    double base = part.whole().base().metres();
    double[] whole = evenly(top, base, part.rows());
    Depths depths = new Depths();
    depths.add(Arrays.copyOfRange(whole, part.first(), part.first() + count));
    return depths;
  }

  /** Depths at even steps with both ends, as NumPy's linspace computes them. */
  static double[] evenly(double from, double to, int count) {
    double[] even = new double[count];
    double step = (to - from) / (count - 1);
    for (int i = 0; i < count; i++) {
      even[i] = i == 0 ? from : i * step + from;
    }
    if (count > 1) {
      even[count - 1] = to;
    }
    return even;
  }

  /** How often one number goes into another, as NumPy's floor division computes it. */
  private static double floorDivided(double a, double b) {
    double quotient = (a - a % b) / b;
    double floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }

  /** Checks that depths increase. */
  private static final class Depths {
    private double[] metres = new double[1];
    private int count;

    void add(double[] more) {
      if (count + more.length > metres.length) {
        metres = Arrays.copyOf(metres, Math.max(count + more.length, 2 * metres.length));
      }
      System.arraycopy(more, 0, metres, count, more.length);
      count += more.length;
    }

    double last() {
      return metres[count - 1];
    }

    double[] toArray() {
      return Arrays.copyOf(metres, count);
    }

    /** The median step; the height of a row where there is one row alone. */
    double step(ColumnPart part) {
      if (count < 2) {
        return part.rowMetres();
      }
      double[] steps = new double[count - 1];
      for (int i = 0; i < steps.length; i++) {
        steps[i] = metres[i + 1] - metres[i];
      }
      Arrays.sort(steps);
      int middle = steps.length / 2;
      return steps.length % 2 == 1 ? steps[middle] : (steps[middle - 1] + steps[middle]) / 2;
    }
  }

  /** Arrays that were read. */
  static CoreBreakoutColumn of(RgbImage image, double[] depths) {
    UniformDepths.requireOrder(depths, false);
    PixelRows.Builder rows = new PixelRows.Builder();
    DepthInterval any = DepthInterval.of(0, 1);
    rows.add(ColumnPart.of(image, any, ColumnSegment.Kind.CORE, ""));
    return new CoreBreakoutColumn(rows.build(image.width()), depths.clone());
  }

  /**
   * Columns of the image.
   *
   * @return px, at least 1
   */
  public int width() {
    return rows.width();
  }

  /**
   * Rows of the image, and depths.
   *
   * @return at least 1
   */
  public int height() {
    return rows.height();
  }

  PixelRows rows() {
    return rows;
  }

  /**
   * The image. Cost: 3 bytes a pixel.
   *
   * @return a new array of {@link #height()} x {@link #width()} x 3 bytes, red, green and blue of
   *     each pixel, row by row
   */
  public byte[] image() {
    return rows.bytes();
  }

  /**
   * The depth of each row.
   *
   * @return a new array of m, which never falls
   */
  public double[] depths() {
    return depths.clone();
  }

  /**
   * The name that corebreakout gives the files of a column unless another is requested.
   *
   * @return such as {@code CoreColumn_1.00_3.50}
   */
  public String name() {
    return String.format(Locale.ROOT, "CoreColumn_%.2f_%.2f", depths[0], depths[depths.length - 1]);
  }

  /**
   * The column with half-open rows. Evenly spaced rows are one image from the first of their depths
   * to the last; depths differ by at most half a row. Cost: 4 bytes a pixel.
   *
   * @return a column of as many rows
   * @throws uk.ac.bgs.corescore.CoreScoreException if depths do not rise
   */
  public CoreColumn toColumn() {
    return UniformDepths.column(rows.image(), depths, true);
  }
}
