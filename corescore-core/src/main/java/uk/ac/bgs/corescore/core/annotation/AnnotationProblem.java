// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

/**
 * Something in a label file that is not as it should be, or that a format could not hold.
 *
 * @param file the file; in a ZIP {@code FILE!ENTRY}
 * @param record the photo, or the record's place in the file where it has no name
 * @param shape the shape's place in the record, for example {@code Rock_Fragment[3]} or {@code
 *     shapes[3]}; empty if the problem is the record's
 * @param label the shape's label; empty if it has none
 * @param kind what kind of problem
 * @param reason what was expected and what was found
 */
public record AnnotationProblem(
    String file, String record, String shape, String label, Kind kind, String reason) {

  /** The kinds of problems, each with whether the shape was kept. */
  public enum Kind {
    /** Not in the form of the format: left out. */
    MALFORMED(false),
    /** A coordinate is no number, not finite, or beyond 10 million px: left out. */
    BAD_COORDINATES(false),
    /** Fewer than three distinct vertices: left out. */
    TOO_FEW_POINTS(false),
    /** Wholly outside the photo: left out. */
    OUTSIDE_PHOTO(false),
    /** A label that the label set does not have: left out. */
    UNKNOWN_LABEL(false),
    /** A kind of shape that encloses no area or is not read: left out. */
    UNSUPPORTED(false),
    /** Reaches beyond the photo: kept as drawn. */
    PARTLY_OUTSIDE(true),
    /** Shapes reach beyond the photo, and the file states no size: kept as drawn. */
    LARGER_CANVAS(true),
    /** Drawn on a copy of another size: scaled to the photo. */
    SCALED(true),
    /**
     * The photo is turned by its orientation, and no size shows whether the labels lie on it as
     * shown or as stored: taken as shown. Strict placing allows it.
     */
    TURNED(true),
    /** The outline crosses or touches itself: kept as drawn. */
    SELF_CROSSING(true),
    /**
     * Shapes are marked as standing for several things (COCO's {@code iscrowd}), as CVAT marks
     * every mask: each kept as one. Said once of a file; strict reading allows it.
     */
    CROWD(true),
    /**
     * Several annotated one photo: one annotation was taken, the others were not read. Strict
     * reading allows it.
     */
    CHOSEN(true),
    /** The format cannot hold all of the shape: kept as far as it can. */
    SIMPLIFIED(true);

    private final boolean kept;

    Kind(boolean kept) {
      this.kept = kept;
    }

    /**
     * Whether the shape with the problem was kept.
     *
     * @return false if it was left out
     */
    public boolean isKept() {
      return kept;
    }
  }

  @Override
  public String toString() {
    String outcome = kind == Kind.CHOSEN ? "" : kind.kept ? " (kept)" : " (left out)";
    return place(file, record, shape, label) + reason + outcome;
  }

  static String place(String file, String record, String shape, String label) {
    StringBuilder text = new StringBuilder(file).append(": ");
    if (!record.isEmpty()) {
      text.append(record).append(": ");
    }
    if (!shape.isEmpty()) {
      text.append(shape);
      if (!label.isEmpty() && !shape.startsWith(label)) {
        text.append(" (").append(label).append(')');
      }
      text.append(": ");
    }
    return text.toString();
  }
}
