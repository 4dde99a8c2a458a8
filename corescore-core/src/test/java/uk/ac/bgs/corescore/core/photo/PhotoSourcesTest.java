// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.FailureKind;

/** A photo is the same from a path, bytes, a stream or an image in memory. */
class PhotoSourcesTest {
  private static final int[] COLOURS = {0x102030, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFFFF, 0};

  private final PhotoReader reader = PhotoReader.create();

  private static BufferedImage picture(int type) {
    BufferedImage picture = new BufferedImage(3, 2, type);
    for (int i = 0; i < COLOURS.length; i++) {
      picture.setRGB(i % 3, i / 3, 0xFF000000 | COLOURS[i]);
    }
    return picture;
  }

  private static byte[] bytes(String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(picture(BufferedImage.TYPE_INT_RGB), format, out);
    return out.toByteArray();
  }

  private static int[] pixels(Photo photo) {
    int[] pixels = new int[photo.width() * photo.height()];
    photo.image().pixels().get(pixels);
    return pixels;
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp", "tif"})
  void aStreamGivesWhatThePathGives(String format, @TempDir Path folder) throws IOException {
    byte[] bytes = bytes(format);
    Path file = Files.write(folder.resolve("box." + format), bytes);
    Photo expected = reader.read(file);
    assertEquals(expected, reader.read("box." + format, bytes));
    assertEquals(expected, reader.read("box." + format, new ByteArrayInputStream(bytes)));
    assertEquals("hole 3/box", reader.read("hole 3/box", new ByteArrayInputStream(bytes)).name());
  }

  @Test
  void aStreamIsNotClosedAndItsFailureNamesThePhoto() throws IOException {
    boolean[] closed = new boolean[1];
    InputStream in =
        new ByteArrayInputStream(bytes("png")) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    reader.read("box.png", in);
    assertFalse(closed[0], "the host closes it");
    InputStream torn =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("connection reset");
          }
        };
    InputStream tornUnchecked =
        new InputStream() {
          @Override
          public int read() {
            throw new UncheckedIOException(new IOException("connection reset"));
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            return read();
          }
        };
    for (InputStream stream : List.of(torn, tornUnchecked)) {
      PhotoReadException failure =
          assertThrows(PhotoReadException.class, () -> reader.read("box 7", stream));
      assertEquals(FailureKind.IO, failure.kind());
      assertTrue(
          String.valueOf(failure.getMessage()).startsWith("photo box 7"), failure.getMessage());
      assertTrue(
          String.valueOf(failure.getMessage()).contains("connection reset"), failure.getMessage());
    }
  }

  @Test
  void theGuardsAreThoseOfAFile() throws IOException {
    byte[] bytes = bytes("png");
    PhotoReadException large =
        assertThrows(
            PhotoReadException.class,
            () -> reader.withMaxBytes(20).read("a.png", new ByteArrayInputStream(bytes)));
    assertEquals(FailureKind.TOO_LARGE, large.kind());
    assertTrue(
        String.valueOf(large.getMessage()).startsWith("photo a.png (PNG): at most 20 bytes"));
    PhotoReadException named =
        assertThrows(
            PhotoReadException.class, () -> reader.read("a.jpg", new ByteArrayInputStream(bytes)));
    assertEquals(FailureKind.BAD_INPUT, named.kind());
    PhotoReadException pixels =
        assertThrows(
            PhotoReadException.class,
            () -> reader.withMaxPixels(5).read("a.png", new ByteArrayInputStream(bytes)));
    assertEquals(FailureKind.TOO_LARGE, pixels.kind());
    PhotoReadException empty =
        assertThrows(
            PhotoReadException.class,
            () -> reader.read("a.png", new ByteArrayInputStream(new byte[0])));
    assertTrue(String.valueOf(empty.getMessage()).contains("empty"), empty.getMessage());
    PhotoReadException text =
        assertThrows(
            PhotoReadException.class,
            () ->
                reader.read(
                    "a", new ByteArrayInputStream("text".getBytes(StandardCharsets.UTF_8))));
    assertEquals(FailureKind.UNSUPPORTED, text.kind());
    assertThrows(
        IllegalArgumentException.class, () -> reader.read(" ", new ByteArrayInputStream(bytes)));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_INT_ARGB_PRE,
        BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_4BYTE_ABGR_PRE
      })
  void aPictureInMemoryKeepsItsColours(int type) {
    BufferedImage picture = picture(type);
    Photo photo = reader.read("box 1", picture);
    assertEquals("box 1", photo.name());
    assertArrayEquals(COLOURS, pixels(photo));
    picture.setRGB(0, 0, 0xFFABCDEF);
    assertEquals(COLOURS[0], photo.image().rgb(0, 0), "it is a copy");
  }

  @Test
  void partsPalettesGreyAndFewBitsAreReadAsInAFile() {
    BufferedImage part = picture(BufferedImage.TYPE_3BYTE_BGR).getSubimage(1, 0, 2, 2);
    assertArrayEquals(
        new int[] {COLOURS[1], COLOURS[2], COLOURS[4], COLOURS[5]}, pixels(reader.read("p", part)));
    BufferedImage seen = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    seen.setRGB(0, 0, 0x00123456);
    assertEquals(0xFFFFFF, reader.read("through", seen).image().rgb(0, 0), "white behind it");
    byte[] map = {0, 50, (byte) 200};
    BufferedImage indexed =
        new BufferedImage(
            2, 1, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 3, map, map, map));
    indexed.getRaster().setSample(0, 0, 0, 2);
    indexed.getRaster().setSample(1, 0, 0, 1);
    assertArrayEquals(new int[] {0xC8C8C8, 0x323232}, pixels(reader.read("i", indexed)));
    BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 77);
    assertEquals(0x4D4D4D, reader.read("g", grey).image().rgb(0, 0), "no change of gamma");
    BufferedImage bits = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_565_RGB);
    bits.setRGB(0, 0, Color.WHITE.getRGB());
    assertEquals(0xFFFFFF, reader.read("565", bits).image().rgb(0, 0));
    BufferedImage wide = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    wide.getRaster().setSample(0, 0, 0, 65535);
    assertEquals(0xFFFFFF, reader.read("16", wide).image().rgb(0, 0));
  }

  @Test
  void theHashOfAPictureIsOfItsSizeAndPixels() throws NoSuchAlgorithmException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * (2 + COLOURS.length)).putInt(3).putInt(2);
    for (int colour : COLOURS) {
      bytes.putInt(colour);
    }
    String expected =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    assertEquals(expected, reader.read("a", picture(BufferedImage.TYPE_INT_RGB)).sha256());
    assertEquals(expected, reader.read("b", picture(BufferedImage.TYPE_3BYTE_BGR)).sha256());
    BufferedImage other = picture(BufferedImage.TYPE_INT_RGB);
    other.setRGB(2, 1, 1);
    assertNotEquals(expected, reader.read("a", other).sha256());
  }

  @Test
  void aPictureThatIsNotReadIsNamed() {
    BufferedImage picture = picture(BufferedImage.TYPE_INT_RGB);
    PhotoReadException large =
        assertThrows(
            PhotoReadException.class, () -> reader.withMaxPixels(5).read("box 1", picture));
    assertEquals(FailureKind.TOO_LARGE, large.kind());
    assertEquals(
        "photo box 1 (BufferedImage): at most 5 pixels allowed, the picture has 3 x 2",
        large.getMessage());
    java.awt.image.ColorModel floats =
        new java.awt.image.ComponentColorModel(
            java.awt.color.ColorSpace.getInstance(java.awt.color.ColorSpace.CS_sRGB),
            false,
            false,
            java.awt.Transparency.OPAQUE,
            DataBuffer.TYPE_FLOAT);
    BufferedImage floating =
        new BufferedImage(
            floats,
            Raster.createWritableRaster(
                new ComponentSampleModel(DataBuffer.TYPE_FLOAT, 1, 1, 3, 3, new int[] {0, 1, 2}),
                null),
            false,
            null);
    PhotoReadException other =
        assertThrows(PhotoReadException.class, () -> reader.read("box 2", floating));
    assertEquals(FailureKind.UNSUPPORTED, other.kind());
    assertTrue(
        String.valueOf(other.getMessage())
            .startsWith("photo box 2 (BufferedImage): samples of at most 16"));
    assertThrows(IllegalArgumentException.class, () -> reader.read("", picture));
  }
}
