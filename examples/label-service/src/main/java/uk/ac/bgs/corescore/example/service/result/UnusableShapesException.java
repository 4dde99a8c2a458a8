// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.result;

import java.util.List;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem;

/** The shapes that came cannot be used. */
public final class UnusableShapesException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  UnusableShapesException(String message) {
    super(FailureKind.BAD_INPUT, message, null);
  }

  UnusableShapesException(List<AnnotationProblem> problems) {
    this(
        "none of the shapes can be used; the first, "
            + problems.get(0).shape()
            + " "
            + problems.get(0).label()
            + ": "
            + problems.get(0).reason());
  }
}
