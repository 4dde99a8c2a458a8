// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.photo;

import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/** A photo was named that its store does not have. */
public final class NoSuchPhotoException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes a problem.
   *
   * @param message what is not there
   */
  public NoSuchPhotoException(String message) {
    super(FailureKind.NOT_FOUND, message, null);
  }
}
