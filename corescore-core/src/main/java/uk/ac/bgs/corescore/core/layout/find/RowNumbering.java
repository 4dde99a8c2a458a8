// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.layout.find;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import uk.ac.bgs.corescore.layout.CoreRow;
import uk.ac.bgs.corescore.layout.PhotoPoint;

/**
 * Brings rows into reading order. Rows beside each other that begin and end at about the same
 * places are of one box; boxes are read as words are, along the rows first.
 */
final class RowNumbering {
  /** How much of the shorter of two rows of a box lies beside the other. */
  private static final double BESIDE = 0.5;

  /** Widths of a row that rows of one box are at most apart. */
  private static final double APART = 1.2;

  /**
   * A gap between two boxes side by side is so many times as wide as each between rows of a box.
   */
  private static final double STANDS_OUT = 2.5;

  /** And so many widths of a row; a wall is thinner. */
  private static final double MIN_GAP = 0.4;

  /** With fewer rows the kinds of gaps cannot be distinguished. */
  private static final int MIN_COUNT = 5;

  private RowNumbering() {}

  /** The rows with their numbers and boxes. */
  static List<CoreRow> numbered(List<CoreRow> rows) {
    if (rows.isEmpty()) {
      return List.of();
    }
    PhotoPoint along = along(rows);
    List<List<Placed>> boxes = new ArrayList<>();
    rows.stream()
        .map(row -> Placed.of(row, along))
        .sorted(Comparator.comparingDouble(Placed::across))
        .forEach(row -> boxFor(boxes, row).add(row));
    List<CoreRow> numbered = new ArrayList<>(rows.size());
    int number = 0;
    for (List<Placed> box : inOrder(boxes.stream().flatMap(box -> parted(box).stream()).toList())) {
      number++;
      for (Placed placed : box) {
        numbered.add(placed.row.numbered(numbered.size() + 1, number));
      }
    }
    return numbered;
  }

  /** A row in the frame of all: where it begins and ends along them, and its place across. */
  private record Placed(CoreRow row, double from, double to, double across, double width) {
    static Placed of(CoreRow row, PhotoPoint along) {
      double from = Double.POSITIVE_INFINITY;
      double to = Double.NEGATIVE_INFINITY;
      double across = 0;
      for (PhotoPoint corner : row.corners()) {
        double t = corner.x() * along.x() + corner.y() * along.y();
        from = Math.min(from, t);
        to = Math.max(to, t);
        // Horizontal rows are read from top to bottom, vertical ones from left to right.
        double s = corner.y() * along.x() - corner.x() * along.y();
        across += (Math.abs(along.x()) >= Math.abs(along.y()) ? s : -s) / 4;
      }
      return new Placed(row, from, to, across, row.width());
    }

    boolean beside(Placed other) {
      double shared = Math.min(to, other.to) - Math.max(from, other.from);
      double shorter = Math.min(to - from, other.to - other.from);
      return shared > BESIDE * shorter && gap(other) < APART * Math.max(width, other.width);
    }

    /** What lies between this row and another beside it. */
    double gap(Placed other) {
      return Math.abs(across - other.across) - (width + other.width) / 2;
    }
  }

  private static List<Placed> boxFor(List<List<Placed>> boxes, Placed row) {
    for (List<Placed> box : boxes) {
      if (box.get(box.size() - 1).beside(row)) {
        return box;
      }
    }
    List<Placed> box = new ArrayList<>();
    boxes.add(box);
    return box;
  }

  /** Two boxes where one gap between rows stands out among all, else the one. */
  private static List<List<Placed>> parted(List<Placed> box) {
    double widest = 0;
    double second = 0;
    int at = 0;
    for (int i = 1; i < box.size(); i++) {
      double gap = box.get(i).gap(box.get(i - 1));
      if (gap > widest) {
        second = widest;
        widest = gap;
        at = i;
      } else {
        second = Math.max(second, gap);
      }
    }
    boolean two =
        box.size() >= MIN_COUNT
            && at > 1
            && at < box.size() - 1
            && widest > STANDS_OUT * second
            && widest > MIN_GAP * Math.max(box.get(at).width, box.get(at - 1).width);
    return two
        ? List.of(List.copyOf(box.subList(0, at)), List.copyOf(box.subList(at, box.size())))
        : List.of(box);
  }

  /** Boxes side by side along the rows are read so, then those beside them, as lines are read. */
  private static List<List<Placed>> inOrder(List<List<Placed>> boxes) {
    List<List<Placed>> ordered = new ArrayList<>();
    List<List<Placed>> line = new ArrayList<>();
    double middle = 0;
    for (List<Placed> box : boxes) {
      if (!line.isEmpty() && box.get(0).across > middle) {
        addLine(ordered, line);
        line = new ArrayList<>();
      }
      if (line.isEmpty()) {
        middle = (box.get(0).across + box.get(box.size() - 1).across + box.get(0).width) / 2;
      }
      line.add(box);
    }
    addLine(ordered, line);
    return ordered;
  }

  private static void addLine(List<List<Placed>> ordered, List<List<Placed>> line) {
    line.sort(Comparator.comparingDouble(box -> box.get(0).from));
    ordered.addAll(line);
  }

  /** Mean direction of the rows as they are read, of length 1. */
  private static PhotoPoint along(List<CoreRow> rows) {
    double x = 0;
    double y = 0;
    for (CoreRow row : rows) {
      x += row.topRight().x() + row.bottomRight().x() - row.topLeft().x() - row.bottomLeft().x();
      y += row.topRight().y() + row.bottomRight().y() - row.topLeft().y() - row.bottomLeft().y();
    }
    double length = Math.hypot(x, y);
    return length > 0 ? new PhotoPoint(x / length, y / length) : new PhotoPoint(1, 0);
  }
}
