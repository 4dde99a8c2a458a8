// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * How a journal is read. It begins with {@code CSBATCH1} and a frame with the name of its result
 * set; a frame with a record follows for each photo. A frame is the number of its bytes, their
 * CRC-32C, the CRC-32C of these two numbers (4 bytes each, highest first), and the bytes.
 *
 * <p>A frame that is cut off at the end of the file is what a kill leaves: it counts as not
 * written, and so do zeros to the end of the file, which a power cut leaves. Anything else that
 * does not fit its checksum is damage.
 */
final class JournalFile {
  private static final byte[] MAGIC = "CSBATCH1".getBytes(StandardCharsets.US_ASCII);
  private static final int FRAME = 12;

  private JournalFile() {}

  /** Takes the photos' records. */
  interface Visitor {
    void record(long offset, byte[] bytes) throws IOException;
  }

  /** What a new journal begins with. */
  static byte[] beginning(String set) {
    byte[] frame = framed(set.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.allocate(MAGIC.length + frame.length).put(MAGIC).put(frame).array();
  }

  static byte[] framed(byte[] bytes) {
    ByteBuffer frame = ByteBuffer.allocate(FRAME + bytes.length);
    frame.putInt(bytes.length).putInt(crc(bytes, bytes.length));
    frame.putInt(crc(frame.array(), 8)).put(bytes);
    return frame.array();
  }

  private static int crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  /**
   * Reads a journal from its beginning.
   *
   * @param set the name of the result set that it has to be of
   * @return where its sound records end; 0 if there is not even a beginning
   * @throws CoreScoreException if it is damaged, or of another set
   * @throws IOException if it cannot be read
   */
  static long read(Path file, String set, Visitor visitor) throws IOException {
    long size = Files.size(file);
    byte[] beginning = beginning(set);
    try (InputStream buffered = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        DataInputStream in = new DataInputStream(buffered)) {
      byte[] start = in.readNBytes((int) Math.min(size, beginning.length));
      if (start.length < beginning.length) {
        requireStart(file, Arrays.equals(start, Arrays.copyOf(beginning, start.length)), set);
        return 0;
      }
      requireStart(file, Arrays.equals(start, beginning), set);
      long at = beginning.length;
      byte[] head = new byte[FRAME];
      while (size - at >= FRAME) {
        in.readFully(head);
        ByteBuffer numbers = ByteBuffer.wrap(head);
        int length = numbers.getInt();
        int crc = numbers.getInt();
        if (numbers.getInt() != crc(head, 8) || length < 0) {
          return endOrDamage(file, at, size, isZeroToEnd(in));
        }
        if (length > size - at - FRAME) {
          return at;
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length || crc(bytes, length) != crc) {
          boolean last = at + FRAME + length >= size;
          return endOrDamage(file, at, size, last || isZeroToEnd(in));
        }
        visitor.record(at, bytes);
        at += FRAME + length;
      }
      return at;
    }
  }

  /** Reads the record at a place where one was found before. */
  static byte[] at(FileChannel channel, Path file, long at) throws IOException {
    byte[] head = bytes(channel, file, at, FRAME);
    ByteBuffer numbers = ByteBuffer.wrap(head);
    int length = numbers.getInt();
    int crc = numbers.getInt();
    if (numbers.getInt() != crc(head, 8) || length < 0) {
      throw damage(file, at, channel.size());
    }
    byte[] bytes = bytes(channel, file, at + FRAME, length);
    if (crc(bytes, length) != crc) {
      throw damage(file, at, channel.size());
    }
    return bytes;
  }

  private static byte[] bytes(FileChannel channel, Path file, long at, int length)
      throws IOException {
    if (at + length > channel.size()) {
      throw damage(file, at, channel.size());
    }
    byte[] bytes = new byte[length];
    ByteBuffer into = ByteBuffer.wrap(bytes);
    while (into.hasRemaining()) {
      if (channel.read(into, at + into.position()) < 0) {
        throw damage(file, at, channel.size());
      }
    }
    return bytes;
  }

  private static boolean isZero(byte[] bytes) {
    for (byte one : bytes) {
      if (one != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZeroToEnd(InputStream in) throws IOException {
    byte[] block = in.readNBytes(1 << 16);
    while (block.length > 0) {
      if (!isZero(block)) {
        return false;
      }
      block = in.readNBytes(1 << 16);
    }
    return true;
  }

  private static long endOrDamage(Path file, long at, long size, boolean end) {
    if (!end) {
      throw damage(file, at, size);
    }
    return at;
  }

  private static CoreScoreException damage(Path file, long at, long size) {
    return new CoreScoreException(
        FailureKind.BAD_INPUT,
        file
            + ": damaged at byte "
            + at
            + " of "
            + size
            + ": what is there does not fit its checksum; the records before it are sound."
            + " Restore the file from a copy, or cut it off there and run again: the photos that"
            + " were recorded after that are then scored again");
  }

  private static void requireStart(Path file, boolean fits, String set) {
    if (!fits) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          file + ": expected the journal of result set " + set + ", it begins otherwise");
    }
  }
}
