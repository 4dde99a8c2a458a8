// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mlflow;

import uk.ac.bgs.corescore.CoreScoreException;

/** The server has understood and does not do it. */
final class MlflowRefusedException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  MlflowRefusedException(String message, int status, String code) {
    super(message);
    this.status = status;
    this.code = code;
  }

  boolean isMissing() {
    return status == 404 || code.equals("RESOURCE_DOES_NOT_EXIST");
  }

  /** Some questions about what is not there are answered with 400. */
  boolean isMissingOrBad() {
    return isMissing() || status == 400;
  }

  boolean isThereAlready() {
    return code.equals("RESOURCE_ALREADY_EXISTS");
  }
}
