// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import uk.ac.bgs.corescore.FailureKind;

/**
 * The maximum size of a photograph, checked with the header's numbers before any decoding.
 *
 * @param maxPixels the most pixels
 * @param maxSide the maximum number of pixels of a row or column: a row of one pixel has the same
 *     overhead as a long one
 */
record PixelLimit(long maxPixels, long maxSide) {
  /** More than a line scan of a whole borehole's boxes end to end. */
  private static final long MAX_SIDE = 1L << 22;

  PixelLimit(long maxPixels) {
    this(maxPixels, MAX_SIDE);
  }

  void check(long width, long height) throws MalformedImageException {
    if (width < 1 || height < 1) {
      throw new MalformedImageException(
          "at least 1 x 1 pixels expected, the header says " + width + " x " + height);
    }
    if (width > maxPixels / height) {
      throw new MalformedImageException(
          FailureKind.TOO_LARGE,
          "at most " + maxPixels + " pixels allowed, the header says " + width + " x " + height);
    }
    if (width > maxSide || height > maxSide) {
      throw new MalformedImageException(
          FailureKind.TOO_LARGE,
          "at most "
              + maxSide
              + " pixels a side allowed, the header says "
              + width
              + " x "
              + height);
    }
  }
}
