// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * A strip of core, upright: depth runs down, each row of pixels has a depth.
 *
 * <p>Rows are half-open: those of a stretch of n rows from top to base have their centres at top +
 * (i + 0.5) (base - top) / n, so that depths rise strictly where one metre follows another. A
 * column is made of stretches; each may have rows of another height. Narrower ones lie at the left
 * and are black beyond.
 *
 * <p>Nothing changes a column: slices and columns put together are new ones that share pixels.
 * Memory: 4 bytes for each pixel of the images that it was made of, none for gaps; {@link #image}
 * makes as much again. A column has at most {@value #MAX_PIXELS} pixels, gaps and margins among
 * them. Immutable; safe for use by many threads.
 */
public final class CoreColumn {
  /** The most pixels of a column: 1 GiB of {@link #image}. */
  public static final long MAX_PIXELS = 1L << 28;

  /** Depths in metres that differ by less are the same: what adding up leaves. */
  private static final double SAME = 1e-9;

  private static final int MAX_POINTS = 8;

  private final List<ColumnPart> parts;

  /** The first row of each part, and the height at the end. */
  private final int[] starts;

  private final int width;

  private CoreColumn(List<ColumnPart> parts, int width) {
    this.parts = List.copyOf(parts);
    this.width = width;
    this.starts = new int[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      starts[i + 1] = starts[i] + parts.get(i).count();
    }
  }

  /**
   * A column of one image whose rows lie evenly between two depths.
   *
   * @param upright the image, depth down
   * @param depths from the upper side of its first row to the lower side of its last
   * @return the column
   * @throws CoreScoreException if it has more than {@value #MAX_PIXELS} pixels
   */
  public static CoreColumn of(RgbImage upright, DepthInterval depths) {
    return of(List.of(ColumnPart.of(upright, depths, ColumnSegment.Kind.CORE, "")));
  }

  /** A column of parts that follow each other downwards; those that continue are made one. */
  static CoreColumn of(List<ColumnPart> downwards) {
    return of(downwards, 1, MAX_PIXELS);
  }

  private static CoreColumn of(List<ColumnPart> downwards, int minWidth, long maxPixels) {
    List<ColumnPart> parts = new ArrayList<>();
    long height = 0;
    int width = minWidth;
    for (ColumnPart part : downwards) {
      int last = parts.size() - 1;
      Optional<ColumnPart> joined = last < 0 ? Optional.empty() : parts.get(last).with(part);
      if (joined.isPresent()) {
        parts.set(last, joined.get());
      } else {
        parts.add(part);
      }
      height += part.count();
      width = Math.max(width, part.width());
    }
    requireSize(width, height, maxPixels);
    return new CoreColumn(parts, width);
  }

  private static void requireSize(long width, long height, long maxPixels) {
    if (height > maxPixels / width) {
      throw new CoreScoreException(
          FailureKind.TOO_LARGE,
          "a core column of at most "
              + maxPixels
              + " pixels expected, got one of "
              + width
              + " x "
              + height
              + "; use pages, or fewer rows for a metre");
    }
  }

  /**
   * How wide the widest part of it is.
   *
   * @return px, at least 1
   */
  public int width() {
    return width;
  }

  /**
   * How many rows of pixels there are.
   *
   * @return at least 1
   */
  public int height() {
    return starts[parts.size()];
  }

  /**
   * From where to where it reaches.
   *
   * @return from the upper side of its first row to the lower side of its last
   */
  public DepthInterval depths() {
    return new DepthInterval(
        parts.get(0).depths().top(), parts.get(parts.size() - 1).depths().base());
  }

  /**
   * The depth of the centre of each row.
   *
   * @return a new array of m, rising strictly
   */
  public double[] rowDepths() {
    double[] depths = new double[height()];
    for (int i = 0; i < parts.size(); i++) {
      for (int row = 0; row < parts.get(i).count(); row++) {
        depths[starts[i] + row] = parts.get(i).centre(row);
      }
    }
    return depths;
  }

  /**
   * The depth index: the depths of evenly spaced rows. Depths may jump between two entries where
   * gaps are omitted.
   *
   * @return from the top; every row is in one of them
   */
  public List<ColumnSegment> stretches() {
    List<ColumnSegment> stretches = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      ColumnPart part = parts.get(i);
      stretches.add(
          new ColumnSegment(starts[i], starts[i + 1], part.depths(), part.kind(), part.source()));
    }
    return List.copyOf(stretches);
  }

  /**
   * All rows as one image. Cost: 4 bytes a pixel.
   *
   * @return a new image, {@link #width()} by {@link #height()}
   */
  public RgbImage image() {
    return rows().image();
  }

  /** The rows of pixels. */
  PixelRows rows() {
    PixelRows.Builder builder = new PixelRows.Builder();
    parts.forEach(builder::add);
    return builder.build(width);
  }

  /**
   * An interval of the hole at one scale of depth, made smaller or larger: each pixel is the mean
   * of at most 8 x 8 pixels spread evenly over its part of the column, without those of depths of
   * which the column has no core (losses, gaps, beyond its ends); of none it is black. Cost: these
   * pixels.
   *
   * @param depths the interval, of which the column need not have all
   * @param pixelWidth columns of the image, which show the whole width of the column, at least 1
   * @param pixelHeight rows of the image, at least 1
   * @return a new image
   * @throws IllegalArgumentException if the image has no size
   */
  public RgbImage picture(DepthInterval depths, int pixelWidth, int pixelHeight) {
    if (pixelWidth < 1 || pixelHeight < 1) {
      throw new IllegalArgumentException(
          "a picture has pixels, not " + pixelWidth + " x " + pixelHeight);
    }
    int[] pixels = new int[Math.multiplyExact(pixelWidth, pixelHeight)];
    double metres = depths.metres() / pixelHeight;
    int across = points((double) width / pixelWidth);
    int part = 0;
    long[] sums = new long[4 * pixelWidth];
    for (int y = 0; y < pixelHeight; y++) {
      Arrays.fill(sums, 0);
      double top = depths.top().metres() + y * metres;
      double least = Double.POSITIVE_INFINITY;
      for (ColumnPart each : parts) {
        if (each.depths().overlap(top, top + metres) > 0) {
          least = Math.min(least, each.rowMetres());
        }
      }
      int down = points(metres / least);
      for (int j = 0; j < down; j++) {
        double depth = top + (j + 0.5) * metres / down;
        while (part < parts.size() && parts.get(part).depths().base().metres() <= depth) {
          part++;
        }
        if (part < parts.size()
            && parts.get(part).kind() == ColumnSegment.Kind.CORE
            && parts.get(part).depths().top().metres() <= depth) {
          add(parts.get(part), depth, across, sums);
        }
      }
      for (int x = 0; x < pixelWidth; x++) {
        pixels[y * pixelWidth + x] = mean(sums, 4 * x);
      }
    }
    return RgbImage.wrap(pixelWidth, pixelHeight, pixels);
  }

  /** Adds the row of a depth to the sums of red, green, blue and their count. */
  private void add(ColumnPart part, double depth, int across, long[] sums) {
    @Nullable RgbImage image = part.image();
    if (image == null) {
      return;
    }
    double share = (depth - part.whole().top().metres()) / part.rowMetres();
    int row = (int) Math.max(part.first(), Math.min(part.first() + part.count() - 1, share));
    int pixelWidth = sums.length / 4;
    int points = across * pixelWidth;
    for (int i = 0; i < points; i++) {
      int x = (int) ((i + 0.5) * width / points);
      int rgb = x < image.width() ? image.rgb(x, row) : 0;
      int at = 4 * (i / across);
      sums[at] += (rgb >> 16) & 0xff;
      sums[at + 1] += (rgb >> 8) & 0xff;
      sums[at + 2] += rgb & 0xff;
      sums[at + 3]++;
    }
  }

  private static int mean(long[] sums, int at) {
    long count = sums[at + 3];
    if (count == 0) {
      return 0;
    }
    long half = count / 2;
    long red = (sums[at] + half) / count;
    long green = (sums[at + 1] + half) / count;
    long blue = (sums[at + 2] + half) / count;
    return (int) ((red << 16) | (green << 8) | blue);
  }

  private static int points(double pixels) {
    return (int) Math.max(1, Math.min(MAX_POINTS, Math.ceil(pixels)));
  }

  /**
   * The rows whose centre lies in an interval: at its top or below, and above its base. So two
   * slices that meet have each row once, and put together again they are the column. 0 is a depth.
   *
   * @param depths the interval
   * @return a column that shares the pixels, as wide as this
   * @throws IllegalArgumentException if no row has its centre there
   */
  public CoreColumn slice(DepthInterval depths) {
    List<ColumnPart> slice = new ArrayList<>();
    for (ColumnPart part : parts) {
      int from = part.rowFrom(depths.top().metres());
      int end = part.rowFrom(depths.base().metres());
      if (end > from) {
        slice.add(part.window(from, end - from));
      }
    }
    if (slice.isEmpty()) {
      throw new IllegalArgumentException(
          "no row of the core column, " + depths() + ", has its centre in " + depths);
    }
    return of(slice, width, MAX_PIXELS);
  }

  /**
   * Appends a column below this one.
   *
   * @param below a column that begins where this ends, or deeper
   * @param gaps how depths between them are represented; less than half a row is omitted
   * @param maxMetres the largest gap allowed, m, from 0
   * @return a new column
   * @throws IllegalArgumentException if the other column does not lie below, or the gap is larger
   * @throws CoreScoreException if it had more than {@value #MAX_PIXELS} pixels
   */
  public CoreColumn append(CoreColumn below, ColumnGaps gaps, double maxMetres) {
    return append(below, gaps, maxMetres, MAX_PIXELS);
  }

  CoreColumn append(CoreColumn below, ColumnGaps gaps, double maxMetres, long maxPixels) {
    if (!(maxMetres >= 0)) {
      throw new IllegalArgumentException("a gap is from 0 m, not " + maxMetres);
    }
    double gap = gapTo(below);
    if (gap < -SAME) {
      throw new IllegalArgumentException(
          "a core column of " + below.depths() + " does not lie below one of " + depths());
    }
    if (gap > maxMetres + SAME) {
      throw new IllegalArgumentException(
          "between core columns of "
              + depths()
              + " and of "
              + below.depths()
              + " a gap of at most "
              + maxMetres
              + " m expected");
    }
    List<ColumnPart> all = new ArrayList<>(parts);
    if (gaps == ColumnGaps.FILL) {
      long rows = gapRows(below);
      requireSize(Math.max(width, below.width), height() + rows + below.height(), maxPixels);
      if (rows > 0) {
        all.add(
            ColumnPart.gap(
                DepthInterval.of(depths().base().metres(), below.depths().top().metres()),
                (int) rows));
      }
    }
    all.addAll(below.parts);
    return of(all, Math.max(width, below.width), maxPixels);
  }

  /** How many metres there are between this column and one below it. */
  double gapTo(CoreColumn below) {
    return below.depths().top().metres() - depths().base().metres();
  }

  /** How many rows fill the gap above a column. */
  long gapRows(CoreColumn below) {
    double row = (parts.get(parts.size() - 1).rowMetres() + below.parts.get(0).rowMetres()) / 2;
    double gap = gapTo(below);
    return gap > SAME ? Math.round(gap / row) : 0;
  }

  /**
   * Pieces of so many rows; the last may have fewer.
   *
   * @param rows rows of a piece, at least 1
   * @param step rows from the beginning of one to that of the next, at least 1; the same as {@code
   *     rows} for pieces that follow each other
   * @return the pieces from the top, as wide as this column, sharing its pixels
   * @throws IllegalArgumentException if a number is below 1
   */
  public List<CoreColumn> chunks(int rows, int step) {
    if (rows < 1 || step < 1) {
      throw new IllegalArgumentException(
          "pieces have rows and a step, not " + rows + " and " + step);
    }
    List<CoreColumn> chunks = new ArrayList<>();
    for (long from = 0; from < height(); from += step) {
      chunks.add(window((int) from, (int) Math.min(height(), from + rows)));
    }
    return List.copyOf(chunks);
  }

  private CoreColumn window(int from, int end) {
    List<ColumnPart> window = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      int begin = Math.max(from, starts[i]);
      int stop = Math.min(end, starts[i + 1]);
      if (begin < stop) {
        window.add(parts.get(i).window(begin - starts[i], stop - begin));
      }
    }
    return of(window, width, MAX_PIXELS);
  }

  /**
   * The arrays that corebreakout (version 0.3) makes of the same images: put together from the top
   * with {@code +}, gaps filled or collapsed as here. The rows of each image are at even steps from
   * its top to its base with both ends, so that a depth at which two meet is there twice, and a gap
   * has as many rows as fit by the medians of the steps at both sides. Depths differ from {@link
   * #rowDepths} by at most half a row. Gaps of which a slice or chunk left rows out keep the rows
   * that they have here. Cost: a pass over the depths, for each filled gap a sorting of those above
   * it; pixels are shared.
   *
   * @return the arrays
   */
  public CoreBreakoutColumn toCoreBreakout() {
    return CoreBreakoutColumn.of(parts, width);
  }

  /**
   * Whether another column has the same pixels at the same depths.
   *
   * @param other anything
   * @return true for a column of as many rows and columns of pixels, all equal, whose depths agree
   *     to a nanometre. Cost: a pass over both
   */
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof CoreColumn that) || width != that.width || height() != that.height()) {
      return false;
    }
    double[] here = rowDepths();
    double[] there = that.rowDepths();
    for (int i = 0; i < here.length; i++) {
      if (!(Math.abs(here[i] - there[i]) <= SAME)) {
        return false;
      }
    }
    return rows().sameAs(that.rows());
  }

  @Override
  public int hashCode() {
    return 31 * width + height();
  }

  @Override
  public String toString() {
    return "CoreColumn[" + depths() + ", " + width + " x " + height() + " px]";
  }
}
