// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.draw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.bgs.corescore.image.RgbImage;

class PngFileTest {
  @SuppressWarnings("ArrayRecordComponent") // read only
  private record Chunk(String name, byte[] data) {}

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 7", "5, 1", "17, 9", "300, 200"})
  void readsBackEachPixelOfAPhoto(int width, int height) throws IOException {
    int[] pixels = new Random(3).ints((long) width * height, 0, 0x1000000).toArray();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PngFile.rgb(RgbImage.of(width, height, pixels), out);
    BufferedImage read = read(out.toByteArray());
    int[] came = read.getRGB(0, 0, width, height, null, 0, width);
    assertArrayEquals(pixels, Arrays.stream(came).map(rgb -> rgb & 0xFFFFFF).toArray());
    assertEquals(3, read.getRaster().getNumBands());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "6, 5", "257, 300"})
  void readsBackEachIndexAndItsColour(int width, int height) throws IOException {
    byte[] values = new byte[width * height];
    Random random = new Random(4);
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) random.nextInt(3);
    }
    byte[] palette = {1, 2, 3, (byte) 255, 0, 9, 40, 50, (byte) 200};
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PngFile.indexed(width, height, ByteBuffer.wrap(values), palette, Map.of(), out);
    BufferedImage read = read(out.toByteArray());
    byte[] came = new byte[values.length];
    read.getRaster().getDataElements(0, 0, width, height, came);
    assertArrayEquals(values, came);
    assertEquals(0xFF0009, ((IndexColorModel) read.getColorModel()).getRGB(1) & 0xFFFFFF);
  }

  @Test
  void readsBackEachValueOfSixteenBits() throws IOException {
    int[] values = new Random(5).ints(31 * 12, 0, 0x10000).toArray();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PngFile.grey16(31, 12, values, Map.of(), out);
    assertArrayEquals(
        values, read(out.toByteArray()).getRaster().getSamples(0, 0, 31, 12, 0, (int[]) null));
  }

  @Test
  void eachChunkHasItsCheckAndATextStandsBeforeThePixels() throws IOException {
    // Noise, so that the pixels take several chunks.
    int[] values = new Random(6).ints(300 * 300, 0, 0x10000).toArray();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PngFile.grey16(300, 300, values, Map.of("corescore:rubble", "1 2 é"), out);
    List<Chunk> chunks = chunks(out.toByteArray());
    assertEquals("IHDR", chunks.get(0).name());
    assertEquals("iTXt", chunks.get(1).name());
    assertEquals(
        "corescore:rubble\0\0\0\0\0" + "1 2 é",
        new String(chunks.get(1).data(), StandardCharsets.UTF_8));
    List<Chunk> pixels = chunks.subList(2, chunks.size() - 1);
    assertTrue(pixels.size() > 1);
    assertTrue(pixels.stream().allMatch(chunk -> chunk.name().equals("IDAT")));
    assertEquals("IEND", chunks.get(chunks.size() - 1).name());
  }

  private static BufferedImage read(byte[] png) throws IOException {
    assertEquals("IEND", chunks(png).get(chunks(png).size() - 1).name());
    ImageReader reader = PlatformImages.reader("png");
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(png))) {
      reader.setInput(in);
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }

  /** The chunks, each compared with its check, which the platform's reader does not do. */
  private static List<Chunk> chunks(byte[] png) {
    List<Chunk> chunks = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(png, 8, png.length - 8);
    while (in.hasRemaining()) {
      byte[] data = new byte[in.getInt()];
      CRC32 check = new CRC32();
      check.update(png, in.position(), data.length + 4);
      byte[] name = new byte[4];
      in.get(name).get(data);
      assertEquals((int) check.getValue(), in.getInt());
      chunks.add(new Chunk(new String(name, StandardCharsets.ISO_8859_1), data));
    }
    return chunks;
  }
}
