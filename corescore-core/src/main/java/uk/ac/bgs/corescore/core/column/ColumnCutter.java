// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.column;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Geometry;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.corelog.depth.Depth;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.hole.LoggedRow;
import uk.ac.bgs.corescore.core.layout.RowCutter;
import uk.ac.bgs.corescore.core.layout.RowTransform;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.trace.PolygonRasterizer;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;

/**
 * Cuts rows of core from their photos, rectified, upright and by depth. Each row of pixels shows
 * the place along the row of core that has its depth in the log, so empty parts of the tray without
 * depth are omitted and losses are black.
 *
 * <p>Stateless; safe for use by many threads. Cost: for each pixel at most 8 x 8 points of the
 * photo, one where the column has the photo's resolution; memory 4 bytes a pixel.
 */
public final class ColumnCutter {
  /** Of so many parts of a row the resolution is the median. */
  private static final int PARTS = 64;

  private ColumnCutter() {}

  /**
   * Cuts out the part of a row of core in a depth interval.
   *
   * @param photo the photo, or a smaller copy of it
   * @param row a row of it that a log placed
   * @param depths the interval; {@link LoggedRow#depths()} for all of the row
   * @param outlines of the rock, photo px; used only for {@link ColumnMask#ROCK}
   * @param rowsPerMetre rows of pixels for a metre of depth, above 0; there is at least one row
   * @param mask what is shown
   * @return the column, exactly of that interval; its pixels are as large on the core across it as
   *     along it
   * @throws CoreScoreException if it would have more than {@value CoreColumn#MAX_PIXELS} pixels
   */
  public static CoreColumn cut(
      Photo photo,
      LoggedRow row,
      DepthInterval depths,
      List<? extends Geometry> outlines,
      double rowsPerMetre,
      ColumnMask mask) {
    long rows = rows(depths, rowsPerMetre);
    long columns = columns(row, rowsPerMetre);
    if (rows > CoreColumn.MAX_PIXELS / columns) {
      throw new CoreScoreException(
          FailureKind.TOO_LARGE,
          row.name()
              + ": its column would have "
              + columns
              + " x "
              + rows
              + " pixels, more than "
              + CoreColumn.MAX_PIXELS
              + "; expected fewer rows for a metre than "
              + rowsPerMetre);
    }
    int height = (int) rows;
    int width = (int) columns;
    RgbImage image = photo.image();
    CoreRow place =
        new Layout(
                photo.width(),
                photo.height(),
                List.of(row.pieces().row().numbered(1, 1)),
                Layout.GIVEN)
            .scaledTo(image.width(), image.height())
            .rows()
            .get(0);
    double shrunk = place.length() / row.pieces().row().length();
    int points = RowCutter.points(resolution(row).orElse(0) * shrunk / rowsPerMetre);
    double[] shares = shares(row, depths, height, points);
    RgbImage cut = RowCutter.upright(image, place, shares, height, width, mask == ColumnMask.NONE);
    if (mask == ColumnMask.ROCK) {
      cut = rockOf(cut, row.pieces().row(), outlines, shares);
    }
    return CoreColumn.of(parts(cut, depths, shares, row.name()));
  }

  /** How many rows of pixels an interval has. */
  static long rows(DepthInterval depths, double rowsPerMetre) {
    return Math.max(1, Math.round(depths.metres() * rowsPerMetre));
  }

  /** How many pixels the column of a row is wide. */
  static long columns(LoggedRow row, double rowsPerMetre) {
    double along = 1 / resolution(row).orElse(rowsPerMetre);
    double stretch = row.scale().map(scale -> scale.across() / scale.along()).orElse(1.0);
    return Math.max(1, Math.round(row.pieces().row().width() * along * stretch * rowsPerMetre));
  }

