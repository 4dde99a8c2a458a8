// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * An image stream over a file's bytes with its first bytes replaced and others appended. The file's
 * bytes are not changed, and the file stays open.
 */
final class FileBytesStream extends ImageInputStreamImpl {
  private static final int BUFFER = 1 << 16;

  private final FileBytes file;
  private final byte[] head;
  private final byte[] tail;
  private final long tailAt;
  private final byte[] buffer = new byte[BUFFER];
  private long bufferAt;
  private int buffered;

  /**
   * Joins the parts.
   *
   * @param file used from the end of the head to the tail
   * @param head at 0
   * @param tail at {@code tailAt}, at or after the file's end
   */
  FileBytesStream(FileBytes file, byte[] head, byte[] tail, long tailAt) {
    this.file = file;
    this.head = head;
    this.tail = tail;
    this.tailAt = tailAt;
  }

  @Override
  public int read() throws IOException {
    checkClosed();
    bitOffset = 0;
    if (!fill()) {
      return -1;
    }
    return buffer[(int) (streamPos++ - bufferAt)] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    checkClosed();
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int from = (int) (streamPos - bufferAt);
    int count = Math.min(length, buffered - from);
    System.arraycopy(buffer, from, target, offset, count);
    streamPos += count;
    return count;
  }

  /** Has the byte at the stream's position in the buffer; false at the end. */
  private boolean fill() throws IOException {
    if (streamPos >= bufferAt && streamPos < bufferAt + buffered) {
      return true;
    }
    bufferAt = streamPos;
    if (streamPos >= tailAt) {
      return copied(tail, streamPos - tailAt);
    }
    if (streamPos < head.length) {
      return copied(head, streamPos);
    }
    buffered = (int) Math.min(BUFFER, file.length() - streamPos);
    if (buffered > 0) {
      file.at(streamPos, buffered).copyTo(0, buffered, buffer, 0);
    } else {
      // The odd byte between the file's end and the tail.
      buffer[0] = 0;
      buffered = 1;
    }
    return true;
  }

  private boolean copied(byte[] from, long at) {
    ByteBuffer bytes = ByteBuffer.wrap(from);
    bytes.position((int) Math.min(from.length, at));
    buffered = Math.min(BUFFER, bytes.remaining());
    bytes.get(buffer, 0, buffered);
    return buffered > 0;
  }

  @Override
  public long length() {
    return tailAt + tail.length;
  }
}
