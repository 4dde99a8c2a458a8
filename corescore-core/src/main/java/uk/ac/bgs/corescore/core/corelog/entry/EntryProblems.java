// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.entry;

import java.util.ArrayList;
import java.util.List;
import uk.ac.bgs.corescore.core.corelog.table.TableProblem;

/** Gathers what is wrong in an entry. Not for use by several threads at once. */
final class EntryProblems {
  private final List<LogEntryException.Problem> problems = new ArrayList<>();

  void of(String field, String place, String reason) {
    problems.add(new LogEntryException.Problem(field, place, reason));
  }

  /** What is wrong with a member of the entry. */
  void of(String member, String reason) {
    of("/" + member, member, reason);
  }

  /** What is wrong in a row of one of its lists, which counts from 0 there. */
  void of(TableProblem problem) {
    of(
        "/"
            + problem.table()
            + "/"
            + (problem.row() - 1)
            + (problem.column().isEmpty() ? "" : "/" + problem.column()),
        problem.table() + ", row " + problem.row(),
        problem.reason());
  }

  /** Ends the reading if anything was wrong. */
  void require() {
    if (!problems.isEmpty()) {
      throw new LogEntryException(problems);
    }
  }
}
