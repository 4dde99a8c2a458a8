// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

import java.io.IOException;
import java.io.OutputStream;
import uk.ac.bgs.corescore.core.internal.draw.PlatformImages;
import uk.ac.bgs.corescore.core.internal.draw.PngFile;
import uk.ac.bgs.corescore.image.RgbImage;

/** Writes the images of a drawn data set. */
final class ImageFiles {
  private ImageFiles() {}

  /** The photo as JPEG of a quality below 100, else as PNG. */
  static void photo(RgbImage photo, int quality, OutputStream out) throws IOException {
    if (quality >= 100) {
      PngFile.rgb(photo, out);
      return;
    }
    PlatformImages.write(PlatformImages.buffered(photo), "jpeg", quality / 100f, out);
  }
}
