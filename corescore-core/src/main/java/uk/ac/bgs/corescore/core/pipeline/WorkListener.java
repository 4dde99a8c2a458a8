// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

/**
 * Receives the progress of work on many items. Every method does nothing unless overridden.
 *
 * <p>The methods are called by the thread that does the work, one at a time, and should return
 * soon. A runtime exception that one of them throws ends the work. Texts may hold any character,
 * control characters too, as names of files and labels do.
 */
public interface WorkListener {
  /** Ignores everything. */
  WorkListener SILENT = new WorkListener() {};

  /**
   * Work on items begins. May be called again, for the next part of the work.
   *
   * @param items how many items there are
   */
  default void start(int items) {}

  /**
   * Work on an item begins.
   *
   * @param item its name
   */
  default void begin(String item) {}

  /**
   * An item is done.
   *
   * @param item its name
   * @param figures what came of it, in one line, without the name
   */
  default void done(String item, String figures) {}

  /**
   * An item failed; the others continue.
   *
   * @param item its name
   * @param problem what was thrown
   */
  default void failed(String item, Throwable problem) {}

  /**
   * A remark that does not stop the work.
   *
   * @param line one sentence
   */
  default void remark(String line) {}
}
