// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/** A shape is not of the form that its format has. */
final class MalformedShapeException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  MalformedShapeException(String reason) {
    super(FailureKind.BAD_INPUT, reason, null);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
