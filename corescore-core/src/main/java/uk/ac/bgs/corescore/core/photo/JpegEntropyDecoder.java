// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes the entropy-coded segments of a JPEG scan (ITU-T T.81, 1992, annex F), bit by bit, a
 * block at a time.
 */
final class JpegEntropyDecoder {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** How many bits of a word may be used before one more code and its number are read from it. */
  private static final int SPARE = Long.SIZE - (Byte.SIZE - 1) - HuffmanCode.MAX_BITS;

  /**
   * The coded data without stuffing, and for each restart interval where its bits begin and end.
   */
  private final byte[] coded;

  private final List<int[]> pieces = new ArrayList<>();
  private final float[] sums = new float[JpegComponent.COEFFICIENTS];

  /** The next bit, from the beginning of the coded data, and the restart interval it is in. */
  private long position;

  private int piece;

  /**
   * Splits coded data at restart markers and removes the stuffed zero bytes after bytes of ones
   * (B.1.1.5).
   */
  JpegEntropyDecoder(ByteView bytes) throws MalformedImageException {
    coded = new byte[bytes.length() + Long.BYTES];
    int size = 0;
    int start = 0;
    int from = 0;
    int mark;
    do {
      int at = bytes.indexOf(0xFF, from);
      bytes.copyTo(from, at - from, coded, size);
      size += at - from;
      mark = at + 1 < bytes.length() ? bytes.u8(at + 1) : JpegFile.EOI;
      // Of several bytes of ones the last begins the marker.
      from = mark == 0xFF ? at + 1 : at + 2;
      if (mark == 0) {
        coded[size++] = -1;
      } else if (mark != 0xFF) {
        pieces.add(new int[] {start, size});
        start = size;
      }
    } while (mark == 0xFF || JpegFile.withinScan(mark));
  }

  /** How many restart intervals there are. */
  int pieces() {
    return pieces.size();
  }

  /** Refuses to have read after the end of the interval. */
  void checkEnd() throws MalformedImageException {
    if (position > (long) pieces.get(piece)[1] * Byte.SIZE) {
      throw new MalformedImageException("pixels are missing: their data ends too early");
    }
  }

  /**
   * Decodes the next block of a component and puts what comes out of it at a place of its plane.
   */
  void block(JpegComponent part, int place) throws MalformedImageException {
    int entry = part.direct.next(word(position));
    part.before += HuffmanCode.number(entry);
    position += HuffmanCode.used(entry);
    if (part.sums == 4) {
      four(part, place);
    } else {
      others(part, place);
    }
  }

  /** The rest of a block, and the block to its place. */
  private void others(JpegComponent part, int place) throws MalformedImageException {
    HuffmanCode code = part.others;
    float[] shares = part.shares;
    int cells = part.sums;
    for (int i = 0; i < cells; i++) {
      sums[i] = JpegComponent.HALF + part.before * shares[i];
    }
    long at = position;
    int k = 0;
    do {
      int entry = code.next(word(at));
      at += HuffmanCode.used(entry);
      k += HuffmanCode.step(entry);
      if (k < JpegComponent.COEFFICIENTS) {
        float value = HuffmanCode.number(entry);
        int share = k * cells;
        for (int i = 0; i < cells; i += 4) {
          sums[i] += value * shares[share + i];
          sums[i + 1] += value * shares[share + i + 1];
          sums[i + 2] += value * shares[share + i + 2];
          sums[i + 3] += value * shares[share + i + 3];
        }
      }
    } while (k < JpegComponent.COEFFICIENTS - 1);
    position = at;
    checkBlock(k);
    part.put(place, sums);
  }

  /** The same for at most four cells, in which most blocks are decoded at a quarter. */
  private void four(JpegComponent part, int place) throws MalformedImageException {
    HuffmanCode code = part.others;
    float[] shares = part.shares;
    float a = JpegComponent.HALF + part.before * shares[0];
    float b = JpegComponent.HALF + part.before * shares[1];
    float c = JpegComponent.HALF + part.before * shares[2];
    float d = JpegComponent.HALF + part.before * shares[3];
    long at = position;
    int k = 0;
    do {
      // After the end of a block the weights are zero, so the loop needs no unpredictable branch.
      long bits = word(at);
      int entry = code.next(bits);
      int used = HuffmanCode.used(entry);
      k += HuffmanCode.step(entry);
      float value = HuffmanCode.number(entry);
      a += value * shares[4 * k];
      b += value * shares[4 * k + 1];
      c += value * shares[4 * k + 2];
      d += value * shares[4 * k + 3];
      if (k < JpegComponent.COEFFICIENTS - 1 && used <= SPARE) {
        // A second of the same bits, since it takes long until others are there.
        entry = code.next(bits << used);
        used += HuffmanCode.used(entry);
        k += HuffmanCode.step(entry);
        value = HuffmanCode.number(entry);
        a += value * shares[4 * k];
        b += value * shares[4 * k + 1];
        c += value * shares[4 * k + 2];
        d += value * shares[4 * k + 3];
      }
      at += used;
    } while (k < JpegComponent.COEFFICIENTS - 1);
    position = at;
    checkBlock(k);
    part.put(place, a, b, c, d);
  }

  private static void checkBlock(int last) throws MalformedImageException {
    if (last >= JpegComponent.COEFFICIENTS && last < HuffmanCode.END_OF_BLOCK) {
      throw new MalformedImageException("pixels are damaged: a block has too many coefficients");
    }
  }

  /** Begins with a restart interval. */
  void begin(int number) {
    piece = number;
    position = (long) pieces.get(number)[0] * Byte.SIZE;
  }

  /** The bits from a place on, 57 at least; zeros after the end, which is checked later. */
  private long word(long at) {
    int first = (int) (at >>> 3);
    return first <= coded.length - Long.BYTES ? (long) WORDS.get(coded, first) << (at & 7) : 0;
  }
}
