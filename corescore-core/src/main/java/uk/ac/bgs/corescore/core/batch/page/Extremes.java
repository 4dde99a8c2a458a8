// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The photos with the highest and the lowest figure of a column, a few of each, and none of them
 * twice: of rows of the same figure the earlier counts as the higher. They are listed in the order
 * of their figures, the earlier row first where these are the same.
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
    this.lowest = new PriorityQueue<>(HIGHEST_FIRST);
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
    return rows(highest.stream().sorted(HIGHEST_FIRST).limit((count + 1) / 2));
  }

  /** Rows with the lowest figures, the lowest first; at most half of all, rounded down. */
  List<List<? extends @Nullable Object>> lowest() {
    List<Place> last = lowest.stream().sorted(HIGHEST_FIRST.reversed()).limit(count / 2).toList();
    return rows(last.stream().sorted(LOWEST_FIRST));
  }

  private static List<List<? extends @Nullable Object>> rows(Stream<Place> places) {
    List<List<? extends @Nullable Object>> rows = new ArrayList<>();
    places.forEach(place -> rows.add(place.row()));
    return rows;
  }
}
