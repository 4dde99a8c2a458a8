// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.draw;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.FragmentMap;

/** Writes the files of a drawn data set, each beside its place first and then under its name. */
final class PictureFiles {
  private PictureFiles() {}

  /** What writes the bytes of a file. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Fails, naming the file, if it exists. */
  static void requireFree(Path target) throws FileAlreadyExistsException {
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "it exists, and overwriting was not asked for");
    }
  }

  /** Writes a file; on a failure nothing of it stays, and what was there before does. */
  static void put(Path target, Content content) throws IOException {
    Path beside = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside), 1 << 16)) {
        content.writeTo(out);
      }
      Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** The photo as JPEG of a quality below 100, else as PNG. */
  static void photo(RgbImage photo, int quality, OutputStream out) throws IOException {
    BufferedImage image =
        new BufferedImage(photo.width(), photo.height(), BufferedImage.TYPE_INT_RGB);
    photo.pixels().get(((DataBufferInt) image.getRaster().getDataBuffer()).getData());
    write(image, quality < 100 ? "jpeg" : "png", quality, out);
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