  /**
   * How many pixels of a row of core there are for a metre of depth: the median of its parts.
   *
   * @return above 0; empty where all of the row is lost
   */
  static OptionalDouble resolution(LoggedRow row) {
    double top = row.depths().top().metres();
    double metres = row.depths().metres() / PARTS;
    double[] pixels = new double[PARTS];
    int count = 0;
    for (int i = 0; i < PARTS; i++) {
      OptionalDouble from = row.map().place(new Depth(top + (i + 0.25) * metres));
      OptionalDouble to = row.map().place(new Depth(top + (i + 0.75) * metres));
      if (from.isPresent() && to.isPresent() && to.getAsDouble() > from.getAsDouble()) {
        pixels[count++] = 2 * (to.getAsDouble() - from.getAsDouble()) / row.unit() / metres;
      }
    }
    Arrays.sort(pixels, 0, count);
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(pixels[count / 2]);
  }

  /** Where points of each row of pixels lie along the row of core; not a number in a loss. */
  private static double[] shares(LoggedRow row, DepthInterval depths, int height, int points) {
    double length = row.pieces().row().length() * row.unit();
    double[] shares = new double[Math.multiplyExact(height, points)];
    for (int i = 0; i < shares.length; i++) {
      double depth = depths.top().metres() + (i + 0.5) * depths.metres() / shares.length;
      OptionalDouble place = row.map().place(new Depth(depth));
      shares[i] = place.isPresent() ? (place.getAsDouble() - row.offset()) / length : Double.NaN;
    }
    return shares;
  }

  /** The image with black where there is no rock. */
  private static RgbImage rockOf(
      RgbImage cut, CoreRow row, List<? extends Geometry> outlines, double[] shares) {
    int width = cut.width();
    int height = cut.height();
    int points = shares.length / height;
    int most = Integer.MAX_VALUE / width;
    int columns = (int) Math.max(1, Math.min(most, Math.rint(row.length())));
    BitSet rock = new BitSet(columns * width);
    RowTransform transform = RowTransform.of(row, columns, width);
    for (Geometry outline : outlines) {
      PolygonRasterizer.rasterize(
          inRow(outline, transform),
          columns,
          width,
          (y, start, end) -> rock.set(y * columns + start, y * columns + end));
    }
    int[] pixels = new int[width * height];
    IntBuffer shown = cut.pixels();
    for (int y = 0; y < height; y++) {
      double share = middle(shares, y * points, points);
      int u = (int) Math.max(0, Math.min(columns - 1, share * columns));
      for (int x = 0; x < width && !Double.isNaN(share); x++) {
        if (rock.get((width - 1 - x) * columns + u)) {
          pixels[y * width + x] = shown.get(y * width + x);
        }
      }
    }
    return RgbImage.wrap(width, height, pixels);
  }

  /** The middle one of some points, of those that are. */
  private static double middle(double[] shares, int first, int points) {
    double[] there =
        Arrays.stream(shares, first, first + points)
            .filter(share -> !Double.isNaN(share))
            .toArray();
    return there.length == 0 ? Double.NaN : there[there.length / 2];
  }

  private static Geometry inRow(Geometry outline, RowTransform transform) {
    Geometry mapped = outline.copy();
    mapped.apply(
        new CoordinateSequenceFilter() {
          @Override
          public void filter(CoordinateSequence points, int i) {
            PhotoPoint point = transform.toRow(points.getX(i), points.getY(i));
            points.setOrdinate(i, 0, point.x());
            points.setOrdinate(i, 1, point.y());
          }

          @Override
          public boolean isDone() {
            return false;
          }

          @Override
          public boolean isGeometryChanged() {
            return true;
          }
        });
    return mapped;
  }

  /** Rows of core, and of loss between. */
  private static List<ColumnPart> parts(
      RgbImage cut, DepthInterval depths, double[] shares, String source) {
    int points = shares.length / cut.height();
    ColumnPart all = ColumnPart.of(cut, depths, ColumnSegment.Kind.CORE, source);
    List<ColumnPart> parts = new ArrayList<>();
    int begin = 0;
    for (int y = 1; y <= cut.height(); y++) {
      boolean lost = Double.isNaN(middle(shares, begin * points, points));
      if (y == cut.height() || Double.isNaN(middle(shares, y * points, points)) != lost) {
        ColumnSegment.Kind kind = lost ? ColumnSegment.Kind.LOSS : ColumnSegment.Kind.CORE;
        parts.add(new ColumnPart(depths, all.rows(), begin, y - begin, cut, kind, source));
        begin = y;
      }
    }
    return parts;
  }
}
