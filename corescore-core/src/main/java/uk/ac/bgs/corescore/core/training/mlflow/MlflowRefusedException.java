// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.mlflow;

import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/** The server refused the request. */
final class MlflowRefusedException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  MlflowRefusedException(String message, int status, String code) {
    super(kind(status, code), message);
    this.status = status;
    this.code = code;
  }

  private static FailureKind kind(int status, String code) {
    if (status == 404 || code.equals("RESOURCE_DOES_NOT_EXIST")) {
      return FailureKind.NOT_FOUND;
    }
    if (status == 401 || status == 403) {
      return FailureKind.CONFIGURATION;
    }
    return status == 429 || status == 503 ? FailureKind.BUSY : FailureKind.IO;
  }

  /**
   * What is requested is not there; some such questions return 400. A 404 or 400 without a code of
   * MLflow is of something else at the address.
   */
  boolean isMissing() {
    return code.equals("RESOURCE_DOES_NOT_EXIST") || (status == 400 && !code.isEmpty());
  }

  boolean alreadyExists() {
    return code.equals("RESOURCE_ALREADY_EXISTS");
  }
}
