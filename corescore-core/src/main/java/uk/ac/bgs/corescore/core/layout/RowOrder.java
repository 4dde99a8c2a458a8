// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.RowOrientation;

/** The reading order of the rows of a box; each constant applies to rows of one orientation. */
public enum RowOrder {
  /** Horizontal rows, the topmost first: what is taken where nothing else is said. */
  TOP_TO_BOTTOM(RowOrientation.HORIZONTAL, false),
  /** Horizontal rows, the lowest first. */
  BOTTOM_TO_TOP(RowOrientation.HORIZONTAL, true),
  /** Vertical rows, the leftmost first: what is taken where nothing else is said. */
  LEFT_TO_RIGHT(RowOrientation.VERTICAL, false),
  /** Vertical rows, the rightmost first. */
  RIGHT_TO_LEFT(RowOrientation.VERTICAL, true);

  private final RowOrientation rows;
  private final boolean backwards;

  RowOrder(RowOrientation rows, boolean backwards) {
    this.rows = rows;
    this.backwards = backwards;
  }

  /**
   * Which rows it is about.
   *
   * @return the way that they run
   */
  public RowOrientation rows() {
    return rows;
  }

  /**
   * The name in options.
   *
   * @return the constant's name in lower case with hyphens
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Finds an order by its name.
   *
   * @param id as {@link #id} gives it
   * @return the order
   * @throws CoreScoreException if there is no such order; the message lists those that there are
   */
  public static RowOrder of(String id) {
    return Arrays.stream(values())
        .filter(order -> order.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new CoreScoreException(
                    FailureKind.CONFIGURATION,
                    "expected one of "
                        + Arrays.stream(values())
                            .map(RowOrder::id)
                            .collect(Collectors.joining(", "))
                        + ", got '"
                        + id
                        + "'"));
  }

  /** Rows of one box that run this way, by the middles of their outlines. */
  Comparator<CoreRow> comparator() {
    Comparator<CoreRow> order =
        Comparator.comparingDouble(
            row ->
                row.corners().stream()
                    .mapToDouble(p -> rows == RowOrientation.HORIZONTAL ? p.y() : p.x())
                    .sum());
    return backwards ? order.reversed() : order;
  }
}
