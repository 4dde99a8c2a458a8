// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

/** Is told how a run goes. Called by one thread at a time, not always the same. */
public interface BatchListener {
  /**
   * After a photo.
   *
   * @param status how far it is
   */
  default void progress(BatchStatus status) {}

  /**
   * A photo has failed.
   *
   * @param photo its name
   * @param message why
   */
  default void failed(String photo, String message) {}

  /**
   * Something else that a person should know.
   *
   * @param line a sentence
   */
  default void remark(String line) {}
}
