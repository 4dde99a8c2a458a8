// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/** A photo store could not be reached, or its response cannot be used. */
public final class PhotoStoreException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes a problem.
   *
   * @param cause what went wrong
   */
  public PhotoStoreException(Exception cause) {
    super(FailureKind.IO, String.valueOf(cause.getMessage()), cause);
  }
}
