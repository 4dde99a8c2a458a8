// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.image.RgbImage;

/** An image that a host holds in memory. */
final class MemoryPicture {
  /** The name in messages in place of a format. */
  static final String TITLE = "BufferedImage";

  private static final int MOST_BITS = 16;

  private MemoryPicture() {}

  /** The image as a decoder hands it on; the same samples mean the same as in a file. */
  static RawImage of(BufferedImage image, long maxPixels) throws MalformedImageException {
    if ((long) image.getWidth() * image.getHeight() > maxPixels) {
      throw new MalformedImageException(
          FailureKind.TOO_LARGE,
          "at most "
              + maxPixels
              + " pixels allowed, the picture has "
              + image.getWidth()
              + " x "
              + image.getHeight());
    }
    ColorModel model = image.getColorModel();
    int type = model.getColorSpace().getType();
    if (type != ColorSpace.TYPE_RGB
        && type != ColorSpace.TYPE_GRAY
        && type != ColorSpace.TYPE_CMYK) {
      throw unsupported("grey, RGB or CMYK expected, the picture has a colour space of type", type);
    }
    int transfer = image.getRaster().getTransferType();
    int[] bits = image.getRaster().getSampleModel().getSampleSize();
    boolean whole =
        transfer == DataBuffer.TYPE_BYTE
            || transfer == DataBuffer.TYPE_USHORT
            || transfer == DataBuffer.TYPE_INT;
    for (int size : bits) {
      if (!whole || size > MOST_BITS) {
        throw unsupported("samples of at most 16 bits without sign expected, they have", size);
      }
    }
    return RawImage.of(image, profile(model.getColorSpace()), Orientation.UPRIGHT);
  }

  private static MalformedImageException unsupported(String what, int came) {
    return new MalformedImageException(FailureKind.UNSUPPORTED, what + " " + came);
  }

  /** Grey samples keep their gamma, as those of a file without a profile do. */
  private static Optional<byte[]> profile(ColorSpace space) {
    return space instanceof ICC_ColorSpace icc
            && !space.isCS_sRGB()
            && space.getType() != ColorSpace.TYPE_GRAY
        ? Optional.of(icc.getProfile().getData())
        : Optional.empty();
  }

  /**
   * The hash of an image that has no file: of its columns and rows and of its pixels row by row,
   * each a number of four bytes, the highest first; a pixel is {@code 0x00RRGGBB}.
   */
  static String sha256(RgbImage image) {
    MessageDigest digest = Sha256.digest();
    digest.update(
        ByteBuffer.allocate(2 * Integer.BYTES).putInt(image.width()).putInt(image.height()).flip());
    IntBuffer pixels = image.pixels();
    int[] row = new int[image.width()];
    ByteBuffer bytes = ByteBuffer.allocate(row.length * Integer.BYTES);
    for (int y = 0; y < image.height(); y++) {
      pixels.get(row);
      bytes.clear();
      bytes.asIntBuffer().put(row);
      digest.update(bytes);
    }
    return Sha256.hex(digest);
  }
}
