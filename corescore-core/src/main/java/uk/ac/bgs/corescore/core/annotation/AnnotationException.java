// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * A label file was refused, or cannot be written. The message names the file and, where it is about
 * one, the record and the shape.
 */
public class AnnotationException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Reports that a file as a whole is refused, as a failure of kind {@link FailureKind#BAD_INPUT}.
   *
   * @param file which file
   * @param reason what was expected and what was found
   * @param cause what led to it, or null if nothing did
   */
  @SuppressWarnings("exports") // an annotation that hosts need not have
  public AnnotationException(String file, String reason, @Nullable Throwable cause) {
    this(FailureKind.BAD_INPUT, file, reason, cause);
  }

  /**
   * Reports a failure of a kind.
   *
   * @param kind what programs decide by
   * @param file which file
   * @param reason what was expected and what was found
   * @param cause what led to it, or null if nothing did
   */
  @SuppressWarnings("exports") // an annotation that hosts need not have
  public AnnotationException(
      FailureKind kind, String file, String reason, @Nullable Throwable cause) {
    super(kind, file + ": " + reason, cause);
  }

  /**
   * Reports that a file is refused because of one problem, as a failure of kind {@link
   * FailureKind#BAD_INPUT}.
   *
   * @param problem where and what
   */
  public AnnotationException(AnnotationProblem problem) {
    super(
        FailureKind.BAD_INPUT,
        AnnotationProblem.place(problem.file(), problem.record(), problem.shape(), problem.label())
            + problem.reason(),
        null);
  }
}
