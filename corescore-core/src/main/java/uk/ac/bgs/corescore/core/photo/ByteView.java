// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** A part of a file's bytes that numbers are read from, never past its end. */
final class ByteView {
  private final byte[] data;
  private final int start;
  private final int length;
  private final boolean littleEndian;

  private ByteView(byte[] data, int start, int length, boolean littleEndian) {
    this.data = data;
    this.start = start;
    this.length = length;
    this.littleEndian = littleEndian;
  }

  /** All of an array, numbers with their highest byte first. */
  static ByteView of(byte[] data) {
    return new ByteView(data, 0, data.length, false);
  }

  /** The same bytes, numbers read in the order requested. */
  ByteView order(boolean little) {
    return new ByteView(data, start, length, little);
  }

  /** A part; its offsets count from its own start. */
  ByteView part(long offset, long size) throws MalformedImageException {
    check(offset, size);
    return new ByteView(data, (int) (start + offset), (int) size, littleEndian);
  }

  int length() {
    return length;
  }

  boolean littleEndian() {
    return littleEndian;
  }

  int u8(long offset) throws MalformedImageException {
    check(offset, 1);
    return data[(int) (start + offset)] & 0xFF;
  }

  int u16(long offset) throws MalformedImageException {
    int a = u8(offset);
    int b = u8(offset + 1);
    return littleEndian ? (b << 8) | a : (a << 8) | b;
  }

  long u32(long offset) throws MalformedImageException {
    long a = u16(offset);
    long b = u16(offset + 2);
    return littleEndian ? (b << 16) | a : (a << 16) | b;
  }

  /** Eight bytes; a number beyond 2^63 - 1, which no offset or count can be, comes as that. */
  long u64(long offset) throws MalformedImageException {
    long a = u32(offset);
    long b = u32(offset + 4);
    long value = littleEndian ? (b << 32) | a : (a << 32) | b;
    return value < 0 ? Long.MAX_VALUE : value;
  }

  int s32(long offset) throws MalformedImageException {
    return (int) u32(offset);
  }

  /** The index of the first such byte from an offset on; the length if there is none. */
  int indexOf(int value, int offset) {
    byte wanted = (byte) value;
    int at = start + offset;
    int end = start + length;
    while (at < end && data[at] != wanted) {
      at++;
    }
    return Math.min(length, at - start);
  }

  /** Whether the bytes at the offset are these Latin-1 characters. */
  boolean startsWith(long offset, String text) {
    if (offset < 0 || offset + text.length() > length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if ((data[(int) (start + offset + i)] & 0xFF) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  String text(long offset, int size) throws MalformedImageException {
    check(offset, size);
    return new String(data, (int) (start + offset), size, StandardCharsets.ISO_8859_1);
  }

  byte[] copy() {
    return Arrays.copyOfRange(data, start, start + length);
  }

  byte[] copy(long offset, long size) throws MalformedImageException {
    return part(offset, size).copy();
  }

  void copyTo(int offset, int size, byte[] target, int place) {
    System.arraycopy(data, start + offset, target, place, size);
  }

  void writeTo(ByteArrayOutputStream out) {
    out.write(data, start, length);
  }

  void update(CRC32 crc) {
    crc.update(data, start, length);
  }

  private void check(long offset, long size) throws MalformedImageException {
    if (offset < 0 || size < 0 || offset > length - size) {
      throw MalformedImageException.cutShort(offset, size, length);
    }
  }
}
