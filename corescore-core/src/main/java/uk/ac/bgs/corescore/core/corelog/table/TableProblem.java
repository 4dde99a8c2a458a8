// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.table;

/**
 * Why a row of a table cannot be used.
 *
 * @param table the file's path, or what the rows are called
 * @param row the number of the row; the header of a file is row 1, rows without a file count from 1
 * @param column the column whose cell it is about; empty where it is about the row
 * @param reason what was expected and what was found
 */
public record TableProblem(String table, int row, String column, String reason) {
  /**
   * A sentence for a person.
   *
   * @return table, row and reason
   */
  public String text() {
    return table + ", row " + row + ": " + reason;
  }
}
