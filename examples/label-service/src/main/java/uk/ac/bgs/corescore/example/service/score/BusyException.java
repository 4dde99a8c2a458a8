// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.score;

import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/** The queue is full, or the service is ending: come back later. */
public final class BusyException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  private final int seconds;

  BusyException(String message, int seconds) {
    super(FailureKind.BUSY, message, null);
    this.seconds = seconds;
  }

  /**
   * When there may be room.
   *
   * @return seconds from now, at least 1
   */
  public int retryAfter() {
    return seconds;
  }
}
