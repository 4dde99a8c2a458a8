// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.strip;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import uk.ac.bgs.corescore.core.column.ColumnGaps;
import uk.ac.bgs.corescore.core.column.ColumnSegment;
import uk.ac.bgs.corescore.core.column.ColumnSettings;
import uk.ac.bgs.corescore.core.column.ColumnStacker;
import uk.ac.bgs.corescore.core.column.CoreColumn;
import uk.ac.bgs.corescore.core.corelog.LogPhoto;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.hole.LoggedRow;

/**
 * Cuts the images of a strip log out of photographs, no finer than they are drawn. Stateless; safe
 * for use by many threads, if the source is.
 */
public final class StripPhotos {
  private static final int WIDTH = (int) (PhotoTrack.WIDTH * StripPage.PIXELS_PER_MILLIMETRE);

  /** Of a column while it is cut. */
  private static final long MAX_CUT = 1L << 22;

  /** Of all images of a hole: 128 MiB. */
  private static final double MAX_KEPT = 1 << 25;

  private StripPhotos() {}

  /**
   * Cuts out the rows of a hole.
   *
   * <p>Cost: each photo is read once where its rows follow each other by depth. Memory: a photo,
   * and at most 128 MiB for the images of a hole.
   *
   * @param strip how the hole is laid out
   * @param photos what its log was made of
   * @param source reads the photos; smaller copies do
   * @return the images, with a sentence for each row or photo that is not in one
   * @throws IOException never but from the source, whose failures with a photo are reported
   */
  public static StripExtras of(
      StripLog strip, List<LogPhoto> photos, ColumnStacker.PhotoSource source) throws IOException {
    double metres = strip.hole().rows().stream().mapToDouble(row -> row.depths().metres()).sum();
    double drawn = Math.min(strip.pixelsPerMetre(), MAX_KEPT / (WIDTH * Math.max(metres, 1)));
    List<StripImage> pictures = new ArrayList<>();
    ColumnSettings settings =
        ColumnSettings.DEFAULT
            .withRowsPerMetre(resolution(strip.hole().rows(), drawn))
            .withGaps(ColumnGaps.COLLAPSE, 0)
            .withMaxPixels(MAX_CUT);
    ColumnStacker.StackedHole stacked =
        ColumnStacker.stack(
            strip.hole(), photos, source, settings, page -> pictures(page, drawn, pictures));
    return new StripExtras(
        pictures,
        stacked.problems().stream()
            .map(problem -> "hole " + strip.hole().hole() + ", strip log: " + problem)
            .toList());
  }

  private static void pictures(CoreColumn column, double drawn, List<StripImage> pictures) {
    for (ColumnSegment stretch : column.stretches()) {
      if (stretch.kind() == ColumnSegment.Kind.CORE) {
        DepthInterval depths = stretch.depths();
        int height = (int) Math.max(1, Math.round(depths.metres() * drawn));
        pictures.add(
            new StripImage(
                depths, column.picture(depths, Math.min(WIDTH, column.width()), height)));
      }
    }
  }

  /**
   * Rows of pixels a metre, such that depth and width are both as fine as they are drawn, if the
   * photos are, and a row of core is no larger than a column may be.
   */
  private static double resolution(List<LoggedRow> rows, double drawn) {
    double finest = drawn;
    double most = Double.POSITIVE_INFINITY;
    for (LoggedRow row : rows) {
      double length = row.pieces().row().length();
      double own = length / row.depths().metres();
      double across = row.scale().map(scale -> scale.across() / scale.along()).orElse(1.0);
      double width = row.pieces().row().width() * across / own;
      finest = Math.max(finest, Math.min(own, WIDTH / width));
      most = Math.min(most, Math.sqrt(MAX_CUT / 2.0 / (row.depths().metres() * width)));
    }
    return Math.min(finest, most);
  }
}
