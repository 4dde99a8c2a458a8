// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The rows of core in a photograph. Immutable; safe for use by many threads.
 *
 * @param photoWidth the photo's columns, px
 * @param photoHeight the photo's rows of pixels, px
 * @param rows the rows of core in reading order, numbered from 1 without gaps; none where the photo
 *     shows no row
 * @param foundBy what the rows come from: the id of a finder, {@value #GIVEN} or {@value #WHOLE}
 */
public record Layout(int photoWidth, int photoHeight, List<CoreRow> rows, String foundBy) {
  /** What a layout is found by that a person or the host gave. */
  public static final String GIVEN = "given";

  /** What a layout is found by that takes the whole photo for one row. */
  public static final String WHOLE = "whole-photo";

  /**
   * Copies the list; checks sizes and numbers, and that each row has a part of the photo.
   *
   * @param photoWidth the photo's columns
   * @param photoHeight the photo's rows of pixels
   * @param rows the rows of core in reading order
   * @param foundBy what the rows come from
   */
  public Layout {
    rows = List.copyOf(rows);
    if (photoWidth < 1 || photoHeight < 1) {
      throw new IllegalArgumentException(
          "a photo has pixels, not " + photoWidth + " x " + photoHeight);
    }
    if (foundBy.isBlank()) {
      throw new IllegalArgumentException("a layout says what it is found by");
    }
    for (int i = 0; i < rows.size(); i++) {
      CoreRow row = rows.get(i);
      if (row.number() != i + 1) {
        throw new IllegalArgumentException(
            "rows are numbered from 1 without gaps, but row "
                + row.number()
                + " is number "
                + (i + 1));
      }
      if (i > 0 && row.box() < rows.get(i - 1).box()) {
        throw new IllegalArgumentException(
            "boxes are read one after the other, but row "
                + row.number()
                + " goes back to box "
                + row.box());
      }
      requireOnPhoto(row, photoWidth, photoHeight);
    }
  }

  private static void requireOnPhoto(CoreRow row, int width, int height) {
    boolean left = row.corners().stream().allMatch(corner -> corner.x() <= 0);
    boolean right = row.corners().stream().allMatch(corner -> corner.x() >= width);
    boolean above = row.corners().stream().allMatch(corner -> corner.y() <= 0);
    boolean below = row.corners().stream().allMatch(corner -> corner.y() >= height);
    if (left || right || above || below) {
      throw new IllegalArgumentException(
          "row "
              + row.number()
              + " lies outside the photo of "
              + width
              + " x "
              + height
              + " px: "
              + row.corners());
    }
  }

  /**
   * The layout of a photo that shows one row of core and little else: the row is the whole photo,
   * and runs along its longer side.
   *
   * @param photoWidth the photo's columns
   * @param photoHeight the photo's rows of pixels
   * @return one row, read from left to right, or from top to bottom where the photo is higher than
   *     wide
   */
  public static Layout whole(int photoWidth, int photoHeight) {
    return whole(
        photoWidth,
        photoHeight,
        photoWidth >= photoHeight ? RowOrientation.HORIZONTAL : RowOrientation.VERTICAL,
        WHOLE);
  }

  /**
   * The layout of a photo that one row of core fills, whichever way it runs.
   *
   * @param photoWidth the photo's columns
   * @param photoHeight the photo's rows of pixels
   * @param orientation which way the row runs: from left to right, or from top to bottom
   * @param foundBy the source of the rows
   * @return one row whose corners are the photo's
   */
  public static Layout whole(
      int photoWidth, int photoHeight, RowOrientation orientation, String foundBy) {
    PhotoPoint a = new PhotoPoint(0, 0);
    PhotoPoint b = new PhotoPoint(photoWidth, 0);
    PhotoPoint c = new PhotoPoint(photoWidth, photoHeight);
    PhotoPoint d = new PhotoPoint(0, photoHeight);
    CoreRow row =
        orientation == RowOrientation.HORIZONTAL
            ? new CoreRow(1, 1, a, b, c, d, OptionalDouble.empty())
            : new CoreRow(1, 1, b, c, d, a, OptionalDouble.empty());
    return new Layout(photoWidth, photoHeight, List.of(row), foundBy);
  }

  /**
   * The same rows on a copy of the photo that has another size.
   *
   * @param width the copy's columns, at least 1
   * @param height the copy's rows of pixels, at least 1
   * @return a layout of that size; a layout that is whole stays so
   */
  public Layout scaledTo(int width, int height) {
    if (width == photoWidth && height == photoHeight) {
      return this;
    }
    List<CoreRow> scaled = new ArrayList<>(rows.size());
    for (CoreRow row : rows) {
      List<PhotoPoint> corner =
          row.corners().stream()
              .map(c -> new PhotoPoint(c.x() * width / photoWidth, c.y() * height / photoHeight))
              .toList();
      scaled.add(
          new CoreRow(
              row.number(),
              row.box(),
              corner.get(0),
              corner.get(1),
              corner.get(2),
              corner.get(3),
              row.confidence()));
    }
    return new Layout(width, height, scaled, foundBy);
  }

  /**
   * Whether the photo itself is its only row, so that no rows are displayed.
   *
   * @return true for one row whose corners are those of {@link #whole}
   */
  public boolean isWhole() {
    return rows.size() == 1
        && rows.get(0).corners().equals(whole(photoWidth, photoHeight).rows().get(0).corners());
  }

  /**
   * Whether the photo itself is its only row and is read from left to right, so that nothing has to
   * be cut out or turned.
   *
   * @return true for one row whose corners are the photo's, top left first
   */
  public boolean isPhoto() {
    return photoWidth >= photoHeight && isWhole();
  }

  /**
   * The row to which a point of the photo belongs: where rows overlap, the first of them.
   *
   * @param x px from the photo's left edge
   * @param y px from the photo's top edge
   * @return the row, empty beside all rows
   */
  public Optional<CoreRow> rowAt(double x, double y) {
    return rows.stream().filter(row -> row.contains(x, y)).findFirst();
  }

  /**
   * How many boxes there are.
   *
   * @return the box of the last row, 0 without rows
   */
  public int boxes() {
    return rows.isEmpty() ? 0 : rows.get(rows.size() - 1).box();
  }
}
