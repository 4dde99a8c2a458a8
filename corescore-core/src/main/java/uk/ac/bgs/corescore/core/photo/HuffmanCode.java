// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.util.Arrays;

/**
 * A Huffman code of JPEG (ITU-T T.81, 1992, annexes C and F), whose symbols say how many zeros come
 * before a number and how many bits the number has.
 *
 * <p>Codes are looked up by their first bits.
 */
final class HuffmanCode {
  /** Bits that are looked up at once. */
  static final int LOOKED_UP = 10;

  /** Bits of the longest code and the longest number. */
  static final int MOST_BITS = 31;

  private static final int LONGEST = 16;
  private static final int COEFFICIENTS = 64;

  /** For the next bits what {@link #next} gives; 0 where the code is longer. */
  private final int[] found = new int[1 << LOOKED_UP];

  private final int[] endOfLength = new int[LONGEST + 2];
  private final int[] firstSymbol = new int[LONGEST + 1];
  private final byte[] symbols;

  /**
   * Builds the code.
   *
   * @param lengths 16 bytes: how many codes there are of 1 to 16 bits
   * @param symbols what they stand for, in the order of the codes
   */
  HuffmanCode(Bytes lengths, Bytes symbols) throws MalformedImageException {
    this.symbols = symbols.copy();
    int code = 0;
    int next = 0;
    for (int length = 1; length <= LONGEST; length++) {
      int count = lengths.u8(length - 1);
      firstSymbol[length] = next - code;
      for (int i = 0; i < count; i++, code++, next++) {
        if (length <= LOOKED_UP) {
          enter(code, length, this.symbols[next] & 0xFF);
        }
      }
      if (code > 1 << length) {
        throw new MalformedImageException("a Huffman code expected, one with too many codes came");
      }
      endOfLength[length] = code << (LONGEST - length);
      code <<= 1;
    }
    endOfLength[LONGEST + 1] = Integer.MAX_VALUE;
  }

  private void enter(int code, int length, int symbol) throws MalformedImageException {
    int rest = LOOKED_UP - length;
    int from = code << rest;
    if (from + (1 << rest) > found.length) {
      throw new MalformedImageException("a Huffman code expected, one with too many codes came");
    }
    Arrays.fill(found, from, from + (1 << rest), entry(symbol, length));
  }

  /** Symbol in the second byte; bits of code and number in the lowest five. */
  private static int entry(int symbol, int length) {
    return symbol << 8 | (length + (symbol & 15));
  }

  /**
   * What the next bits say, to be asked by {@link #used} and the others.
   *
   * @param word the next bits, from the highest on; at least 31
   * @throws MalformedImageException if no code begins like that
   */
  int next(long word) throws MalformedImageException {
    int entry = found[(int) (word >>> (Long.SIZE - LOOKED_UP))];
    return entry != 0 ? entry : longer((int) (word >>> (Long.SIZE - LONGEST)));
  }

  private int longer(int bits) throws MalformedImageException {
    int length = 1;
    while (bits >= endOfLength[length]) {
      length++;
    }
    if (length > LONGEST) {
      throw new MalformedImageException("pixels are damaged: bits came that are no Huffman code");
    }
    return entry(symbols[firstSymbol[length] + (bits >> (LONGEST - length))] & 0xFF, length);
  }

  /** Bits of the code and of the number behind it. */
  static int used(int entry) {
    return entry & 31;
  }

  /** Whether a number other than 0 came. */
  static boolean isNumber(int entry) {
    return (entry & 0xF00) != 0;
  }

  /** The number, whose first bit tells its sign (F.2.2.1); 0 if there is none. */
  static int number(int entry, long word) {
    int size = entry >> 8 & 15;
    int bits = (int) (word << (used(entry) - size) >>> 1 >>> (Long.SIZE - 1 - size));
    // Without a branch, as nobody can foretell the sign.
    return bits + ((bits >> (size - 1)) - 1 & 1 - (1 << size));
  }

  /**
   * Where the number stands among the coefficients of a block.
   *
   * @param k where the next coefficient would stand
   * @return behind the zeros that come before the number; 64 at the end of the block
   */
  static int behindZeros(int entry, int k) throws MalformedImageException {
    int symbol = entry >> 8 & 0xFF;
    if (symbol == 0) {
      return COEFFICIENTS;
    }
    int place = k + (symbol >> 4);
    if (place >= COEFFICIENTS) {
      throw new MalformedImageException("pixels are damaged: a block has too many coefficients");
    }
    return place;
  }
}
