// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.result;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import uk.ac.bgs.corescore.core.photo.PhotoReducer;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.ConfidenceMap;

/** Pictures that the service makes beside the reports. */
final class Previews {
  /** Longer side of the photo that the page shows, px. */
  private static final int LONGER_SIDE = 4096;

  private static final float QUALITY = 0.85f;

  private Previews() {}

  /** The photo as a JPEG of bounded size. */
  static byte[] jpeg(RgbImage photo) throws IOException {
    RgbImage small = PhotoReducer.reduceToFit(photo, LONGER_SIDE);
    BufferedImage image =
        new BufferedImage(small.width(), small.height(), BufferedImage.TYPE_INT_RGB);
    int[] pixels = new int[small.width() * small.height()];
    small.pixels().get(pixels);
    image.setRGB(0, 0, small.width(), small.height(), pixels, 0, small.width());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), settings);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** The confidence of each pixel as a grey PNG. */
  static byte[] grey(ConfidenceMap confidence) throws IOException {
    BufferedImage image =
        new BufferedImage(confidence.width(), confidence.height(), BufferedImage.TYPE_BYTE_GRAY);
    byte[] values = new byte[confidence.width() * confidence.height()];
    confidence.values().get(values);
    image.getRaster().setDataElements(0, 0, confidence.width(), confidence.height(), values);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // Kept in memory: a file for it asks the JVM for a hook, which one that is ending refuses.
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", out);
    }
    return bytes.toByteArray();
  }

  /** The confidence that a grey PNG holds. */
  static ConfidenceMap confidence(BufferedImage image) {
    byte[] values =
        (byte[]) image.getRaster().getDataElements(0, 0, image.getWidth(), image.getHeight(), null);
    return ConfidenceMap.wrap(image.getWidth(), image.getHeight(), values);
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
