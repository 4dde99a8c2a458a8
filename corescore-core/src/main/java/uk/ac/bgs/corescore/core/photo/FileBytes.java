// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of a file, in memory or on disk, of which parts are read. */
interface FileBytes {
  /** How many there are. */
  long length();

  /**
   * A part of them, numbers with their highest byte first.
   *
   * @throws MalformedImageException if it does not lie in the file
   * @throws IOException if it cannot be read
   */
  ByteView at(long offset, long size) throws IOException;

  /** Bytes in memory; no part is copied. */
  static FileBytes of(ByteView bytes) {
    return new FileBytes() {
      @Override
      public long length() {
        return bytes.length();
      }

      @Override
      public ByteView at(long offset, long size) throws MalformedImageException {
        return bytes.part(offset, size).order(false);
      }
    };
  }

  /** A file that the caller closes; each part is read when it is requested. */
  static FileBytes of(FileChannel file) throws IOException {
    long length = file.size();
    return new FileBytes() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public ByteView at(long offset, long size) throws IOException {
        if (offset < 0 || size < 0 || size > Integer.MAX_VALUE - 8L || offset > length - size) {
          throw MalformedImageException.cutShort(offset, size, length);
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) size);
        while (bytes.hasRemaining()) {
          if (file.read(bytes, offset + bytes.position()) < 0) {
            throw new EOFException();
          }
        }
        return ByteView.of(bytes.array());
      }
    };
  }
}
