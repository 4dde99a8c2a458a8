// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.retrain;

import java.io.IOException;

/**
 * Runs stages, and notifies the listener of each stage and its time.
 *
 * @param listener is notified
 */
record StageRunner(RetrainListener listener) {
  /** The work of a stage. */
  @FunctionalInterface
  interface Work<T> {
    T make() throws IOException;
  }

  <T> T run(Stage stage, Work<T> work) throws IOException {
    long start = System.nanoTime();
    listener.stageBegins(stage);
    T made = work.make();
    listener.stageDone(stage, (System.nanoTime() - start) / 1e9);
    return made;
  }
}
