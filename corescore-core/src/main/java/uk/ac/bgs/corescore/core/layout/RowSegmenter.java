// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout;

import java.util.OptionalInt;
import uk.ac.bgs.corescore.core.trace.SegmentationResampler;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.segment.Segmenter;

/**
 * Segments a photo row by row: each row of its layout is cut out, turned and rectified, given to
 * the segmenter at its row scale (the photo's own, or the largest allowed, if the segmenter accepts
 * any), and the result resampled to the photo's pixels. Stateless; as safe for many threads as the
 * segmenter. Cost: the segmenter's on each row, and a pass over the photo's pixels in rows.
 */
public final class RowSegmenter {
  /** Share of a row's width that is shown beyond each of its sides, so that walls are seen. */
  private static final double MARGIN = 0.06;

  private RowSegmenter() {}

  /**
   * How many pixels across a row is cut out at: as many as are requested, else as many as it has,
   * and of a very large one fewer.
   */
  static int pixelsAcross(CoreRow row, OptionalInt asked) {
    double longer = row.length() / row.width() + 2 * MARGIN;
    double most = Math.sqrt(0.95 * RowCutter.MAX_PIXELS / (longer * (1 + 2 * MARGIN)));
    return asked.orElse((int) Math.max(1, Math.min(Math.rint(row.width()), most)));
  }

  /** Pixels that are shown beyond each side of a row that is cut out with so many across. */
  static int margin(int pixelsAcross) {
    return (int) Math.rint(MARGIN * pixelsAcross);
  }

  /**
   * Whether the photo of a layout that a finder gave is segmented as it is, and not by its rows.
   *
   * @param found what the finder gave
   * @return true if the layout is the photo, or the finder took it whole, whichever way it runs
   */
  public static boolean isWholePhoto(Layout found) {
    return found.isPhoto() || (found.isWhole() && found.foundBy().equals(Layout.WHOLE));
  }

  /**
   * Segments the rows of a photo.
   *
   * @param photo the photo
   * @param layout its rows
   * @param segmenter segments each row
   * @return labels and fragments on the photo's own pixels, each fragment within one row; outside
   *     the rows the first label of the set and no fragment
   * @throws IllegalArgumentException if the layout is of a photo of another size, a result does not
   *     cover its row, or rows return different labels
   * @throws uk.ac.bgs.corescore.CoreScoreException if a row would have more than 16 million pixels
   *     at the size that the segmenter needs, or the segmenter fails on it
   */
  public static Segmentation segment(RgbImage photo, Layout layout, Segmenter segmenter) {
    if (layout.photoWidth() != photo.width() || layout.photoHeight() != photo.height()) {
      throw new IllegalArgumentException(
          "expected a layout of "
              + photo
              + ", got one of "
              + layout.photoWidth()
              + " x "
              + layout.photoHeight());
    }
    RowCanvas canvas = new RowCanvas(photo.width(), photo.height());
    for (CoreRow row : layout.rows()) {
      int height = pixelsAcross(row, segmenter.pixelsAcrossRow());
      RowCutter.Cut cut = RowCutter.cut(photo, row, height, margin(height));
      Segmentation answer = segmenter.segmentRow(cut.image());
      canvas.add(
          row,
          cut,
          SegmentationResampler.requireCovering(answer, cut.image().width(), cut.image().height()));
    }
    return canvas.finish();
  }
}
