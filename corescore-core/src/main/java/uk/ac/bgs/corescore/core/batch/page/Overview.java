// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch.page;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.batch.page.PhotoColumns.State;

/** What the top of the page says of all rows, which are read twice. */
final class Overview {
  private static final int FEW = 12;
  private static final int FEW_DOUBTS = 6;
  private static final int MOST_CLASSES = 20;

  private final PhotoColumns columns;
  private final Map<State, Long> states = new EnumMap<>(State.class);
  private final Doubts doubts = new Doubts(FEW_DOUBTS);
  private final Failures failures = new Failures();
  private final List<Distribution> distributions = new ArrayList<>();
  private final List<Extremes> extremes = new ArrayList<>();
  private final Map<String, Long> classes = new LinkedHashMap<>();

  Overview(PhotoColumns columns) {
    this.columns = columns;
    Figure.of(columns).forEach(figure -> distributions.add(new Distribution(figure)));
    for (String column :
        List.of(PhotoColumns.GRADE, PhotoColumns.COMPLEXITY_PER_MM, PhotoColumns.COMPLEXITY)) {
      if (columns.has(column)) {
        extremes.add(new Extremes(column, FEW));
      }
    }
  }

  /** Takes a row of the first reading. */
  void look(List<? extends @Nullable Object> row) {
    State state = columns.state(row);
    states.merge(state, 1L, Long::sum);
    if (state == State.FAILED) {
      String kind = columns.text(row, "failure_kind").orElse("");
      failures.look(
          columns.photo(row), kind, columns.text(row, "failure").orElse("no reason given"));
      return;
    }
    distributions.forEach(distribution -> distribution.look(row));
    String condition = columns.text(row, PhotoColumns.CONDITION).orElse("");
    classes.merge(
        classes.containsKey(condition) || classes.size() < MOST_CLASSES ? condition : "others",
        1L,
        Long::sum);
    if (state == State.DOUBT) {
      doubts.look(row, columns.text(row, PhotoColumns.DOUBT).orElse(""));
    } else {
      extremes.forEach(one -> one.look(row, columns.number(row, one.column())));
    }
  }

  /** Ends the first reading. */
  void settle() {
    List<Distribution> found = new ArrayList<>(distributions);
    distributions.removeIf(
        one -> one.count() == 0 || found.stream().anyMatch(other -> insteadOf(other, one, found)));
    distributions.forEach(Distribution::settle);
    distributions.removeIf(distribution -> distribution.edges().isEmpty());
  }

  /**
   * Of a figure on the core and the same in pixels one is shown: the one on the core, which is
   * listed first, unless the scale of most photos is not known.
   */
  private static boolean insteadOf(
      Distribution other, Distribution one, List<Distribution> inOrder) {
    if (other == one || !other.figure().title().equals(one.figure().title())) {
      return false;
    }
    boolean first = inOrder.indexOf(other) < inOrder.indexOf(one);
    return first ? 2 * other.count() >= one.count() : other.count() > 2 * one.count();
  }

  /** Takes a row of the second reading. */
  void count(List<? extends @Nullable Object> row) {
    if (columns.state(row) != State.FAILED) {
      distributions.forEach(distribution -> distribution.count(row));
    }
  }

  long all() {
    return states.values().stream().mapToLong(Long::longValue).sum();
  }

  long count(State state) {
    return states.getOrDefault(state, 0L);
  }

  /** Photos with figures, those in doubt included. */
  long scored() {
    return count(State.SCORED) + count(State.DOUBT);
  }

  Doubts doubts() {
    return doubts;
  }

  Failures failures() {
    return failures;
  }

  List<Distribution> distributions() {
    return distributions;
  }

  /** Photos by their class of condition, empty for those without one; none where none has one. */
  Map<String, Long> classes() {
    return classes.keySet().stream().allMatch(String::isEmpty) ? Map.of() : classes;
  }

  /**
   * The highest and lowest of what orders photos by their condition: the grade, else the complexity
   * on the core if the scale of most photos is known, else the complexity in pixels.
   */
  Optional<Extremes> extremes() {
    long most = extremes.stream().mapToLong(Extremes::count).max().orElse(0);
    return extremes.stream()
        .filter(one -> one.count() > 0)
        .filter(one -> one.column().equals(PhotoColumns.GRADE) || 2 * one.count() >= most)
        .findFirst();
  }
}
