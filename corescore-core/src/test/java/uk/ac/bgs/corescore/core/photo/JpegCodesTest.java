// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Grey JPEG streams made by hand, with a Huffman code of every length, decoded at a part of their
 * size: what comes out are the means of the pixels that the cosines of T.81, A.3.3, give.
 */
class JpegCodesTest {
  private static final int BLOCKS = 12;
  private static final int WIDTH = 8 * BLOCKS;

  /** One code of each length; that of 9 bits begins with eight ones. */
  private static final int[] DIRECT = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

  private static final int END = 0x00;
  private static final int SIXTEEN_ZEROS = 0xF0;
  private static final int LONGEST = 0x0F;

  /** Zeros before it and bits of the number, for codes of 1 to 16 bits. */
  private static final int[] OTHERS = {
    0x01,
    END,
    0x02,
    0x11,
    0x03,
    0x21,
    0x04,
    SIXTEEN_ZEROS,
    0x05,
    0x12,
    0x06,
    0x31,
    0x07,
    0xF1,
    0x08,
    LONGEST
  };

  @TempDir private Path folder = Path.of(".");

  /** Writes bits and remembers what they mean. */
  private static final class Stream {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<int[]> blocks = new ArrayList<>();
    private final boolean fills;
    private int bits;
    private int count;
    private int before;
    private int[] block = new int[64];

    Stream(boolean fills) {
      this.fills = fills;
    }

    private void bits(int value, int size) {
      for (int i = size - 1; i >= 0; i--) {
        bits = bits << 1 | (value >> i & 1);
        if (++count == 8) {
          out.write(bits);
          if (bits == 0xFF) {
            out.write(0);
          }
          bits = 0;
          count = 0;
        }
      }
    }

    /** The code of so many bits is that many ones but one, and a zero. */
    private void code(int[] symbols, int symbol, int number, int size) {
      int length = 1;
      while (symbols[length - 1] != symbol) {
        length++;
      }
      bits((1 << length) - 2, length);
      bits(number < 0 ? number + (1 << size) - 1 : number, size);
    }

    Stream begin(int direct) {
      int difference = direct - before;
      int size = Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(difference));
      code(DIRECT, size, difference, size);
      before = direct;
      block = new int[64];
      block[0] = direct;
      blocks.add(block);
      return this;
    }

    /** The number with its zeros before it, behind place k; where it stands. */
    int add(int symbol, int k, int number) {
      code(OTHERS, symbol, number, symbol & 15);
      int place = k + (symbol >> 4) + 1;
      if (place < 64) {
        block[place] = number;
      }
      return place;
    }

    private void marker(int value) {
      while (count > 0) {
        bits(1, 1);
      }
      if (fills) {
        out.write(0xFF);
        out.write(0xFF);
      }
      out.write(0xFF);
      out.write(value);
    }

    Stream restart(int number) {
      marker(0xD0 + number % 8);
      before = 0;
      return this;
    }

    byte[] file(int interval) {
      marker(0xD9);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(PhotoFixtures.latin("\u00FF\u00D8"));
      byte[] steps = new byte[65];
      Arrays.fill(steps, 1, 65, (byte) 1);
      all.writeBytes(segment(0xDB, steps));
      int height = 8 * ((blocks.size() + BLOCKS - 1) / BLOCKS);
      all.writeBytes(segment(0xC0, new byte[] {8, 0, (byte) height, 0, WIDTH, 1, 1, 0x11, 0}));
      all.writeBytes(segment(0xC4, table(0x00, DIRECT)));
      all.writeBytes(segment(0xC4, table(0x10, OTHERS)));
      all.writeBytes(segment(0xDD, new byte[] {0, (byte) interval}));
      all.writeBytes(segment(0xDA, new byte[] {1, 1, 0, 0, 63, 0}));
      all.writeBytes(out.toByteArray());
      return all.toByteArray();
    }

    private static byte[] table(int head, int[] symbols) {
      byte[] table = new byte[17 + symbols.length];
      table[0] = (byte) head;
      for (int i = 0; i < symbols.length; i++) {
        table[1 + i] = 1;
        table[17 + i] = (byte) symbols[i];
      }
      return table;
    }

