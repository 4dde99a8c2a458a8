// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.track;

import java.io.IOException;
import java.util.List;

/**
 * Keeps runs of trainings: what they were run with, how they went and what they left.
 *
 * <p>Every implementation passes one contract test. Trackers are safe for use by many threads, and
 * many processes may use one place at a time.
 */
public interface ExperimentTracker {
  /**
   * Begins a run. It is the caller's to finish or close.
   *
   * @param name what to call it, not blank; many runs may have one name
   * @return the run, which is {@link RunStatus#RUNNING}
   * @throws IllegalArgumentException if the name is blank
   * @throws IOException if the tracker cannot keep it
   */
  ExperimentRun start(String name) throws IOException;

  /**
   * Resumes a run whose process has ended without ending the run.
   *
   * @param id of the run
   * @return the run, which is the caller's to finish or close
   * @throws IllegalStateException if the run has ended
   * @throws IOException if there is no such run, it is still active according to the tracker, or it
   *     cannot be reached
   */
  ExperimentRun resume(String id) throws IOException;

  /**
   * The current id of a run. A run that was started while its tracker was unreachable has a
   * provisional id until the tracker has received it.
   *
   * @param id as {@link ExperimentRun#id} gave it
   * @return the tracker's id of the run
   * @throws IOException if it has not received the run yet
   */
  default String settled(String id) throws IOException {
    return id;
  }

  /**
   * All runs there are, those that began first at the beginning.
   *
   * @return what is kept of them; of their figures at least the last of each name, and not
   *     necessarily their artifacts
   * @throws IOException if they cannot be read
   */
  List<RunRecord> runs() throws IOException;

  /**
   * What is kept of a run.
   *
   * @param id of the run
   * @return what is kept so far
   * @throws IOException if there is no such run, or it cannot be read
   */
  RunRecord read(String id) throws IOException;
}
