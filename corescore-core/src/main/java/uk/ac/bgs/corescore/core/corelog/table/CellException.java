// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.table;

import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/** A cell does not hold what was expected. */
final class CellException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  private final String column;

  CellException(String column, String reason) {
    super(FailureKind.BAD_INPUT, reason);
    this.column = column;
  }

  String column() {
    return column;
  }
}
