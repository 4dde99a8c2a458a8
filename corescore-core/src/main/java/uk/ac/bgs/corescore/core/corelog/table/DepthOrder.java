// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;

/** Finds contradictory depths of a hole, and gaps. */
final class DepthOrder {
  /** Depths are written to the millimetre at most. */
  private static final double SAME = 0.0005;

  private DepthOrder() {}

  /**
   * Takes away the rows whose depths a row of the same hole has too, in whole or in part: which of
   * them is wrong is not known, so each of them is. Gaps are remarked.
   *
   * @param column the column to which contradictions belong
   * @param what the name of a row in messages
   */
  static <T> void check(
      List<CsvRows.Read<T>> read,
      CsvRows rows,
      String column,
      Function<T, String> hole,
      Function<T, DepthInterval> depths,
      Function<T, String> what) {
    Set<Integer> wrong = new HashSet<>();
    Map<String, List<CsvRows.Read<T>>> holes =
        read.stream()
            .collect(
                Collectors.groupingBy(
                    row -> hole.apply(row.value()), LinkedHashMap::new, Collectors.toList()));
    for (List<CsvRows.Read<T>> unordered : holes.values()) {
      List<CsvRows.Read<T>> ordered = new ArrayList<>(unordered);
      ordered.sort(Comparator.comparing(row -> depths.apply(row.value()).top()));
      CsvRows.Read<T> deepest = ordered.get(0);
      for (CsvRows.Read<T> row : ordered.subList(1, ordered.size())) {
        DepthInterval above = depths.apply(deepest.value());
        DepthInterval here = depths.apply(row.value());
        double gap = here.top().metres() - above.base().metres();
        if (gap < -SAME) {
          String same = above.equals(here) ? "has the same depths as " : "overlaps ";
          rows.problem(
              row.number(),
              column,
              what.apply(row.value())
                  + ", "
                  + here
                  + ", "
                  + same
                  + what.apply(deepest.value())
                  + ", "
                  + above
                  + " (row "
                  + deepest.number()
                  + ") of hole "
                  + hole.apply(row.value())
                  + "; neither is used");
          wrong.add(row.number());
          wrong.add(deepest.number());
        } else if (gap > SAME) {
          rows.remark(
              row.number(),
              "hole "
                  + hole.apply(row.value())
                  + " has a gap from "
                  + above.base().metres()
                  + " to "
                  + here.top().metres()
                  + " m above "
                  + what.apply(row.value()));
        }
        if (here.base().compareTo(above.base()) > 0) {
          deepest = row;
        }
      }
    }
    read.removeIf(row -> wrong.contains(row.number()));
  }
}
