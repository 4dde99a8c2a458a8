// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout.find;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.layout.CoreRow;

/**
 * Finds gaps between boxes that lie end to end. A tag lies across one row, a gap between boxes
 * across all: where no row of several is seen to continue, the map is separated, so that nothing is
 * averaged or joined across.
 */
final class BoxGaps {
  /** In a gap fewer cells are channel than this share of what usually are. */
  private static final double MAX_CHANNEL = 0.1;

  /** Widths of a row that a gap is long at least; what lies across a whole box, a rod, is thin. */
  private static final double MIN_GAP = 0.35;

  /** Widths of a row that a box is long at least. */
  private static final double MIN_BOX = 2;

  private BoxGaps() {}

  /**
   * Parts a map.
   *
   * @param map what was seen
   * @param direction in which its rows run, radians
   * @param rows what was found in it
   * @return the map on its own, or a map for each box with nothing beside it
   */
  static List<ChannelMap> parts(ChannelMap map, double direction, List<CoreRow> rows) {
    OptionalDouble width = rows.stream().mapToDouble(CoreRow::width).average();
    if (rows.size() < 2 || width.isEmpty()) {
      return List.of(map);
    }
    int[] channel = map.channelAlong(direction);
    int first = 0;
    while (first < channel.length && channel[first] == 0) {
      first++;
    }
    int last = channel.length - 1;
    while (last > first && channel[last] == 0) {
      last--;
    }
    int[] sorted = Arrays.copyOfRange(channel, first, last + 1);
    Arrays.sort(sorted);
    double limit = MAX_CHANNEL * sorted[sorted.length / 2];
    List<ChannelMap> parts = new ArrayList<>();
    int from = first;
    for (int t = first; t <= last; t++) {
      int end = t;
      while (end <= last && channel[end] < limit) {
        end++;
      }
      boolean gap = end - t >= MIN_GAP * width.getAsDouble();
      if (gap
          && t - from >= MIN_BOX * width.getAsDouble()
          && last + 1 - end >= MIN_BOX * width.getAsDouble()) {
        parts.add(map.between(direction, from, t));
        from = end;
      }
      t = Math.max(t, end - 1);
    }
    parts.add(from == first ? map : map.between(direction, from, last + 1));
    return parts;
  }
}
