// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.mask;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import uk.ac.bgs.corescore.image.PixelRect;

/**
 * The label of each cell of a grid: one label index per cell, row by row from the top left, with
 * the label set that defines the indices.
 *
 * <p>Immutable and safe for use by many threads. Memory: one byte a cell.
 */
public final class LabelMask {
  /** Eight cells at a time, the first in the lowest byte. */
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH_BYTE = 0x0101010101010101L;

  private final int width;
  private final int height;
  private final byte[] values;
  private final LabelSet labels;

  private LabelMask(int width, int height, byte[] values, LabelSet labels) {
    this.width = width;
    this.height = height;
    this.values = values;
    this.labels = labels;
  }

  private static LabelMask checked(int width, int height, byte[] values, LabelSet labels) {
    PixelRect.checkSize(width, height, values.length);
    checkValues(width, values, labels.size());
    return new LabelMask(width, height, values, labels);
  }

  /** A mask of values that are known to be indices of the label set, and as many as cells. */
  static LabelMask ofKnown(int width, int height, byte[] values, LabelSet labels) {
    return new LabelMask(width, height, values, labels);
  }

  private static void checkValues(int width, byte[] values, int size) {
    int at = 0;
    if (size <= 128) {
      // A byte of 128 or more has its top bit set; adding 128 - size sets it for the others that
      // are too large.
      long top = 0x8080808080808080L;
      long add = (0x80 - size) * EACH_BYTE;
      long found = 0;
      for (; found == 0 && at <= values.length - Long.BYTES; at += Long.BYTES) {
        long word = (long) WORDS.get(values, at);
        found = (((word & ~top) + add) | word) & top;
      }
      at = found == 0 ? at : at - Long.BYTES;
    }
    for (; at < values.length; at++) {
      if ((values[at] & 0xFF) >= size) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "cell (%d, %d) holds %d, the label set has indices 0 to %d",
                at % width,
                at / width,
                values[at] & 0xFF,
                size - 1));
      }
    }
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
    return checked(width, height, values.clone(), labels);
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
    return checked(width, height, values, labels);
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

  /**
   * Where the label of a cell ends in its row. Cells are compared eight at a time, so a whole mask
   * is passed run by run at a fraction of the cost of cell by cell.
   *
   * @param x column, from 0 at the left
   * @param y row, from 0 at the top
   * @return the first column behind {@code x} in the row whose label is another, {@link #width()}
   *     if there is none
   * @throws IndexOutOfBoundsException if the cell lies outside the mask
   */
  public int runEnd(int x, int y) {
    int label = index(x, y);
    int row = y * width;
    int end = row + width;
    int at = row + x + 1;
    long eight = label * EACH_BYTE;
    for (int last = end - Long.BYTES; at <= last; at += Long.BYTES) {
      long difference = (long) WORDS.get(values, at) ^ eight;
      if (difference != 0) {
        return at - row + (Long.numberOfTrailingZeros(difference) >>> 3);
      }
    }
    while (at < end && (values[at] & 0xFF) == label) {
      at++;
    }
    return at - row;
  }

  /**
   * Counts the cells of each label.
   *
   * @return for each index of the label set its number of cells
   */
  public long[] histogram() {
    long[] counts = new long[labels.size()];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; ) {
        int end = runEnd(x, y);
        counts[values[y * width + x] & 0xFF] += end - x;
        x = end;
      }
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
