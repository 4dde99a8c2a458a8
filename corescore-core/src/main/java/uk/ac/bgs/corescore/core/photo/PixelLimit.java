// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import uk.ac.bgs.corescore.FailureKind;

/** How many pixels a photograph may have; asked with the header's numbers, before any decoding. */
record PixelLimit(long maxPixels) {
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
  }
}
