// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.io.IOException;
import uk.ac.bgs.corescore.FailureKind;

/** A decoder found an error in a file; {@link PhotoReader} adds the file's name and format. */
final class MalformedImageException extends IOException {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;

  MalformedImageException(String reason) {
    this(FailureKind.BAD_INPUT, reason);
  }

  MalformedImageException(FailureKind kind, String reason) {
    super(reason);
    this.kind = kind;
  }

  FailureKind kind() {
    return kind;
  }

  /** Bytes that are needed lie outside the file. */
  static MalformedImageException cutShort(long offset, long size, long length) {
    long end = offset > Long.MAX_VALUE - size ? Long.MAX_VALUE : offset + size;
    return new MalformedImageException(
        "cut short: bytes " + offset + " to " + end + " are needed, there are " + length);
  }
}
