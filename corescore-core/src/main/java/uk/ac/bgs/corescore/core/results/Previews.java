// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import uk.ac.bgs.corescore.core.photo.ImageEncoder;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.ConfidenceMap;

/** Images that the service makes beside the reports. */
final class Previews {
  /** Longer side of the photo that the page shows, px. */
  private static final int LONGER_SIDE = 4096;

  private static final float QUALITY = 0.85f;

  private Previews() {}

  /** The photo as a JPEG of bounded size. */
  static byte[] jpeg(RgbImage photo) throws IOException {
    RgbImage small = PhotoReducer.reduceToFit(photo, LONGER_SIDE);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageEncoder.jpeg(small, QUALITY, bytes);
    return bytes.toByteArray();
  }

  /** The confidence of each pixel as a grey PNG. */
  static byte[] grey(ConfidenceMap confidence) throws IOException {
    byte[] values = new byte[confidence.width() * confidence.height()];
    confidence.values().get(values);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageEncoder.greyPng(confidence.width(), confidence.height(), values, bytes);
    return bytes.toByteArray();
  }

  /** The confidence that a grey PNG holds. */
  static ConfidenceMap confidence(RgbImage grey) {
    byte[] values = new byte[grey.width() * grey.height()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) grey.rgb(i % grey.width(), i / grey.width());
    }
    return ConfidenceMap.wrap(grey.width(), grey.height(), values);
  }

  /** A copy of a photo on a larger grid: each pixel is the nearest of the photo. */
  static RgbImage enlarged(RgbImage photo, int width, int height) {
    int[] from = new int[photo.width() * photo.height()];
    photo.pixels().get(from);
    int[] to = new int[width * height];
    for (int y = 0; y < height; y++) {
      int row = (int) ((long) y * photo.height() / height) * photo.width();
      for (int x = 0; x < width; x++) {
        to[y * width + x] = from[row + (int) ((long) x * photo.width() / width)];
      }
    }
    return RgbImage.wrap(width, height, to);
  }
}