    private static byte[] segment(int marker, byte[] body) {
      byte[] head = {(byte) 0xFF, (byte) marker, 0, (byte) (body.length + 2)};
      return PhotoFixtures.join(head, body);
    }
  }

  private RgbImage copy(byte[] file, int factor) throws IOException {
    Path place = Files.write(folder.resolve("codes.jpg"), file);
    return PhotoReader.create().readReduced(place, 0, WIDTH / factor).image();
  }

  private static double cosine(int frequency, int at) {
    return (frequency == 0 ? Math.sqrt(0.125) : 0.5)
        * Math.cos((2 * at + 1) * frequency * Math.PI / 16);
  }

  /** The mean of the pixels of a cell of a block, not cut off at black and white. */
  private static double mean(int[] block, int factor, int column, int row) {
    double sum = 0;
    int place = 0;
    for (int diagonal = 0; diagonal < 15; diagonal++) {
      for (int i = Math.max(0, diagonal - 7); i <= Math.min(7, diagonal); i++) {
        int v = diagonal % 2 == 0 ? diagonal - i : i;
        int u = diagonal - v;
        double across = 0;
        double down = 0;
        for (int j = 0; j < factor; j++) {
          across += cosine(u, column * factor + j) / factor;
          down += cosine(v, row * factor + j) / factor;
        }
        sum += block[place++] * across * down;
      }
    }
    return sum + 128;
  }

  private void check(Stream stream, int interval) throws IOException {
    byte[] file = stream.file(interval);
    for (int factor : new int[] {2, 4, 8}) {
      int cells = 8 / factor;
      RgbImage image = copy(file, factor);
      assertEquals(WIDTH / factor, image.width());
      for (int y = 0; y < image.height(); y++) {
        for (int x = 0; x < image.width(); x++) {
          int[] block = stream.blocks.get(y / cells * BLOCKS + x / cells);
          double expected = Math.max(0, Math.min(255, mean(block, factor, x % cells, y % cells)));
          assertEquals(expected, image.rgb(x, y) & 0xFF, 0.51, factor + ": " + x + ", " + y);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void codesOfEveryLengthWithNumbersOfEverySize(boolean fills) throws IOException {
    SplittableRandom random = new SplittableRandom(6);
    Stream stream = new Stream(fills);
    for (int i = 0; i < 4 * BLOCKS; i++) {
      if (i > 0 && i % 5 == 0) {
        stream.restart(i / 5 - 1);
      }
      // The first byte is one of ones: the code of 9 bits for a number of 8.
      stream.begin(i == 0 ? 200 : random.nextInt(-400, 400));
      int k = 0;
      while (k < 63) {
        int symbol = OTHERS[random.nextInt(OTHERS.length)];
        int size = symbol & 15;
        if (symbol == END || k + (symbol >> 4) + 1 > 63) {
          stream.code(OTHERS, END, 0, 0);
          break;
        }
        int most = 1 << size >> 1;
        int number = size == 0 ? 0 : random.nextInt(most, 2 * most);
        k = stream.add(symbol, k, random.nextBoolean() ? number : -number);
      }
    }
    check(stream, 5);
  }

  @Test
  void theLongestCodesWithTheLargestNumbersOnEnd() throws IOException {
    Stream stream = new Stream(false);
    for (int i = 0; i < BLOCKS; i++) {
      stream.begin(i);
      int k = 0;
      for (int j = 0; j < i; j++) {
        k = stream.add(LONGEST, k, j % 2 == 0 ? 32767 - i : i - 32767);
      }
      stream.code(OTHERS, END, 0, 0);
    }
    check(stream, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void aBlockWithTooManyCoefficientsIsRefused(int factor) {
    for (int ones : new int[] {0, 14}) {
      Stream stream = new Stream(false);
      for (int i = 0; i < BLOCKS; i++) {
        stream.begin(0);
        int k = 0;
        for (int j = 0; i == 3 && j < ones; j++) {
          k = stream.add(0x01, k, 1);
        }
        // To the last place in the block and no further, or to the first behind it.
        int zeros = i == 3 ? 4 : 3;
        for (int j = 0; j < zeros; j++) {
          k = stream.add(SIXTEEN_ZEROS, k, 0);
        }
        stream.code(OTHERS, END, 0, 0);
      }
      PhotoReadException e =
          assertThrows(PhotoReadException.class, () -> copy(stream.file(0), factor));
      assertTrue(e.reason().contains("too many coefficients"), e.reason());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, BLOCKS})
  void dataThatEndTooEarlyAreFoundOut(int interval) {
    Stream stream = new Stream(false);
    for (int i = 0; i < 2 * BLOCKS; i++) {
      if (interval > 0 && i == interval) {
        stream.restart(0);
      }
      stream.begin(i).code(OTHERS, END, 0, 0);
    }
    byte[] file = stream.file(interval);
    byte[] cut = PhotoFixtures.cut(file, file.length - 8, file.length - 2);
    PhotoReadException e = assertThrows(PhotoReadException.class, () -> copy(cut, 4));
    assertTrue(e.reason().contains("ends too early"), e.reason());
  }
}
