// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/** A request contradicts the photo or the state of a result. */
public final class RequestException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  /** Whether the result has been changed since. */
  private final boolean changed;

  private RequestException(
      FailureKind kind, String message, @Nullable CoreScoreException cause, boolean changed) {
    super(kind, message, cause);
    this.changed = changed;
  }

  /** Rows of core that came with the request cannot be used. */
  static RequestException layout(CoreScoreException cause) {
    return new RequestException(cause.kind(), String.valueOf(cause.getMessage()), cause, false);
  }

  /** The log to be replaced was changed since it was read. */
  static RequestException changed(int seen, int current) {
    return new RequestException(
        FailureKind.BAD_INPUT,
        "the log was changed meanwhile: expected state "
            + seen
            + ", it is in state "
            + current
            + "; load it again",
        null,
        true);
  }

  /**
   * Whether the failure is a concurrent change.
   *
   * @return false where the request itself is wrong
   */
  public boolean changed() {
    return changed;
  }
}
