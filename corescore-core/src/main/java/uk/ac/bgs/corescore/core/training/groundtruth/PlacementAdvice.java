// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.groundtruth;

import uk.ac.bgs.corescore.core.annotation.AnnotationProblem;
import uk.ac.bgs.corescore.core.place.PlacementException;

/**
 * Hints for users where labels do not fit their photo. An application names its own settings here;
 * each text is appended to a message, and begins with its own punctuation. Every method returns an
 * empty text unless overridden.
 *
 * <p>Implementations are called by any thread and have no state.
 */
public interface PlacementAdvice {
  /** No hints. */
  PlacementAdvice NONE = new PlacementAdvice() {};

  /**
   * What helps where labels cannot be used.
   *
   * @param reason why they cannot
   * @return text to append, or an empty text
   */
  default String onFailure(PlacementException.Reason reason) {
    return "";
  }

  /**
   * What helps where labels were used and a remark was made.
   *
   * @param kind the kind of the remark
   * @return text to append, or an empty text
   */
  default String onRemark(AnnotationProblem.Kind kind) {
    return "";
  }

  /**
   * What helps where photos were skipped because they have no shape, and the label file does not
   * state that they were annotated.
   *
   * @return text to append, or an empty text
   */
  default String onUnannotated() {
    return "";
  }

  /**
   * What helps where the size of a mask is not known.
   *
   * @return text to append, or an empty text
   */
  default String onUnknownSize() {
    return "";
  }
}
