// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.mask;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import uk.ac.bgs.corescore.image.PixelRect;

/**
 * What each cell of a grid is: one label index a cell, row by row from the top left, with the label
 * set that says what the indices mean.
 *
 * <p>Immutable and safe for use by many threads. Memory: one byte a cell.
 */
public final class LabelMask {
  private final int width;
  private final int height;
  private final byte[] values;
  private final LabelSet labels;

  private LabelMask(int width, int height, byte[] values, LabelSet labels) {
    PixelRect.checkSize(width, height, values.length);
    if (labels.size() < 256) {
      for (int i = 0; i < values.length; i++) {
        if ((values[i] & 0xFF) >= labels.size()) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "cell (%d, %d) holds %d, the label set has indices 0 to %d",
                  i % width,
                  i / width,
                  values[i] & 0xFF,
                  labels.size() - 1));
        }
      }
    }
    this.width = width;
    this.height = height;
    this.values = values;
    this.labels = labels;
  }

  /**
   * Makes a mask from a copy of the values.
   *
   * @param width columns, at least 1
   * @param height rows, at least 1
   * @param values {@code width * height} label indices (unsigned bytes), row by row
   * @param labels what the indices mean
   * @return the mask
   * @throws IllegalArgumentException if the sizes do not agree or a value is no index of the label
   *     set
   */
  public static LabelMask of(int width, int height, byte[] values, LabelSet labels) {
    return new LabelMask(width, height, values.clone(), labels);
  }

  /**
   * Makes a mask of the array itself, without a copy.
   *
   * @param width columns, at least 1
   * @param height rows, at least 1
   * @param values {@code width * height} label indices (unsigned bytes), row by row; from now on
   *     the mask's, the caller must not touch it
   * @param labels what the indices mean
   * @return the mask
   * @throws IllegalArgumentException if the sizes do not agree or a value is no index of the label
   *     set
   */
  public static LabelMask wrap(int width, int height, byte[] values, LabelSet labels) {
    return new LabelMask(width, height, values, labels);
  }

  /**
   * Columns.
   *
   * @return the number of columns, at least 1
   */
  public int width() {
    return width;
  }

  /**
   * Rows.
   *
   * @return the number of rows, at least 1
   */
  public int height() {
    return height;
  }

  /**
   * What the indices mean.
   *
   * @return the label set
   */
  public LabelSet labels() {
    return labels;
  }

  /**
   * The label index of one cell.
   *
   * @param x column, from 0 at the left
   * @param y row, from 0 at the top
   * @return an index of {@link #labels()}
   * @throws IndexOutOfBoundsException if the cell lies outside the mask
   */
  public int index(int x, int y) {
    if (x < 0 || x >= width || y < 0 || y >= height) {
      throw new IndexOutOfBoundsException(
          "cell (" + x + ", " + y + ") outside " + width + " x " + height);
    }
    return values[y * width + x] & 0xFF;
  }

  /**
   * All label indices for bulk reading, row by row.
   *
   * @return a new read-only view, positioned at the first cell; no copy is made
   */
  public ByteBuffer values() {
    return ByteBuffer.wrap(values).asReadOnlyBuffer();
  }

  /** The array itself, for this package's own checks; nobody writes to it. */
  byte[] cells() {
    return values;
  }

  /**
   * Counts the cells of each label.
   *
   * @return for each index of the label set its number of cells
   */
  public long[] histogram() {
    long[] counts = new long[labels.size()];
    for (byte value : values) {
      counts[value & 0xFF]++;
    }
    return counts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelMask that
        && width == that.width
        && height == that.height
        && labels.equals(that.labels)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "LabelMask[" + width + " x " + height + ", " + labels.size() + " labels]";
  }
}
