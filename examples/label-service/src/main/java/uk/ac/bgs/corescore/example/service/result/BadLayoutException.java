// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.result;

import uk.ac.bgs.corescore.CoreScoreException;

/** Rows of core came with a request, and cannot be used: the client is at fault. */
public final class BadLayoutException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  BadLayoutException(CoreScoreException cause) {
    super(cause.kind(), String.valueOf(cause.getMessage()), cause);
  }
}
