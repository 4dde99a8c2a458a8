// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.mlflow;

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

  /**
   * What is asked for is not there; some such questions are answered with 400. A 404 or 400 without
   * a code of MLflow is of something else that answers at the address.
   */
  boolean isMissing() {
    return code.equals("RESOURCE_DOES_NOT_EXIST") || (status == 400 && !code.isEmpty());
  }

  boolean isThereAlready() {
    return code.equals("RESOURCE_ALREADY_EXISTS");
  }
}
