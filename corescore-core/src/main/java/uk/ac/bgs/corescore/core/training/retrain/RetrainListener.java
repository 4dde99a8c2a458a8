// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.retrain;

import java.util.List;
import uk.ac.bgs.corescore.core.pipeline.WorkListener;

/**
 * Receives the progress of retraining. Remarks are lines that belong to no stage; the items are the
 * photos of the test set. Every method does nothing unless overridden.
 */
public interface RetrainListener extends WorkListener {
  /**
   * A stage begins.
   *
   * @param stage which
   */
  default void stageBegins(Stage stage) {}

  /**
   * The work of a stage is done, and not yet recorded.
   *
   * @param stage which
   * @param seconds how long it took
   */
  default void stageDone(Stage stage, double seconds) {}

  /**
   * Something about the stage at work.
   *
   * @param line one sentence
   */
  default void detail(String line) {}

  /**
   * Nothing is done, as no labels are new.
   *
   * @param reason one sentence
   * @param refused whether the gate refused a model of the same labels, so that training them again
   *     must be requested
   */
  default void nothingNew(String reason, boolean refused) {}

  /**
   * Photos of the test set could not be evaluated; retraining ends with an exception.
   *
   * @param failures which and why, one line each
   */
  default void notEvaluated(List<String> failures) {}
}
