// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.draw;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;

/** Writes the pictures of a drawn data set, each to a file beside its place and then into it. */
final class PictureFiles {
  private static final int[] PALETTE = {
    0x000000, 0x3C8CDC, 0x2850A0, 0xF0F0F0, 0xDC503C, 0xF0C828, 0xA08060
  };

  private PictureFiles() {}

  /** Something that writes a file at a path. */
  @FunctionalInterface
  interface Content {
    void writeTo(Path path) throws IOException;
  }

  /** Lets a file be written beside its place, then moves it there. */
  static void put(Path target, Content content) throws IOException {
    Path beside = target.resolveSibling(target.getFileName() + ".part");
    try {
      content.writeTo(beside);
      Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** The photo as JPEG of a quality below 100, else as PNG. */
  static void photo(RgbImage photo, int quality, Path path) throws IOException {
    int w = photo.width();
    int h = photo.height();
    BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    int[] pixels = new int[w * h];
    photo.pixels().get(pixels);
    image.getRaster().setDataElements(0, 0, w, h, pixels);
    write(image, quality < 100 ? "jpeg" : "png", quality, path);
  }

  /** The label indices as an 8-bit PNG with a palette. */
  static void mask(LabelMask mask, Path path) throws IOException {
    int w = mask.width();
    int h = mask.height();
    int size = mask.labels().size();
    IndexColorModel colours =
        new IndexColorModel(8, size, PALETTE, 0, false, -1, DataBuffer.TYPE_BYTE);
    BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_BYTE_INDEXED, colours);
    byte[] values = new byte[w * h];
    mask.values().get(values);
    image.getRaster().setDataElements(0, 0, w, h, values);
    write(image, "png", 100, path);
  }

  /** The fragment numbers as a 16-bit greyscale PNG. */
  static void instances(FragmentMap fragments, Path path) throws IOException {
    if (fragments.count() > 0xFFFF) {
      throw new CoreScoreException(
          path + ": 16 bits hold 65535 fragments at most, not " + fragments.count());
    }
    int w = fragments.width();
    int h = fragments.height();
    BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setPixels(0, 0, w, h, fragments.toIds());
    write(image, "png", 100, path);
  }

  private static void write(BufferedImage image, String format, int quality, Path path)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try {
      Files.deleteIfExists(path);
      try (FileImageOutputStream out = new FileImageOutputStream(path.toFile())) {
        writer.setOutput(out);
        ImageWriteParam param = writer.getDefaultWriteParam();
        if (format.equals("jpeg")) {
          param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
          param.setCompressionQuality(quality / 100f);
        }
        writer.write(null, new IIOImage(image, null, null), param);
      }
    } finally {
      writer.dispose();
    }
  }
}
