// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.image.RgbImage;

/** Photographs drawn and written in memory, and the means to break them. */
final class PhotoFixtures {
  static final int WIDTH = 40;
  static final int HEIGHT = 24;

  private PhotoFixtures() {}

  /** The colour of a pixel of {@link #picture}. */
  static int colour(int x, int y) {
    return ((x * 6) << 16) | ((y * 10) << 8) | (x + y) * 3;
  }

  static BufferedImage picture(int type) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, 0xFF000000 | colour(x, y));
      }
    }
    return image;
  }

  static BufferedImage picture() {
    return picture(BufferedImage.TYPE_INT_RGB);
  }

  /** Grey levels of 8 bits, each pixel's own number modulo 256. */
  static BufferedImage greys(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    WritableRaster raster = image.getRaster();
    for (int i = 0; i < width * height; i++) {
      raster.setSample(i % width, i / width, 0, i % 256);
    }
    return image;
  }

  static byte[] jpeg(BufferedImage image, boolean progressive) {
    return write("jpeg", new IIOImage(image, null, null), "", progressive);
  }

  /** Samples as they are: no colour conversion, no markers. */
  static byte[] jpeg(Raster samples) {
    return write("jpeg", new IIOImage(samples, null, null), "", false);
  }

  static byte[] png(BufferedImage image, boolean interlaced) {
    return write("png", new IIOImage(image, null, null), "", interlaced);
  }

  static byte[] png(BufferedImage image) {
    return png(image, false);
  }

  static byte[] bmp(BufferedImage image, String compression) {
    return write("bmp", new IIOImage(image, null, null), compression, false);
  }

  static byte[] tiff(BufferedImage image, String compression) {
    return write("tiff", new IIOImage(image, null, null), compression, false);
  }

  /** Writes with the Java platform's own writers, whatever else is on the class path. */
  private static byte[] write(
      String format, IIOImage image, String compression, boolean progressive) {
    ImageWriter writer = platformWriter(format);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (format.equals("jpeg")) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(0.98f);
      } else if (!compression.isEmpty()) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(compression);
      }
      if (progressive) {
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.write(null, image, param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static ImageWriter platformWriter(String format) {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
    while (writers.hasNext()) {
      ImageWriter writer = writers.next();
      if (writer.getClass().getModule().equals(ImageIO.class.getModule())) {
        return writer;
      }
    }
    throw new IllegalStateException("no writer for " + format);
  }

  /** Puts bytes into bytes. */
  static byte[] insert(byte[] bytes, int at, byte[] piece) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    out.writeBytes(piece);
    out.write(bytes, at, bytes.length - at);
    return out.toByteArray();
  }

  static byte[] cut(byte[] bytes, int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Puts a segment behind the start-of-image marker. */
  static byte[] withSegment(byte[] jpeg, int marker, byte[] body) {
    byte[] head =
        ByteBuffer.allocate(4)
            .putShort((short) (0xFF00 | marker))
            .putShort((short) (body.length + 2))
            .array();
    return insert(jpeg, 2, join(head, body));
  }

  /** The body of an Exif segment with nothing but an orientation. */
  static byte[] exif(int orientation, boolean little) {
    return join(latin("Exif\0\0"), new TinyTiff(little).tag(274, 3, orientation).build());
  }

  /** The body of an Adobe segment. */
  static byte[] adobe(int transform) {
    return join(latin("Adobe"), new byte[] {0, 100, 0, 0, 0, 0, (byte) transform});
  }

  /** The body of an ICC segment with the whole profile. */
  static byte[] icc(byte[] profile) {
    return join(latin("ICC_PROFILE\0"), new byte[] {1, 1}, profile);
  }

  /** A chunk with its check sum. */
  static byte[] chunk(String name, byte[] body) {
    CRC32 crc = new CRC32();
    crc.update(latin(name));
    crc.update(body);
    return ByteBuffer.allocate(body.length + 12)
        .putInt(body.length)
        .put(latin(name))
        .put(body)
        .putInt((int) crc.getValue())
        .array();
  }

  /** Puts a chunk behind the header. */
  static byte[] withChunk(byte[] png, String name, byte[] body) {
    return insert(png, 33, chunk(name, body));
  }

  /** A PNG of header, image data and end. */
  static byte[] rawPng(int width, int height, int bits, int colour, byte[]... chunks) {
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put((byte) bits)
            .put((byte) colour)
            .array();
    return join(
        latin("\u0089PNG\r\n\u001A\n"),
        chunk("IHDR", header),
        join(chunks),
        chunk("IEND", new byte[0]));
  }

  static byte[] deflated(byte[] data) {
    Deflater deflater = new Deflater();
    deflater.setInput(data);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }

  static int u16(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
  }

  /** Where a text stands in the bytes. */
  static int find(byte[] bytes, String text) {
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    if (at < 0) {
      throw new IllegalStateException(text + " not found");
    }
    return at;
  }

  /** Reads an image; one of TIFF in bands too, to the same pixels. */
  static RgbImage read(byte[] bytes) {
    RgbImage image = PhotoReader.create().read("drawn", bytes).image();
    PhotoDimensions size = withFile(bytes, PhotoReader.create()::dimensions);
    assertEquals(image.width(), size.width(), "as read");
    assertEquals(image.height(), size.height(), "as read");
    if (PhotoFormat.of(bytes) == PhotoFormat.TIFF) {
      for (int longerSide : new int[] {1, 7, 23, 1000}) {
        assertEquals(PhotoReducer.reduceToFit(image, longerSide), inBands(bytes, longerSide));
      }
    }
    return image;
  }

  /** Reads in bands of sixteen rows. */
  private static RgbImage inBands(byte[] bytes, int longerSide) {
    return withFile(
        bytes,
        file -> {
          try (FileChannel channel = FileChannel.open(file)) {
            return new TiffBands(FileBytes.of(channel), new PixelLimit(1 << 20), 1)
                .reduceToFit(longerSide, new PixelLimit(1 << 20));
          }
        });
  }

  /** What is done with a file. */
  interface FileUse<T> {
    T of(Path file) throws IOException;
  }

  /** Writes a file of these bytes for as long as it is used. */
  static <T> T withFile(byte[] bytes, FileUse<T> use) {
    try {
      Path file = Files.createTempFile("photo", ".bin");
      try {
        return use.of(Files.write(file, bytes));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what must be refused, and checks that the message says why. */
  static PhotoReadException refused(byte[] bytes, String format, String... reasons) {
    return refusedWithin(PhotoReader.DEFAULT_MAX_PIXELS, bytes, format, reasons);
  }

  /** The same with a limit of the pixels that stands for the usual one. */
  static PhotoReadException refusedWithin(
      long maxPixels, byte[] bytes, String format, String... reasons) {
    PhotoReader reader = PhotoReader.create().withMaxPixels(maxPixels);
    PhotoReadException e =
        assertThrows(PhotoReadException.class, () -> reader.read("drawn", bytes));
    for (String part : List.of("photo drawn (" + format + "): ", e.reason())) {
      contains(e.getMessage(), part);
    }
    for (String part : reasons) {
      contains(e.reason(), part);
    }
    if (maxPixels == PhotoReader.DEFAULT_MAX_PIXELS) {
      assertThrows(
          PhotoReadException.class, () -> withFile(bytes, file -> reader.readReduced(file, 0, 5)));
    }
    return e;
  }

  static void contains(@Nullable String text, String part) {
    if (text == null || !text.contains(part)) {
      throw new AssertionError("'" + part + "' expected in: " + text);
    }
  }

  /** Fails where a pixel differs from {@link #picture} by more than the tolerance in a colour. */
  static void assertPicture(RgbImage image, int tolerance) {
    if (image.width() != WIDTH || image.height() != HEIGHT) {
      throw new AssertionError("size " + image);
    }
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        assertNear(colour(x, y), image.rgb(x, y), tolerance);
      }
    }
  }

  static void assertNear(int expected, int actual, int tolerance) {
    for (int shift = 0; shift <= 16; shift += 8) {
      int change = ((expected >> shift) & 0xFF) - ((actual >> shift) & 0xFF);
      if (Math.abs(change) > tolerance) {
        throw new AssertionError(
            Integer.toHexString(expected) + " expected, " + Integer.toHexString(actual) + " found");
      }
    }
  }
}
