// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.spi;

import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/** A provider is missing, broken, not available here, or not the only one of its id. */
public class ProviderException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Reports a failure of kind {@link FailureKind#PLUGIN}.
   *
   * @param message what was requested and what there is
   * @param cause what led to it, or null if nothing did
   */
  @SuppressWarnings("exports") // an annotation that hosts need not have
  public ProviderException(String message, @Nullable Throwable cause) {
    super(FailureKind.PLUGIN, message, cause);
  }
}
