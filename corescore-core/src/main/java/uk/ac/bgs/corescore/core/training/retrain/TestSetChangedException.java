// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.retrain;

import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/** The test set is not the one that the registry keeps. The message names photos that differ. */
public final class TestSetChangedException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  TestSetChangedException(String message) {
    super(FailureKind.BAD_INPUT, message, null);
  }
}
