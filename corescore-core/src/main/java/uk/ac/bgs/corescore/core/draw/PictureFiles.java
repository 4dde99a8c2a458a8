// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.draw;

import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import uk.ac.bgs.corescore.core.internal.PngPlugin;
import uk.ac.bgs.corescore.image.RgbImage;

/** Writes the pictures of a drawn data set. */
final class PictureFiles {
  private PictureFiles() {}

  /** The photo as JPEG of a quality below 100, else as PNG. */
  static void photo(RgbImage photo, int quality, OutputStream out) throws IOException {
    if (quality >= 100) {
      PngPlugin.write(photo, out);
      return;
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality / 100f);
      writer.write(null, new IIOImage(PngPlugin.buffered(photo), null, null), param);
    } finally {
      writer.dispose();
    }
  }
}
