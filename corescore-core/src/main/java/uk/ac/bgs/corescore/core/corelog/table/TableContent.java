// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.table;

import java.util.List;

/**
 * The content of a table.
 *
 * @param <T> what a row says
 * @param rows the rows that can be used, in the order of the file
 * @param problems one for each row that cannot be used, and so is not among them
 * @param remarks what to check, such as gaps between depths
 */
public record TableContent<T>(List<T> rows, List<TableProblem> problems, List<String> remarks) {
  /**
   * Copies the lists.
   *
   * @param rows the rows that can be used
   * @param problems why others cannot
   * @param remarks what to check
   */
  public TableContent {
    rows = List.copyOf(rows);
    problems = List.copyOf(problems);
    remarks = List.copyOf(remarks);
  }
}
