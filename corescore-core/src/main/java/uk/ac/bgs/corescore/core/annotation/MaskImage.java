// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import uk.ac.bgs.corescore.core.internal.draw.PlatformImages;

/** PNG images of masks in label files. */
final class MaskImage {
  /** Deflate makes no more than so many bytes of one. */
  private static final long MAX_PACKED = 1032;

  private MaskImage() {}

  /** The bytes of Base64 text, line breaks allowed. */
  static byte[] base64(String text) throws MalformedShapeException {
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedShapeException("the mask is not Base64: " + e.getMessage());
    }
  }

  /**
   * Reads a mask. Its size is checked before memory is allocated for its pixels.
   *
   * @param png the image: one channel of 1 to 8 bits, grey or with a palette, of which all but 0 is
   *     inside; or, where that is allowed, one with transparency, of which all that is not fully
   *     transparent is inside
   * @param alpha whether transparency counts
   * @param left where its first pixel lies in the photo
   */
  static RunLengthMask read(byte[] png, boolean alpha, double left, double top)
      throws MalformedShapeException {
    ImageReader reader = PlatformImages.reader("png");
    try (MemoryCacheImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(png))) {
      reader.setInput(stream, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      RunLengthMask runs = RunLengthMask.ofRows(width, height, left, top);
      ColorModel colours = reader.getRawImageType(0).getColorModel();
      int bands = reader.getRawImageType(0).getNumBands();
      int bits = reader.getRawImageType(0).getSampleModel().getSampleSize(0);
      boolean transparent = alpha && colours.hasAlpha();
      if ((bands != 1 && !transparent) || bits > 8) {
        throw new MalformedShapeException("the mask's PNG should have one channel of 1 to 8 bits");
      }
      if (png.length * MAX_PACKED < (long) width * height * bands * bits / 8) {
        throw new MalformedShapeException(
            "the mask is not a sound PNG: "
                + png.length
                + " bytes cannot hold "
                + width
                + " x "
                + height
                + " pixels");
      }
      Raster raster = reader.read(0).getRaster();
      boolean[] inside = inside(colours, transparent && bands == 1);
      int[] row = new int[width];
      for (int y = 0; y < height; y++) {
        raster.getSamples(0, y, width, 1, bands - 1, row);
        addRow(runs, row, inside, (long) y * width);
      }
      return runs;
    } catch (IOException | RuntimeException e) {
      if (e instanceof MalformedShapeException malformed) {
        throw malformed;
      }
      // the JDK's plugin throws various runtime exceptions on damaged images
      throw new MalformedShapeException("the mask is not a sound PNG: " + e.getMessage());
    } finally {
      reader.dispose();
    }
  }

  /** Which values are inside: all but 0, or by the palette's transparency. */
  private static boolean[] inside(ColorModel colours, boolean byPalette) {
    boolean[] inside = new boolean[256];
    for (int value = 0; value < inside.length; value++) {
      inside[value] =
          (byPalette && colours instanceof IndexColorModel palette)
              ? value < palette.getMapSize() && palette.getAlpha(value) != 0
              : value != 0;
    }
    return inside;
  }

  private static void addRow(RunLengthMask runs, int[] row, boolean[] inside, long first)
      throws MalformedShapeException {
    for (int x = 0; x < row.length; ) {
      int end = x + 1;
      while (end < row.length && inside[row[end]] == inside[row[x]]) {
        end++;
      }
      if (inside[row[x]]) {
        runs.add(first + x, first + end);
      }
      x = end;
    }
  }
}
