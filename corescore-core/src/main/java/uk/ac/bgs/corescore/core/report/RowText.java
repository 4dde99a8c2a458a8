// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.util.DoubleSummaryStatistics;
import java.util.Optional;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.RowOrientation;

/** Rows of core in words. */
final class RowText {
  private RowText() {}

  /** How many rows there are, what they were found by and how sure, in few words. */
  static String summary(Layout layout) {
    int rows = layout.rows().size();
    String by = layout.foundBy().equals(Layout.GIVEN) ? ", given" : " by " + layout.foundBy();
    return (rows == 0 ? "no rows" : rows == 1 ? "1 row" : rows + " rows")
        + by
        + sure(layout).map(text -> ", " + text + " sure").orElse("");
  }

  /** How sure the finder is of the rows, from the least to the surest; empty for rows given. */
  static Optional<String> sure(Layout layout) {
    DoubleSummaryStatistics sure =
        layout.rows().stream()
            .flatMapToDouble(row -> row.confidence().stream())
            .summaryStatistics();
    if (sure.getCount() == 0) {
      return Optional.empty();
    }
    String least = percent(sure.getMin());
    String most = percent(sure.getMax());
    return Optional.of((least.equals(most) ? least : least + " to " + most) + " %");
  }

  /** A share in whole percent. */
  static String percent(double share) {
    return NumberText.fixed(100 * share, 0);
  }

  /** In which direction a row is read. */
  static String direction(CoreRow row) {
    double right =
        row.topRight().x() + row.bottomRight().x() - row.topLeft().x() - row.bottomLeft().x();
    double down =
        row.topRight().y() + row.bottomRight().y() - row.topLeft().y() - row.bottomLeft().y();
    if (row.orientation() == RowOrientation.HORIZONTAL) {
      return right >= 0 ? "left to right" : "right to left";
    }
    return down >= 0 ? "top to bottom" : "bottom to top";
  }
}
