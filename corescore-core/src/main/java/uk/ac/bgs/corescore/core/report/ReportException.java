// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * A report cannot be made of what came, or a file is not the report it should be. The message names
 * the file, what was expected and what was found.
 */
public class ReportException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Reports a failure of kind {@link FailureKind#BAD_INPUT} that has no deeper cause.
   *
   * @param message the file, what was expected and what was found
   */
  public ReportException(String message) {
    super(FailureKind.BAD_INPUT, message, null);
  }

  /**
   * Reports a failure of a kind.
   *
   * @param kind what programs decide by
   * @param message the file, what was expected and what was found
   */
  public ReportException(FailureKind kind, String message) {
    super(kind, message);
  }

  /**
   * Reports a failure of kind {@link FailureKind#BAD_INPUT} with its cause.
   *
   * @param message the file, what was expected and what was found
   * @param cause what led to it, or null if nothing did
   */
  @SuppressWarnings("exports") // an annotation that hosts need not have
  public ReportException(String message, @Nullable Throwable cause) {
    super(FailureKind.BAD_INPUT, message, cause);
  }
}
