// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The coded data of a JPEG scan, read bit by bit, a block at a time. */
final class JpegBits {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Bits that are there at least after more were taken. */
  private static final int FULL = Long.SIZE - Byte.SIZE;

  /**
   * The coded data without stuffing, and for each restart interval where its bits begin and end.
   */
  private final byte[] coded;

  private final List<int[]> pieces = new ArrayList<>();
  private final float[] sums = new float[JpegComponent.COEFFICIENTS];

  /** The next bits, from the highest on, how many of them count, and the byte behind those. */
  private long word;

  private int valid;
  private int next;
  private int piece;

  /** Takes coded data apart at restarts, and the zeros out that stand behind bytes of ones. */
  JpegBits(byte[] bytes) {
    coded = new byte[bytes.length + Long.BYTES];
    int size = 0;
    int start = 0;
    int i = 0;
    while (i + 1 < bytes.length) {
      byte value = bytes[i++];
      coded[size++] = value;
      if (value != -1) {
        continue;
      }
      int mark = bytes[i] & 0xFF;
      if (mark == 0) {
        i++;
      } else if (mark >= 0xD0 && mark <= 0xD7) {
        i++;
        pieces.add(new int[] {start, --size});
        start = size;
      } else if (mark == 0xFF) {
        size--;
      } else {
        size--;
        break;
      }
    }
    pieces.add(new int[] {start, size});
    Arrays.fill(coded, size, coded.length, (byte) 0);
  }

  /** How many restart intervals there are. */
  int pieces() {
    return pieces.size();
  }

  /** Refuses to have read behind the end of the interval. */
  void checkEnd() throws MalformedImageException {
    if ((long) next * Byte.SIZE - valid > (long) pieces.get(piece)[1] * Byte.SIZE) {
      throw new MalformedImageException("pixels are missing: their data ends too early");
    }
  }

  /**
   * Decodes the next block of a component and puts what comes out of it at a place of its plane.
   */
  void block(JpegComponent part, int place) throws MalformedImageException {
    if (valid < HuffmanCode.MOST_BITS) {
      refill();
    }
    int entry = part.direct.next(word);
    part.before += HuffmanCode.number(entry, word);
    word <<= HuffmanCode.used(entry);
    valid -= HuffmanCode.used(entry);
    int cells = part.columns * part.rows;
    for (int i = 0; i < cells; i++) {
      sums[i] = JpegComponent.HALF + part.before * part.shares[i];
    }
    if (cells == 4) {
      four(part);
    } else {
      others(part, cells);
    }
    for (int j = 0, from = 0; j < part.rows; j++) {
      for (int i = 0; i < part.columns; i++) {
        part.plane[place + j * part.stride + i] = sums[from++];
      }
    }
  }

  /** The coefficients of a block but the first. */
  private void others(JpegComponent part, int cells) throws MalformedImageException {
    HuffmanCode code = part.others;
    float[] shares = part.shares;
    long bits = word;
    int left = valid;
    for (int k = 1; k < JpegComponent.COEFFICIENTS; k++) {
      if (left < HuffmanCode.MOST_BITS) {
        bits |= next() >>> left;
        next += (Long.SIZE - 1 - left) >> 3;
        left |= FULL;
      }
      int entry = code.next(bits);
      k = HuffmanCode.behindZeros(entry, k);
      if (HuffmanCode.isNumber(entry) && k <= part.last) {
        int value = HuffmanCode.number(entry, bits);
        for (int i = 0; i < cells; i++) {
          sums[i] += value * shares[k * cells + i];
        }
      }
      bits <<= HuffmanCode.used(entry);
      left -= HuffmanCode.used(entry);
    }
    word = bits;
    valid = left;
  }

  /** The same for four cells, in which most blocks are decoded at a quarter. */
  private void four(JpegComponent part) throws MalformedImageException {
    HuffmanCode code = part.others;
    float[] shares = part.shares;
    float a = sums[0];
    float b = sums[1];
    float c = sums[2];
    float d = sums[3];
    long bits = word;
    int left = valid;
    for (int k = 1; k < JpegComponent.COEFFICIENTS; k++) {
      if (left < HuffmanCode.MOST_BITS) {
        bits |= next() >>> left;
        next += (Long.SIZE - 1 - left) >> 3;
        left |= FULL;
      }
      int entry = code.next(bits);
      k = HuffmanCode.behindZeros(entry, k);
      if (HuffmanCode.isNumber(entry)) {
        float value = HuffmanCode.number(entry, bits);
        int at = 4 * k;
        a += value * shares[at];
        b += value * shares[at + 1];
        c += value * shares[at + 2];
        d += value * shares[at + 3];
      }
      bits <<= HuffmanCode.used(entry);
      left -= HuffmanCode.used(entry);
    }
    sums[0] = a;
    sums[1] = b;
    sums[2] = c;
    sums[3] = d;
    word = bits;
    valid = left;
  }

  private void refill() {
    word |= next() >>> valid;
    next += (Long.SIZE - 1 - valid) >> 3;
    valid |= FULL;
  }

  /** Begins with a restart interval. */
  void begin(int number) {
    piece = number;
    next = pieces.get(number)[0];
    word = 0;
    valid = 0;
  }

  /** The eight bytes behind those that were read; zeros behind the end, which is checked later. */
  private long next() {
    return next <= coded.length - Long.BYTES ? (long) WORDS.get(coded, next) : 0;
  }
}
