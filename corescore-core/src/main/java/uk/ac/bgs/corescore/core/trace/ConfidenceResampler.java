// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.trace;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import uk.ac.bgs.corescore.mask.ConfidenceMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * Resamples a confidence to the photo's pixels: bilinear, with the probability of the pixel's label
 * in each of the four cells around its centre. A cell of that label says it itself; one of another
 * leaves at most what is missing to 1, which is exact between two labels.
 */
final class ConfidenceResampler {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Of eight bytes the first, the third and so on, with room for a product each. */
  private static final long EVEN = 0x00FF00FF00FF00FFL;

  /** A half for each product. */
  private static final long HALVES = 0x0080008000800080L;

  /** Weights are 256ths. */
  private static final int ONE = 256;

  private final int cells;
  private final int lines;
  private final byte[] labels;
  private final byte[] values;
  private final LabelMask onPhoto;
  private final int width;

  /** For each photo column the cells around its centre, and its way from the one to the other. */
  private final int[] left;

  private final int[] right;
  private final int[] way;

  private final ColumnSpans stretches;

  private ConfidenceResampler(Segmentation source, double[] columns, LabelMask onPhoto) {
    this.cells = source.mask().width();
    this.lines = source.mask().height();
    this.labels = new byte[cells * lines];
    this.values = new byte[cells * lines];
    this.onPhoto = onPhoto;
    this.width = onPhoto.width();
    this.left = new int[width];
    this.right = new int[width];
    this.way = new int[width];
    source.mask().values().get(labels);
    source.confidence().orElseThrow().values().get(values);
    int[] before = new int[width];
    for (int x = 0; x < width; x++) {
      before[x] = (int) Math.floor(columns[x]);
      left[x] = Math.max(0, before[x]);
      right[x] = Math.min(cells - 1, before[x] + 1);
      way[x] = (int) (ONE * (columns[x] - before[x]) + 0.5);
    }
    this.stretches = new ColumnSpans(cells, before);
  }

  /**
   * The confidence of each photo pixel.
   *
   * @param source labels and confidence on a coarser grid
   * @param columns where the centre of each photo column lies among those of the cells, rising
   * @param rows where the centre of each photo row lies
   * @param onPhoto the label of each photo pixel; that of the four cells around it where they agree
   */
  static ConfidenceMap resample(
      Segmentation source, double[] columns, double[] rows, LabelMask onPhoto) {
    return new ConfidenceResampler(source, columns, onPhoto).resample(rows);
  }

  private ConfidenceMap resample(double[] rows) {
    byte[] pixels = new byte[width * rows.length];
    byte[] top = new byte[width + Long.BYTES];
    byte[] bottom = new byte[width + Long.BYTES];
    byte[] line = new byte[width + Long.BYTES];
    int[] topLabels = new int[cells];
    int[] bottomLabels = new int[cells];
    int topOf = -1;
    int bottomOf = -1;
    for (int y = 0; y < rows.length; y++) {
      int above = (int) Math.floor(rows[y]);
      int upper = Math.max(0, above) * cells;
      int lower = Math.min(lines - 1, above + 1) * cells;
      if (upper != topOf || lower != bottomOf) {
        byte[] free = top;
        top = bottom;
        bottom = free;
        int[] freeLabels = topLabels;
        topLabels = bottomLabels;
        bottomLabels = freeLabels;
        if (upper != bottomOf) {
          stretch(upper, top);
          read(upper, topLabels);
        }
        stretch(lower, bottom);
        read(lower, bottomLabels);
        stretches.cut(topLabels, bottomLabels);
        topOf = upper;
        bottomOf = lower;
      }
      float down = (float) (rows[y] - above);
      blend(top, bottom, Math.round(ONE * down), width, line);
      System.arraycopy(line, 0, pixels, y * width, width);
      for (int i = 0, x = 0; i < stretches.count(); x = stretches.end(i++)) {
        for (; stretches.code(i) == ColumnSpans.MIXED && x < stretches.end(i); x++) {
          float value = mixed(onPhoto.index(x, y), upper, lower, x, down);
          pixels[y * width + x] = (byte) (int) value;
        }
      }
    }
    return ConfidenceMap.wrap(width, rows.length, pixels);
  }

  private void read(int row, int[] to) {
    for (int x = 0; x < cells; x++) {
      to[x] = labels[row + x];
    }
  }

  /** A row of cells on the photo's columns, whatever their labels. */
  private void stretch(int row, byte[] to) {
    for (int x = 0; x < width; x++) {
      int from = values[row + left[x]] & 0xFF;
      int step = (values[row + right[x]] & 0xFF) - from;
      to[x] = (byte) (from + ((step * way[x] + ONE / 2) >> 8));
    }
  }

  /** The mean of two rows, {@code down} 256ths of the second, eight columns at a time. */
  private static void blend(byte[] top, byte[] bottom, int down, int width, byte[] to) {
    int up = ONE - down;
    for (int x = 0; x < width; x += Long.BYTES) {
      long a = (long) WORDS.get(top, x);
      long b = (long) WORDS.get(bottom, x);
      long even = (a & EVEN) * up + (b & EVEN) * down + HALVES;
      long odd = (a >>> 8 & EVEN) * up + (b >>> 8 & EVEN) * down + HALVES;
      WORDS.set(to, x, (even >>> 8 & EVEN) | (odd & ~EVEN));
    }
  }

  /** Where labels meet. */
  private float mixed(int label, int upper, int lower, int x, float down) {
    float across = (float) way[x] / ONE;
    float above = of(upper + left[x], label);
    float below = of(lower + left[x], label);
    above += across * (of(upper + right[x], label) - above);
    below += across * (of(lower + right[x], label) - below);
    return 0.5f + above + down * (below - above);
  }

  private int of(int cell, int label) {
    int value = values[cell] & 0xFF;
    return (labels[cell] & 0xFF) == label ? value : 255 - value;
  }
}
