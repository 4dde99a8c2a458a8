// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.io.IOException;
import uk.ac.bgs.corescore.core.internal.HtmlText;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * A photo reduced for a page: at most 2.2 million pixels and 4000 pixels a side.
 *
 * @param image the reduced photo
 * @param scale preview pixels a photo pixel, at most 1
 * @param maskScale preview pixels a pixel of the photo's image and mask, at most 1
 */
record PhotoPreview(RgbImage image, double scale, double maskScale) {
  private static final double MAX_PIXELS = 2.2e6;
  private static final double LONGEST_SIDE = 4000;

  static PhotoPreview of(Photo from) {
    RgbImage photo = from.image();
    double copy = (double) photo.width() / from.width();
    double pixels = (double) photo.width() * photo.height();
    double longest = Math.max(photo.width(), photo.height());
    double scale = Math.min(1, Math.min(Math.sqrt(MAX_PIXELS / pixels), LONGEST_SIDE / longest));
    if (scale == 1) {
      return new PhotoPreview(photo, copy, 1);
    }
    int width = Math.max(1, (int) Math.round(photo.width() * scale));
    int height = Math.max(1, (int) Math.round(photo.height() * scale));
    return new PhotoPreview(PhotoReducer.reduce(photo, width, height), copy * scale, scale);
  }

  /** The preview as a JPEG inside a URI. */
  String dataUri() throws IOException {
    return HtmlText.jpegUri(image);
  }
}
