// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;

/** There is no room for what was to be kept; nothing of it was taken. */
public final class DiskFullException extends IOException {
  private static final long serialVersionUID = 1L;

  DiskFullException(IOException cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
