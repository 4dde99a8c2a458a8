// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.draw;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.internal.PngPlugin;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.FragmentMap;

/** Writes the pictures of a drawn data set. */
final class PictureFiles {
  private PictureFiles() {}

  /** The photo as JPEG of a quality below 100, else as PNG. */
  static void photo(RgbImage photo, int quality, OutputStream out) throws IOException {
    write(PngPlugin.buffered(photo), quality < 100 ? "jpeg" : "png", quality, out);
  }

  /** The fragment numbers as a 16-bit greyscale PNG. */
  static void instances(FragmentMap fragments, OutputStream out) throws IOException {
    if (fragments.count() > 0xFFFF) {
      throw new CoreScoreException(
          "an instance PNG holds at most 65535 fragments, not " + fragments.count());
    }
    int w = fragments.width();
    int h = fragments.height();
    BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setPixels(0, 0, w, h, fragments.toIds());
    write(image, "png", 100, out);
  }

  private static void write(BufferedImage image, String format, int quality, OutputStream out)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (format.equals("jpeg")) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(quality / 100f);
      }
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
  }
}
