// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.column;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Rows of a column that lie evenly between two depths: some of the rows that an interval was
 * divided into. The centre of row i of n is at top + (i + 0.5) (base - top) / n.
 *
 * @param whole the interval
 * @param rows how many rows it has in all
 * @param first the first of these that is in the column
 * @param count how many of them are
 * @param image the pixels of all rows; null where they are black
 * @param kind what they show
 * @param source what they were cut out of
 */
record ColumnPart(
    DepthInterval whole,
    int rows,
    int first,
    int count,
    @Nullable RgbImage image,
    ColumnSegment.Kind kind,
    String source) {

  /** All rows of an image. */
  static ColumnPart of(
      RgbImage image, DepthInterval depths, ColumnSegment.Kind kind, String source) {
    return new ColumnPart(depths, image.height(), 0, image.height(), image, kind, source);
  }

  /** Black rows. */
  static ColumnPart gap(DepthInterval depths, int rows) {
    return new ColumnPart(depths, rows, 0, rows, null, ColumnSegment.Kind.GAP, "");
  }

  int width() {
    return image == null ? 0 : image.width();
  }

  /** How much depth a row has, m. */
  double rowMetres() {
    return whole.metres() / rows;
  }

  /** The depth of the centre of one of its rows in the column, m. */
  double centre(int row) {
    return whole.top().metres() + (first + row + 0.5) * whole.metres() / rows;
  }

  /** The depth of the upper side of one of its rows in the column, m. */
  double edge(int row) {
    int at = first + row;
    return at == rows ? whole.base().metres() : whole.top().metres() + at * whole.metres() / rows;
  }

  DepthInterval depths() {
    return DepthInterval.of(edge(0), edge(count));
  }

  /** Some of its rows in the column. */
  ColumnPart window(int from, int length) {
    return new ColumnPart(whole, rows, first + from, length, image, kind, source);
  }

  /** Its first row in the column whose centre is at a depth or below; the count if none is. */
  int rowFrom(double metres) {
    double guess = Math.ceil((metres - whole.top().metres()) / rowMetres() - 0.5) - first;
    int row = (int) Math.max(0, Math.min(count, guess));
    while (row > 0 && centre(row - 1) >= metres) {
      row--;
    }
    while (row < count && centre(row) < metres) {
      row++;
    }
    return row;
  }

  /** Whether another part continues with the next row of the same image. */
  boolean goesOn(ColumnPart next) {
    return rows == next.rows
        && first + count == next.first
        && whole.equals(next.whole)
        && Objects.equals(image, next.image);
  }

  /** Both in one, where they are rows of the same image that show the same. */
  Optional<ColumnPart> with(ColumnPart next) {
    return goesOn(next) && kind == next.kind && source.equals(next.source)
        ? Optional.of(new ColumnPart(whole, rows, first, count + next.count, image, kind, source))
        : Optional.empty();
  }

  /** Whether it is a gap of which all rows are in the column. */
  boolean wholeGap() {
    return kind == ColumnSegment.Kind.GAP && count == rows;
  }
}
