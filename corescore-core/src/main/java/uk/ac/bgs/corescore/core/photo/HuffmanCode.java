// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.util.Arrays;

/**
 * A Huffman code of JPEG (ITU-T T.81, 1992, annexes C and F), whose symbols encode a run of zeros
 * and the bit length of the number after it.
 *
 * <p>A lookup table decodes a code by its first bits, together with the number after it if both
 * fit. An entry is one int: {@link #used}, {@link #step} and {@link #number}.
 */
final class HuffmanCode {
  /** Index bits of the lookup table. */
  private static final int LOOKED_UP = 12;

  /** Bits of the longest code and the longest number. */
  static final int MAX_BITS = 31;

  /** The {@link #step} that ends a block; no other leads as far from within it. */
  static final int END_OF_BLOCK = 80;

  private static final int LONGEST = 16;

  /** A table entry with only the length of the code, if known, and its symbol. */
  private static final int UNFINISHED = 1 << 15;

  private static final int LENGTH = 31;
  private static final int STEP_AT = 5;
  private static final int STEP = 127;
  private static final int NUMBER_AT = 16;

  /** For the next bits their entry. */
  private final int[] found = new int[1 << LOOKED_UP];

  private final int[] endOfLength = new int[LONGEST + 2];
  private final int[] firstSymbol = new int[LONGEST + 1];
  private final byte[] symbols;

  /**
   * Builds the code.
   *
   * @param table 16 bytes, how many codes there are of 1 to 16 bits, and their symbols, in the
   *     order of the codes
   */
  HuffmanCode(ByteView table) throws MalformedImageException {
    symbols = table.part(LONGEST, table.length() - (long) LONGEST).copy();
    Arrays.fill(found, UNFINISHED);
    int code = 0;
    int next = 0;
    for (int length = 1; length <= LONGEST; length++) {
      int count = table.u8(length - 1);
      firstSymbol[length] = next - code;
      for (int i = 0; i < count; i++, code++, next++) {
        if (length <= LOOKED_UP) {
          enter(code, length, symbols[next] & 0xFF);
        }
      }
      if (code > 1 << length) {
        throw new MalformedImageException("a Huffman code expected, one with too many codes found");
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
      throw new MalformedImageException("a Huffman code expected, one with too many codes found");
    }
    boolean whole = length + (symbol & 15) <= LOOKED_UP;
    for (int bits = from; bits < from + (1 << rest); bits++) {
      found[bits] =
          whole
              ? entry(symbol, length, (long) bits << (Long.SIZE - LOOKED_UP))
              : symbol << NUMBER_AT | UNFINISHED | length;
    }
  }

  private static int entry(int symbol, int length, long word) {
    int size = symbol & 15;
    int number = 0;
    if (size > 0) {
      // The first bit is the sign (F.2.2.1).
      int bits = (int) (word << length >>> (Long.SIZE - size));
      number = bits >> (size - 1) == 0 ? bits + 1 - (1 << size) : bits;
    }
    int step = symbol == 0 ? END_OF_BLOCK : (symbol >> 4) + 1;
    return number << NUMBER_AT | step << STEP_AT | (length + size);
  }

  /**
   * Returns the entry of the next bits.
   *
   * @param word the next bits, from the highest on; at least 31
   * @return an entry
   * @throws MalformedImageException if no code matches
   */
  int next(long word) throws MalformedImageException {
    int entry = found[(int) (word >>> (Long.SIZE - LOOKED_UP))];
    return (entry & UNFINISHED) == 0 ? entry : finished(entry, word);
  }

  private int finished(int entry, long word) throws MalformedImageException {
    int length = entry & LENGTH;
    if (length > 0) {
      return entry(entry >> NUMBER_AT, length, word);
    }
    int bits = (int) (word >>> (Long.SIZE - LONGEST));
    length = LOOKED_UP + 1;
    while (bits >= endOfLength[length]) {
      length++;
    }
    if (length > LONGEST) {
      throw new MalformedImageException("pixels are damaged: bits found that are no Huffman code");
    }
    int symbol = symbols[firstSymbol[length] + (bits >> (LONGEST - length))] & 0xFF;
    return entry(symbol, length, word);
  }

  /** Bits of the code and of the number behind it. */
  static int used(int entry) {
    return entry & LENGTH;
  }

  /** The number behind the code; 0 if there is none. */
  static int number(int entry) {
    return entry >> NUMBER_AT;
  }

  /**
   * The distance of the number from the coefficient before it, zeros included; {@link
   * #END_OF_BLOCK} at the end of the block.
   */
  static int step(int entry) {
    return entry >> STEP_AT & STEP;
  }
}
