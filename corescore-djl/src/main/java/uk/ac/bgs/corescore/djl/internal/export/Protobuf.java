// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in the wire format of Protocol Buffers, of numbers, texts and nested messages. Large
 * blocks of bytes are copied once, when the message is written.
 */
final class Protobuf {
  private static final int VARINT = 0;
  private static final int BYTES = 2;

  private final List<byte[]> pieces = new ArrayList<>();
  private long size;

  Protobuf number(int field, long value) {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    varint(head, (long) field << 3 | VARINT);
    varint(head, value);
    return piece(head.toByteArray());
  }

  Protobuf text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Protobuf bytes(int field, byte[] value) {
    return head(field, value.length).piece(value);
  }

  Protobuf message(int field, Protobuf value) {
    head(field, value.size);
    value.pieces.forEach(this::piece);
    return this;
  }

  void writeTo(OutputStream out) throws IOException {
    for (byte[] piece : pieces) {
      out.write(piece);
    }
  }

  /** Size in bytes; readers of the format accept at most 2 GB. */
  long size() {
    return size;
  }

  private Protobuf head(int field, long length) {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    varint(head, (long) field << 3 | BYTES);
    varint(head, length);
    return piece(head.toByteArray());
  }

  private Protobuf piece(byte[] piece) {
    pieces.add(piece);
    size += piece.length;
    return this;
  }

  /** Writes a varint: seven bits a byte, the lowest first; the eighth bit is set if more follow. */
  private static void varint(ByteArrayOutputStream to, long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      to.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    to.write((int) left);
  }
}
