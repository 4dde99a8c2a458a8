// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.mask;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.image.PixelRect;

/**
 * The confidence of a segmenter: for each cell of a grid the probability of its label, in steps of
 * 1/255.
 *
 * <p>The probability is the segmenter's estimate and is not calibrated; an evaluation measures how
 * often it is right. Immutable and safe for use by many threads. Memory: one byte a cell.
 */
public final class ConfidenceMap {
  private static final int TOP = 255;

  private final int width;
  private final int height;
  private final byte[] values;

  private ConfidenceMap(int width, int height, byte[] values) {
    PixelRect.checkSize(width, height, values.length);
    this.width = width;
    this.height = height;
    this.values = values;
  }

  /**
   * Makes a map from a copy of the values.
   *
   * @param width columns, at least 1
   * @param height rows, at least 1
   * @param values {@code width * height} probabilities as unsigned bytes, 255 for 1, row by row
   * @return the map
   * @throws IllegalArgumentException if the sizes do not agree
   */
  public static ConfidenceMap of(int width, int height, byte[] values) {
    return new ConfidenceMap(width, height, values.clone());
  }

  /**
   * Makes a map of the array itself, without a copy.
   *
   * @param width columns, at least 1
   * @param height rows, at least 1
   * @param values {@code width * height} probabilities as unsigned bytes, 255 for 1, row by row;
   *     from now on the map's, the caller must not touch it
   * @return the map
   * @throws IllegalArgumentException if the sizes do not agree
   */
  public static ConfidenceMap wrap(int width, int height, byte[] values) {
    return new ConfidenceMap(width, height, values);
  }

  /**
   * Makes a map from probabilities, each brought to the nearest step.
   *
   * @param width columns, at least 1
   * @param height rows, at least 1
   * @param probabilities {@code width * height} numbers from 0 to 1, row by row; what lies beyond
   *     by no more than a thousandth, as rounding leaves it, counts as 0 or 1
   * @return the map
   * @throws IllegalArgumentException if the sizes do not agree or a number is no probability
   */
  public static ConfidenceMap ofProbabilities(int width, int height, float[] probabilities) {
    PixelRect.checkSize(width, height, probabilities.length);
    byte[] values = new byte[probabilities.length];
    for (int i = 0; i < values.length; i++) {
      float probability = probabilities[i];
      if (!(probability >= -1e-3f && probability <= 1 + 1e-3f)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "cell (%d, %d) has confidence %s, expected a probability from 0 to 1",
                i % width,
                i / width,
                probability));
      }
      values[i] = (byte) Math.round(TOP * Math.max(0, Math.min(1, probability)));
    }
    return new ConfidenceMap(width, height, values);
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
   * The probability of the label that one cell was given.
   *
   * @param x column, from 0 at the left
   * @param y row, from 0 at the top
   * @return a number from 0 to 1
   * @throws IndexOutOfBoundsException if the cell lies outside the map
   */
  public double probability(int x, int y) {
    if (x < 0 || x >= width || y < 0 || y >= height) {
      throw new IndexOutOfBoundsException(
          "cell (" + x + ", " + y + ") outside " + width + " x " + height);
    }
    return (values[y * width + x] & 0xFF) / (double) TOP;
  }

  /**
   * All values, row by row, as unsigned bytes with 255 for 1.
   *
   * @return a read-only view
   */
  public ByteBuffer values() {
    return ByteBuffer.wrap(values).asReadOnlyBuffer();
  }

  /**
   * The mean over the cells of each fragment. Cost: the cells of the fragments.
   *
   * @param fragments fragments on this grid
   * @return for each id the mean over its cells, 0 to 1; at index 0 that over the cells of all
   *     fragments, not a number where there is none
   * @throws IllegalArgumentException if the fragments are on a grid of another size
   */
  public double[] means(FragmentMap fragments) {
    requireSize(fragments.width(), fragments.height(), fragments);
    long[] sums = new long[fragments.count() + 1];
    for (int y = 0; y < height; y++) {
      for (int run = fragments.firstRun(y); run < fragments.firstRun(y + 1); run++) {
        long sum = 0;
        int end = y * width + fragments.runEnd(run);
        for (int i = y * width + fragments.runStart(run); i < end; i++) {
          sum += values[i] & 0xFF;
        }
        sums[fragments.runId(run)] += sum;
        sums[0] += sum;
      }
    }
    long[] areas = fragments.areas();
    double[] means = new double[sums.length];
    for (int id = 0; id < means.length; id++) {
      means[id] = sums[id] / ((double) TOP * areas[id]);
    }
    return means;
  }

  /**
   * Which share of the fragments' cells has a confidence below a limit. Cost: the cells of the
   * fragments.
   *
   * @param limit a probability, 0 to 1
   * @param fragments fragments on this grid
   * @return the share, 0 to 1; empty where there is no fragment
   * @throws IllegalArgumentException if the fragments are on a grid of another size or the limit is
   *     no probability
   */
  public OptionalDouble shareBelow(double limit, FragmentMap fragments) {
    requireSize(fragments.width(), fragments.height(), fragments);
    if (!(limit >= 0 && limit <= 1)) {
      throw new IllegalArgumentException("a limit is a probability from 0 to 1, not " + limit);
    }
    long below = 0;
    for (int y = 0; y < height; y++) {
      for (int run = fragments.firstRun(y); run < fragments.firstRun(y + 1); run++) {
        int end = y * width + fragments.runEnd(run);
        for (int i = y * width + fragments.runStart(run); i < end; i++) {
          below += (values[i] & 0xFF) < TOP * limit ? 1 : 0;
        }
      }
    }
    long all = fragments.areas()[0];
    return all == 0 ? OptionalDouble.empty() : OptionalDouble.of(below / (double) all);
  }

  private void requireSize(int columns, int rows, Object other) {
    if (columns != width || rows != height) {
      throw new IllegalArgumentException(this + " and " + other + " differ in size");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfidenceMap that
        && width == that.width
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * width + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "ConfidenceMap[" + width + " x " + height + "]";
  }
}
