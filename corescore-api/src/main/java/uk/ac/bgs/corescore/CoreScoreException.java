// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore;

import org.jspecify.annotations.Nullable;

/**
 * The root of all failures that CoreScore reports on its own account.
 *
 * <p>The message says what was expected and what came, and names the photograph, plugin or option
 * it is about. Wrong arguments from the host's own code are {@link IllegalArgumentException}s as
 * everywhere in Java; what fails because of data, plugins or settings is a {@code
 * CoreScoreException}.
 */
public class CoreScoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Reports a failure that has no deeper cause.
   *
   * @param message what was expected and what came
   */
  public CoreScoreException(String message) {
    super(message);
  }

  /**
   * Reports a failure with its cause.
   *
   * @param message what was expected and what came
   * @param cause what led to it, or null if nothing did
   */
  @SuppressWarnings("exports") // an annotation that hosts need not have
  public CoreScoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
