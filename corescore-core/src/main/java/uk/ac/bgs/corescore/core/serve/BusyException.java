// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.serve;

import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/** The queue is full or closed: come back later. */
public final class BusyException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  /** Seconds until there may be room. */
  private final int seconds;

  /** Whether the queue is closed. */
  private final boolean closed;

  BusyException(boolean closed, int seconds) {
    super(FailureKind.BUSY, closed ? "the queue is closed" : "the queue is full", null);
    this.closed = closed;
    this.seconds = seconds;
  }

  /**
   * Whether the queue is closed.
   *
   * @return false if it is full
   */
  public boolean closed() {
    return closed;
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
