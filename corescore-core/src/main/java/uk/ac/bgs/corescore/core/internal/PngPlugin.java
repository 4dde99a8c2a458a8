// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.image.RgbImage;

/** The JDK's own PNG plugin, whatever else a host has installed. */
public final class PngPlugin {
  private static final String METADATA = "javax_imageio_png_1.0";

  private PngPlugin() {}

  public static ImageReader reader() {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (METADATA.equals(reader.getOriginatingProvider().getNativeImageMetadataFormatName())) {
        return reader;
      }
    }
    throw new CoreScoreException(
        "no PNG reader with " + METADATA + " metadata, as the JDK has one");
  }

  public static ImageWriter writer() {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("png");
    while (writers.hasNext()) {
      ImageWriter writer = writers.next();
      if (METADATA.equals(writer.getOriginatingProvider().getNativeImageMetadataFormatName())) {
        return writer;
      }
    }
    throw new CoreScoreException(
        "no PNG writer with " + METADATA + " metadata, as the JDK has one");
  }

  /** Writes a picture for people: quick rather than smallest. */
  public static void write(RgbImage rgb, OutputStream out) throws IOException {
    BufferedImage image = buffered(rgb);
    ImageWriter writer = writer();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(0.6f);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
  }

  /** The same pixels as an AWT image. */
  public static BufferedImage buffered(RgbImage rgb) {
    BufferedImage image = new BufferedImage(rgb.width(), rgb.height(), BufferedImage.TYPE_INT_RGB);
    rgb.pixels().get(((DataBufferInt) image.getRaster().getDataBuffer()).getData());
    return image;
  }
}
