// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.table;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;

/**
 * A row of a table of boxes: the core in a row of a photo, or in all rows of a photo.
 *
 * @param photo the photo's name, as in the table
 * @param hole the hole's name
 * @param box the box's name; that of the photo where the table has none
 * @param row number of the row, as in the photo's layout; empty where the depths are those of all
 *     rows of the photo together, which follow each other
 * @param depths from the beginning of the (first) row to its end
 * @param base what the end is
 * @param lengthMillimetres length of the inside of the row's channel, mm, which is a scale of its
 *     own; empty where it is not stated
 * @param millimetresPerPixel size of a photo pixel on the core there, mm, which is a scale of its
 *     own; empty where it is not stated
 */
public record BoxRow(
    String photo,
    String hole,
    String box,
    OptionalInt row,
    DepthInterval depths,
    BasePosition base,
    OptionalDouble lengthMillimetres,
    OptionalDouble millimetresPerPixel) {
  private static final double MILLIMETRES = 1000;

  /** By so much of a row differences of depths may be wrong. */
  private static final double ROUNDING = 1e-6;

  /**
   * Checks that there are names and that the row's number is one.
   *
   * @param photo the photo's name
   * @param hole the hole's name
   * @param box the box's name
   * @param row number of the row
   * @param depths from the beginning to the end
   * @param base what the end is
   * @param lengthMillimetres length of the row, mm
   * @param millimetresPerPixel size of a photo pixel, mm
   */
  public BoxRow {
    if (photo.isBlank() || hole.isBlank() || box.isBlank()) {
      throw new IllegalArgumentException("a row of core has a photo, a hole and a box");
    }
    if (row.orElse(1) < 1) {
      throw new IllegalArgumentException("rows are numbered from 1, not " + row.getAsInt());
    }
    double length = lengthMillimetres.orElse(1);
    if (!(length > 0 && length < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a row's length is above 0 mm, not " + length);
    }
    double pixel = millimetresPerPixel.orElse(1);
    if (!(pixel > 0 && pixel < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a pixel is larger than 0 mm, not " + pixel);
    }
    if (lengthMillimetres.isPresent() && millimetresPerPixel.isPresent()) {
      throw new IllegalArgumentException(
          "a row has one scale, its length or the size of a pixel, not "
              + length
              + " and "
              + pixel);
    }
  }

  /**
   * A row of which no size of a pixel is stated.
   *
   * @param photo the photo's name
   * @param hole the hole's name
   * @param box the box's name
   * @param row number of the row
   * @param depths from the beginning to the end
   * @param base what the end is
   * @param lengthMillimetres length of the row, mm
   */
  public BoxRow(
      String photo,
      String hole,
      String box,
      OptionalInt row,
      DepthInterval depths,
      BasePosition base,
      OptionalDouble lengthMillimetres) {
    this(photo, hole, box, row, depths, base, lengthMillimetres, OptionalDouble.empty());
  }

  /**
   * How many rows of a tray its depths take.
   *
   * @param rowMillimetres the length of a row, mm, above 0
   * @return at least 1; the last may be filled in part
   */
  public int rows(double rowMillimetres) {
    double rows = depths.metres() * MILLIMETRES / rowMillimetres;
    return (int) Math.max(1, Math.ceil(rows - ROUNDING));
  }

  /**
   * What messages call it.
   *
   * @return the photo and the row
   */
  public String name() {
    return row.isPresent() ? photo + ", row " + row.getAsInt() : photo;
  }
}
