// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Downsamples a photograph by area averaging: each pixel of the copy is the mean of the area it
 * covers.
 *
 * <p>The ratio need not be an integer: a photo pixel across the border of two cells is weighted by
 * its share in each, in exact integer arithmetic, and each channel is rounded once, to the nearest
 * of 0 to 255 (half up). The mean is of the sRGB values as they are stored. A photo of one colour
 * stays that colour, and a reduction to the photo's own size is the photo.
 *
 * <p>Cost: one pass over the photo's pixels; memory of four rows of the photo besides the result.
 * Without state; safe for use by many threads.
 */
public final class PhotoReducer {
  private PhotoReducer() {}

  /**
   * Reduces a photo until its longer side is no longer than a limit.
   *
   * @param photo the photograph, not changed
   * @param longerSide the most pixels that the longer side of the result may have, at least 1
   * @return the photo itself if it is small enough, else a copy whose longer side is {@code
   *     longerSide} and whose shorter side is the nearest in proportion, at least 1. The grid of
   *     the copy covers the whole photo: its frame is {@code PixelFrame.covering(photo.width(),
   *     photo.height(), copy.width(), copy.height())}
   * @throws IllegalArgumentException if {@code longerSide} is below 1
   */
  public static RgbImage reduceToFit(RgbImage photo, int longerSide) {
    if (longerSide < 1) {
      throw new IllegalArgumentException("the longer side is at least 1, not " + longerSide);
    }
    return reduce(
        photo,
        side(photo.width(), photo.height(), longerSide),
        side(photo.height(), photo.width(), longerSide));
  }

  /** What a side becomes where neither it nor the other may be longer than a limit. */
  static int side(int side, int other, int longerSide) {
    int longest = Math.max(side, other);
    return longest <= longerSide
        ? side
        : (int) Math.max(1, Math.round(side * ((double) longerSide / longest)));
  }

  /**
   * Reduces a photo to a size.
   *
   * @param photo the photograph, not changed
   * @param width columns of the result, 1 to the photo's
   * @param height rows of the result, 1 to the photo's
   * @return the reduced photo; the photo itself if that is its size
   * @throws IllegalArgumentException if a side is below 1 or above the photo's, or the photo has
   *     over 8 421 504 rows
   */
  public static RgbImage reduce(RgbImage photo, int width, int height) {
    if (width < 1 || height < 1 || width > photo.width() || height > photo.height()) {
      throw new IllegalArgumentException(
          "a photo of "
              + photo.width()
              + " x "
              + photo.height()
              + " is not reduced to "
              + width
              + " x "
              + height);
    }
    if (width == photo.width() && height == photo.height()) {
      return photo;
    }
    if (photo.height() > AreaAveraging.MAX_ROWS) {
      throw new IllegalArgumentException(
          "a photo of "
              + photo.height()
              + " rows is not reduced, one of "
              + AreaAveraging.MAX_ROWS
              + " is");
    }
    AreaAveraging reduction = new AreaAveraging(photo.width(), photo.height(), width, height);
    reduction.addAll(photo);
    return reduction.result();
  }
}
