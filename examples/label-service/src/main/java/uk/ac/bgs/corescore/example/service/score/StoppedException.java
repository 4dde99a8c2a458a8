// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.score;

import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/** A task was ended before it had its result. */
public final class StoppedException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  /** Who ended it. */
  enum Cause {
    CLOCK,
    CLIENT,
    SERVICE
  }

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
   * Whether a client asked for it.
   *
   * @return true if it was cancelled
   */
  public boolean asked() {
    return by == Cause.CLIENT;
  }
}
