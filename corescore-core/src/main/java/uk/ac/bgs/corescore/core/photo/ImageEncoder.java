// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import uk.ac.bgs.corescore.core.internal.draw.PlatformImages;
import uk.ac.bgs.corescore.core.internal.draw.PngFile;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Writes images with the Java platform's own encoders, whatever plugins of {@code javax.imageio} a
 * host has installed.
 *
 * <p>Cost: one pass over the pixels; a copy of them is held, and the encoded image until it is
 * whole. Safe for use by many threads.
 */
public final class ImageEncoder {
  private ImageEncoder() {}

  /**
   * Writes a PNG of 8 bits a colour, each pixel as it is.
   *
   * @param picture the image
   * @param out where it goes; the caller closes it
   * @throws IOException if writing fails
   */
  public static void png(RgbImage picture, OutputStream out) throws IOException {
    PngFile.rgb(picture, out);
  }

  /**
   * Writes a PNG of 8 bits of grey, each value as it is.
   *
   * @param width pixels in a row, at least 1
   * @param height rows, at least 1
   * @param values row by row, from black at 0 to white at 255
   * @param out where it goes; the caller closes it
   * @throws IllegalArgumentException if there are not {@code width} x {@code height} values
   * @throws IOException if writing fails
   */
  public static void greyPng(int width, int height, byte[] values, OutputStream out)
      throws IOException {
    if (width < 1 || height < 1 || values.length != (long) width * height) {
      throw new IllegalArgumentException(
          values.length + " values are no picture of " + width + " x " + height);
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, width, height, values);
    PlatformImages.write(image, "png", PlatformImages.QUICK, out);
  }

  /**
   * Writes a JPEG.
   *
   * @param picture the image
   * @param quality how little is lost, above 0 and at most 1
   * @param out where it goes; the caller closes it
   * @throws IllegalArgumentException if the quality is out of range
   * @throws IOException if writing fails
   */
  public static void jpeg(RgbImage picture, float quality, OutputStream out) throws IOException {
    if (!(quality > 0 && quality <= 1)) {
      throw new IllegalArgumentException(
          "a quality above 0 and at most 1 expected, not " + quality);
    }
    PlatformImages.write(PlatformImages.buffered(picture), "jpeg", quality, out);
  }
}
