// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.spi;

import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/** An option is unknown, or its value is not one it can have. */
public class OptionException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Reports the option, as a failure of kind {@link FailureKind#CONFIGURATION}.
   *
   * @param message which option, what was expected and what was found
   */
  public OptionException(String message) {
    super(FailureKind.CONFIGURATION, message, null);
  }
}
