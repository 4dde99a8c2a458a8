// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.draw;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Writes PNG files (W3C PNG, 2003), not interlaced, each row as its difference to the row above.
 * The platform's writer takes more time, because it tries all filters on each row and asks for the
 * pixels one at a time, and its file of a photograph is a fifth larger. Rows are made and written
 * one after the other; some 100 kB are held. The stream stays open.
 */
public final class PngFile {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int GREY = 0;
  private static final int RGB = 2;
  private static final int INDEXED = 3;
  private static final byte UP = 2;

  /** For photographs: higher levels take twice the time and save some 3 %. */
  private static final int PHOTO = Deflater.BEST_SPEED;

  /** For drawings: half the size of the quickest level. */
  private static final int DRAWING = 4;

  private static final int CHUNK = 1 << 16;

  private final OutputStream out;
  private final int width;
  private final int height;

  private PngFile(OutputStream out, int width, int height) {
    this.out = out;
    this.width = width;
    this.height = height;
  }

  /** Makes the samples of one row. */
  private interface Rows {
    void get(int y, byte[] row);
  }

  /** Writes a photograph, 8 bits a colour. */
  public static void rgb(RgbImage image, OutputStream out) throws IOException {
    PngFile file = new PngFile(out, image.width(), image.height());
    IntBuffer pixels = image.pixels();
    int[] row = new int[image.width()];
    file.begin(Byte.SIZE, RGB);
    file.rows(
        3,
        PHOTO,
        (y, bytes) -> {
          pixels.get(y * row.length, row);
          for (int x = 0, at = 0; x < row.length; x++, at += 3) {
            int rgb = row[x];
            bytes[at] = (byte) (rgb >> 16);
            bytes[at + 1] = (byte) (rgb >> 8);
            bytes[at + 2] = (byte) rgb;
          }
        });
    file.end();
  }

  /**
   * Writes an image of 8 bits a pixel with a palette.
   *
   * @param values row by row, indices of the palette
   * @param palette red, green and blue of each index
   * @param texts by keyword; texts in UTF-8, as they are
   */
  public static void indexed(
      int width,
      int height,
      ByteBuffer values,
      byte[] palette,
      Map<String, String> texts,
      OutputStream out)
      throws IOException {
    PngFile file = new PngFile(out, width, height);
    file.begin(Byte.SIZE, INDEXED);
    file.chunk("PLTE", palette, palette.length);
    file.texts(texts);
    file.rows(1, DRAWING, (y, row) -> values.get(y * width, row));
    file.end();
  }

  /**
   * Writes an image of 16 bits of grey a pixel.
   *
   * @param values row by row, from 0 to 65535
   * @param texts by keyword; texts in UTF-8, as they are
   */
  public static void grey16(
      int width, int height, int[] values, Map<String, String> texts, OutputStream out)
      throws IOException {
    PngFile file = new PngFile(out, width, height);
    file.begin(Short.SIZE, GREY);
    file.texts(texts);
    file.rows(
        2,
        DRAWING,
        (y, row) -> {
          for (int x = 0, from = y * width; x < width; x++) {
            row[2 * x] = (byte) (values[from + x] >> Byte.SIZE);
            row[2 * x + 1] = (byte) values[from + x];
          }
        });
    file.end();
  }

  private void begin(int bits, int type) throws IOException {
    out.write(SIGNATURE);
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put((byte) bits)
            .put((byte) type)
            .array();
    chunk("IHDR", header, header.length);
  }

  private void texts(Map<String, String> texts) throws IOException {
    for (Map.Entry<String, String> text : texts.entrySet()) {
      byte[] keyword = text.getKey().getBytes(StandardCharsets.ISO_8859_1);
      byte[] said = text.getValue().getBytes(StandardCharsets.UTF_8);
      // Between them: the end of the keyword, no compression (2), no language, no translation.
      byte[] chunk =
          ByteBuffer.allocate(keyword.length + 5 + said.length)
              .put(keyword)
              .put(new byte[5])
              .put(said)
              .array();
      chunk("iTXt", chunk, chunk.length);
    }
  }

  private void rows(int bytesAPixel, int level, Rows rows) throws IOException {
    Deflater deflater = new Deflater(level);
    try {
      byte[] packed = new byte[CHUNK];
      byte[] row = new byte[Math.multiplyExact(bytesAPixel, width)];
      byte[] above = new byte[row.length];
      byte[] difference = new byte[row.length + 1];
      difference[0] = UP;
      int filled = 0;
      for (int y = 0; y < height; y++) {
        rows.get(y, row);
        for (int i = 0; i < row.length; i++) {
          difference[i + 1] = (byte) (row[i] - above[i]);
        }
        byte[] free = above;
        above = row;
        row = free;
        deflater.setInput(difference);
        if (y == height - 1) {
          deflater.finish();
        }
        while (y == height - 1 ? !deflater.finished() : !deflater.needsInput()) {
          filled += deflater.deflate(packed, filled, packed.length - filled);
          if (filled == packed.length) {
            chunk("IDAT", packed, filled);
            filled = 0;
          }
        }
      }
      if (filled > 0) {
        chunk("IDAT", packed, filled);
      }
    } finally {
      deflater.end();
    }
  }

  private void end() throws IOException {
    chunk("IEND", new byte[0], 0);
  }

  private void chunk(String name, byte[] data, int length) throws IOException {
    byte[] type = name.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 check = new CRC32();
    check.update(type);
    check.update(data, 0, length);
    out.write(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    out.write(type);
    out.write(data, 0, length);
    out.write(ByteBuffer.allocate(Integer.BYTES).putInt((int) check.getValue()).array());
  }
}
