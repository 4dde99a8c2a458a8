// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.serve;

import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/** A task was ended before it had its result. */
public final class StoppedException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  /** What ended it. */
  enum Cause {
    CLOCK,
    CLIENT,
    QUEUE
  }

  /** What ended the task. */
  private final Cause by;

  StoppedException(String message, Cause by) {
    super(FailureKind.BUSY, message);
    this.by = by;
  }

  /**
   * Whether it took too long.
   *
   * @return true if the clock ended it
   */
  public boolean late() {
    return by == Cause.CLOCK;
  }

  /**
   * Whether a client requested it.
   *
   * @return true if it was cancelled
   */
  public boolean asked() {
    return by == Cause.CLIENT;
  }

  /**
   * Whether the queue was closed before it had its result.
   *
   * @return true if the same work can be given to another queue
   */
  public boolean closed() {
    return by == Cause.QUEUE;
  }
}
