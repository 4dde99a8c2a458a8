// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.io.IOException;

/** What a decoder found wrong with a file; {@link PhotoReader} adds the file's name and format. */
final class MalformedImageException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedImageException(String reason) {
    super(reason);
  }

  /** Bytes that are needed lie outside the file. */
  static MalformedImageException cutShort(long offset, long size, long length) {
    long end = offset > Long.MAX_VALUE - size ? Long.MAX_VALUE : offset + size;
    return new MalformedImageException(
        "cut short: bytes " + offset + " to " + end + " are needed, there are " + length);
  }
}
