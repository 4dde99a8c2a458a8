// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.layout.PhotoPoint;
import uk.ac.bgs.corescore.layout.RowOrientation;

/**
 * Hints of a person for reading photos: the order of the rows of a box, and the orientation of rows
 * whose shape does not show it. Immutable; safe for use by many threads.
 *
 * @param orders the order of the rows that run one way or the other; rows of which it says nothing
 *     stay as they are
 * @param orientation which way rows run; empty to go by their shape
 */
public record RowReading(Set<RowOrder> orders, Optional<RowOrientation> orientation) {
  /** Rows as they were given or found. */
  public static final RowReading AS_IT_IS = new RowReading(Set.of(), Optional.empty());

  /** From this ratio of length to width on, the shape of a row shows its orientation. */
  private static final double TELLING = 1.5;

  /**
   * Copies the orders and checks that they do not contradict each other.
   *
   * @param orders the order of the rows that run one way or the other
   * @param orientation which way rows run
   */
  public RowReading {
    Set<RowOrder> all = EnumSet.noneOf(RowOrder.class);
    for (RowOrder order : orders) {
      if (all.stream().anyMatch(other -> other.rows() == order.rows() && other != order)) {
        throw new IllegalArgumentException(
            "rows come in one order, not in "
                + orders.stream().map(RowOrder::id).sorted().collect(Collectors.joining(" and ")));
      }
      all.add(order);
    }
    orders = Set.copyOf(all);
  }

  /**
   * Reads a layout so: rotates rows whose shape does not show their orientation by 90 degrees, and
   * numbers the rows of each box again. Boxes stay in their order.
   *
   * @param layout the rows as they were given or found
   * @return the same rows; a photo that is its only row is read in the orientation that is said,
   *     whatever its shape, and is {@link Layout#GIVEN} then, so that core that runs from top to
   *     bottom is turned
   * @throws CoreScoreException if a row at least 1.5 times as long as wide runs the other way than
   *     is said; the message names it
   */
  public Layout applied(Layout layout) {
    return ordered(orientation.isPresent() ? turned(layout, orientation.get()) : layout);
  }

  private static Layout turned(Layout layout, RowOrientation wanted) {
    List<CoreRow> rows = new ArrayList<>();
    boolean changed = false;
    for (CoreRow row : layout.rows()) {
      if (row.orientation() == wanted) {
        rows.add(row);
        continue;
      }
      if (!layout.isWhole() && row.length() >= TELLING * row.width()) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT,
            String.format(
                Locale.ROOT,
                "row %d: expected a %s row, but it is %.0f px long and %.0f px wide, and %s",
                row.number(),
                wanted.id(),
                row.length(),
                row.width(),
                row.orientation().id()));
      }
      rows.add(acrossOf(row));
      changed = true;
    }
    if (!changed && !layout.isWhole()) {
      return layout;
    }
    return new Layout(
        layout.photoWidth(),
        layout.photoHeight(),
        changed ? RowPolygons.inOrder(rows) : rows,
        layout.isWhole() ? Layout.GIVEN : layout.foundBy());
  }

  /** The same quadrilateral read along its other two sides, from the left or from the top. */
  private static CoreRow acrossOf(CoreRow row) {
    List<PhotoPoint> corner = row.corners();
    CoreRow turned =
        new CoreRow(
            row.number(),
            row.box(),
            corner.get(1),
            corner.get(2),
            corner.get(3),
            corner.get(0),
            row.confidence());
    return RowPolygons.forward(turned);
  }

  private Layout ordered(Layout layout) {
    if (orders.isEmpty()) {
      return layout;
    }
    List<CoreRow> rows = new ArrayList<>();
    for (int box = 1; box <= layout.boxes(); box++) {
      int number = box;
      List<CoreRow> ofBox =
          new ArrayList<>(layout.rows().stream().filter(row -> row.box() == number).toList());
      for (RowOrder order : orders) {
        if (ofBox.stream().allMatch(row -> row.orientation() == order.rows())) {
          ofBox.sort(order.comparator());
        }
      }
      for (CoreRow row : ofBox) {
        rows.add(row.numbered(rows.size() + 1, box));
      }
    }
    return new Layout(layout.photoWidth(), layout.photoHeight(), rows, layout.foundBy());
  }
}
