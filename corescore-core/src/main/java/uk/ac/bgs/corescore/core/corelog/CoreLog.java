// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import java.util.List;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;

/**
 * A core log of one or more holes. Immutable; safe for use by many threads.
 *
 * @param settings the rules by which it was made
 * @param holes the holes, by name
 * @param problems a sentence for each photo, row or mark that is not in the log, with its name
 * @param remarks what to check
 */
public record CoreLog(
    LogSettings settings, List<HoleLog> holes, List<String> problems, List<String> remarks) {
  /**
   * Copies the lists.
   *
   * @param settings the rules by which it was made
   * @param holes the holes
   * @param problems what is not in the log
   * @param remarks what to check
   */
  public CoreLog {
    holes = List.copyOf(holes);
    problems = List.copyOf(problems);
    remarks = List.copyOf(remarks);
  }

  /**
   * The same log with more to check.
   *
   * @param more remarks, which come before those that there are
   * @return a copy
   */
  public CoreLog withRemarks(List<String> more) {
    return new CoreLog(
        settings, holes, problems, Stream.concat(more.stream(), remarks.stream()).toList());
  }
}
