// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * A stretch of a row of core with its ground truth, cut out as for segmenters: rotated, rectified,
 * with a margin of the walls. Immutable.
 *
 * @param row number of the row in its layout
 * @param stretch which stretch of the row it is, from 1
 * @param image the stretch, read from left to right
 * @param truth labels and fragments on the image's own grid, of the photo's nearest pixels
 * @param unknown pixels, as {@code y * width + x}, of which nothing is known
 */
public record RowGroundTruth(
    int row, int stretch, RgbImage image, Segmentation truth, BitSet unknown) {
  /**
   * Copies what is unknown.
   *
   * @param row number of the row in its layout
   * @param stretch which stretch of the row it is, from 1
   * @param image the stretch
   * @param truth labels and fragments on the image's own grid
   * @param unknown pixels of which nothing is known
   */
  public RowGroundTruth {
    unknown = (BitSet) unknown.clone();
  }

  /**
   * Pixels of which nothing is known.
   *
   * @return a copy, as {@code y * width + x}
   */
  @Override
  public BitSet unknown() {
    return (BitSet) unknown.clone();
  }

  /**
   * Cuts the rows of a photo, with what is true of it, into stretches of one length. A longer row
   * gives several that reach over each other; a shorter one is continued by its outer pixels, which
   * are unknown. So is what lies outside the photo. Stateless; cost: that of cutting the rows.
   *
   * @param photo the photo
   * @param truth labels and fragments on the photo's own grid
   * @param unknown pixels, as {@code y * width + x}, of which nothing is known
   * @param layout its rows
   * @param pixelsAcross pixels across a row, at least 1; the segmenter's row scale
   * @param length columns of a stretch, at least 1
   * @return the stretches, row by row
   * @throws IllegalArgumentException if truth or layout are of a photo of another size
   * @throws uk.ac.bgs.corescore.CoreScoreException if a row would have more than 16 million pixels
   */
  public static List<RowGroundTruth> of(
      RgbImage photo,
      Segmentation truth,
      BitSet unknown,
      Layout layout,
      int pixelsAcross,
      int length) {
    if (layout.photoWidth() != photo.width()
        || layout.photoHeight() != photo.height()
        || truth.mask().width() != photo.width()
        || truth.mask().height() != photo.height()
        || !truth.frame().equals(PixelFrame.PHOTO)) {
      throw new IllegalArgumentException(
          "expected truth and layout of " + photo + ", got " + truth + " and " + layout);
    }
    List<RowGroundTruth> stretches = new ArrayList<>();
    int[] ids = truth.fragments().toIds();
    for (CoreRow row : layout.rows()) {
      RowCutter.Cut cut =
          RowCutter.cut(photo, row, pixelsAcross, RowSegmenter.margin(pixelsAcross));
      int width = cut.image().width();
      int count = Math.max(1, (int) Math.ceil((double) width / length));
      for (int i = 0; i < count; i++) {
        int start = count == 1 ? 0 : Math.round((float) i * (width - length) / (count - 1));
        stretches.add(stretch(row.number(), i + 1, cut, start, length, truth, ids, unknown));
      }
    }
    return stretches;
  }

  private static RowGroundTruth stretch(
      int row,
      int number,
      RowCutter.Cut cut,
      int start,
      int length,
      Segmentation truth,
      int[] ids,
      BitSet unknown) {
    RgbImage image = cut.image();
    int height = image.height();
    int width = truth.mask().width();
    int[] pixels = new int[length * height];
    byte[] labels = new byte[pixels.length];
    int[] fragments = new int[pixels.length];
    BitSet none = new BitSet();
    ByteBuffer values = truth.mask().values();
    Map<Integer, Integer> numbers = new HashMap<>();
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < length; x++, at++) {
        int column = start + x;
        pixels[at] = image.rgb(Math.min(column, image.width() - 1), y);
        PhotoPoint point =
            cut.transform().toPhoto(column + 0.5 - cut.margin(), y + 0.5 - cut.margin());
        if (column >= image.width() || !onPhoto(point, truth.mask())) {
          none.set(at);
          continue;
        }
        int photoX = (int) Math.floor(point.x());
        int photoY = (int) Math.floor(point.y());
        int from = photoY * width + photoX;
        labels[at] = values.get(from);
        fragments[at] =
            ids[from] == 0 ? 0 : numbers.computeIfAbsent(ids[from], id -> numbers.size() + 1);
        none.set(at, unknown.get(from));
      }
    }
    return new RowGroundTruth(
        row,
        number,
        RgbImage.wrap(length, height, pixels),
        Segmentation.of(
            LabelMask.wrap(length, height, labels, truth.mask().labels()),
            FragmentMap.ofIds(length, height, fragments),
            PixelFrame.PHOTO),
        none);
  }

  private static boolean onPhoto(PhotoPoint point, LabelMask photo) {
    return point.x() >= 0
        && point.y() >= 0
        && point.x() < photo.width()
        && point.y() < photo.height();
  }
}
