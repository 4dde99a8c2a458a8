// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;

/** The disk is full; nothing was written. */
public final class DiskFullException extends IOException {
  private static final long serialVersionUID = 1L;

  DiskFullException(IOException cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
