// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.photo;

import java.io.IOException;

/** What a decoder found wrong with a file; {@link PhotoReader} adds the file's name and format. */
final class MalformedImageException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedImageException(String reason) {
    super(reason);
  }
}
