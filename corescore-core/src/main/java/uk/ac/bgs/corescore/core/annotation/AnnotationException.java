// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;

/**
 * A label file was refused, or cannot be written. The message names the file and, where it is about
 * one, the record and the shape.
 */
public class AnnotationException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Reports that a file as a whole is refused.
   *
   * @param file which file
   * @param reason what was expected and what came
   * @param cause what led to it, or null if nothing did
   */
  @SuppressWarnings("exports") // an annotation that hosts need not have
  public AnnotationException(String file, String reason, @Nullable Throwable cause) {
    super(file + ": " + reason, cause);
  }

  /**
   * Reports that a file is refused because of one problem.
   *
   * @param problem where and what
   */
  public AnnotationException(AnnotationProblem problem) {
    super(
        AnnotationProblem.place(problem.file(), problem.record(), problem.shape(), problem.label())
            + problem.reason());
  }
}
