// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The photos with the highest and the lowest figure of a column, a few of each; the earlier row
 * first where the figures are the same.
 */
final class Extremes {
  private final String column;
  private final int few;
  private final PriorityQueue<Place> highest;
  private final PriorityQueue<Place> lowest;
  private long count;

  private record Place(double figure, long at, List<? extends @Nullable Object> row) {}

  private static final Comparator<Place> HIGHEST_FIRST =
      Comparator.comparingDouble(Place::figure).reversed().thenComparingLong(Place::at);
  private static final Comparator<Place> LOWEST_FIRST =
      Comparator.comparingDouble(Place::figure).thenComparingLong(Place::at);

  Extremes(String column, int few) {
    this.column = column;
    this.few = few;
    this.highest = new PriorityQueue<>(HIGHEST_FIRST.reversed());
    this.lowest = new PriorityQueue<>(LOWEST_FIRST.reversed());
  }

  String column() {
    return column;
  }

  void look(List<? extends @Nullable Object> row, OptionalDouble figure) {
    if (figure.isPresent()) {
      Place place = new Place(figure.getAsDouble(), count++, row);
      keep(highest, place);
      keep(lowest, place);
    }
  }

  private void keep(PriorityQueue<Place> queue, Place place) {
    queue.add(place);
    if (queue.size() > few) {
      queue.remove();
    }
  }

  long count() {
    return count;
  }

  /** Rows with the highest figures, the highest first; at most half of all, rounded up. */
  List<List<? extends @Nullable Object>> highest() {
    return rows(highest, HIGHEST_FIRST, (count + 1) / 2);
  }

  /** Rows with the lowest figures, the lowest first; none that is among the highest. */
  List<List<? extends @Nullable Object>> lowest() {
    return rows(lowest, LOWEST_FIRST, count / 2);
  }

  private static List<List<? extends @Nullable Object>> rows(
      PriorityQueue<Place> queue, Comparator<Place> order, long most) {
    List<List<? extends @Nullable Object>> rows = new ArrayList<>();
    queue.stream().sorted(order).limit(most).forEach(place -> rows.add(place.row()));
    return rows;
  }
}
