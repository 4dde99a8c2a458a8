// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.draw;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageReaderWriterSpi;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * The Java platform's own readers and writers of images, whatever else a host has installed and in
 * whatever order.
 */
public final class PlatformImages {
  /** The quality of a PNG that is written quickly rather than smallest. */
  public static final float QUICK = 0.6f;

  private static final String PNG = "javax_imageio_png_1.0";

  private PlatformImages() {}

  /** The reader of a format by its name, as {@code png}; the caller disposes of it. */
  public static ImageReader reader(String format) {
    try {
      return provider(ImageReaderSpi.class, format).createReaderInstance();
    } catch (IOException e) {
      throw new CoreScoreException(
          FailureKind.PLUGIN, "the Java platform's reader of " + format + " fails: " + e, e);
    }
  }

  /** The writer of a format by its name, as {@code png}; the caller disposes of it. */
  public static ImageWriter writer(String format) {
    try {
      return provider(ImageWriterSpi.class, format).createWriterInstance();
    } catch (IOException e) {
      throw new CoreScoreException(
          FailureKind.PLUGIN, "the Java platform's writer of " + format + " fails: " + e, e);
    }
  }

  /**
   * Writes an image, kept in memory until it is whole; the stream stays open.
   *
   * @param quality from 0 to 1: for JPEG how little is lost, for PNG how quickly it is written
   */
  public static void write(BufferedImage image, String format, float quality, OutputStream out)
      throws IOException {
    ImageWriter writer = writer(format);
    try {
      write(image, writer, null, quality, out);
    } finally {
      writer.dispose();
    }
  }

  /** Writes a PNG that says how large it is printed; the stream stays open. */
  public static void writePng(BufferedImage image, int pixelsPerMetre, OutputStream out)
      throws IOException {
    ImageWriter writer = writer("png");
    try {
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(
              ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
      IIOMetadataNode root = new IIOMetadataNode(PNG);
      IIOMetadataNode size = new IIOMetadataNode("pHYs");
      size.setAttribute("pixelsPerUnitXAxis", Integer.toString(pixelsPerMetre));
      size.setAttribute("pixelsPerUnitYAxis", Integer.toString(pixelsPerMetre));
      size.setAttribute("unitSpecifier", "meter");
      root.appendChild(size);
      metadata.mergeTree(PNG, root);
      write(image, writer, metadata, QUICK, out);
    } finally {
      writer.dispose();
    }
  }

  private static void write(
      BufferedImage image,
      ImageWriter writer,
      @Nullable IIOMetadata metadata,
      float quality,
      OutputStream out)
      throws IOException {
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, metadata), param);
    }
  }

  /** The same pixels as an AWT image. */
  public static BufferedImage buffered(RgbImage rgb) {
    BufferedImage image = new BufferedImage(rgb.width(), rgb.height(), BufferedImage.TYPE_INT_RGB);
    rgb.pixels().get(((DataBufferInt) image.getRaster().getDataBuffer()).getData());
    return image;
  }

  private static <T extends ImageReaderWriterSpi> T provider(Class<T> kind, String format) {
    Iterator<T> providers = IIORegistry.getDefaultInstance().getServiceProviders(kind, false);
    while (providers.hasNext()) {
      T provider = providers.next();
      boolean platforms = provider.getClass().getModule().equals(IIOImage.class.getModule());
      if (platforms && List.of(provider.getFormatNames()).contains(format)) {
        return provider;
      }
    }
    throw new CoreScoreException(
        FailureKind.PLUGIN,
        "the Java platform's own plugin for " + format + " expected, this Java has none");
  }
}
