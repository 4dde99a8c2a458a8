// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.trace;

import uk.ac.bgs.corescore.mask.ConfidenceMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * Carries a confidence to the photo's pixels: bilinear, with the probability of the pixel's label
 * in each of the four cells around its centre. A cell of that label says it itself; one of another
 * leaves at most what is missing to 1, which is exact between two labels.
 */
final class ConfidenceGrid {
  private ConfidenceGrid() {}

  /**
   * The confidence of each photo pixel.
   *
   * @param source labels and confidence on a coarser grid
   * @param columns where the centre of each photo column lies among those of the cells
   * @param rows where the centre of each photo row lies
   * @param onPhoto the label of each photo pixel
   */
  static ConfidenceMap resample(
      Segmentation source, double[] columns, double[] rows, LabelMask onPhoto) {
    int cells = source.mask().width();
    int lines = source.mask().height();
    byte[] labels = new byte[cells * lines];
    source.mask().values().get(labels);
    byte[] values = new byte[labels.length];
    source.confidence().orElseThrow().values().get(values);
    byte[] pixels = new byte[columns.length * rows.length];
    for (int y = 0, i = 0; y < rows.length; y++) {
      int above = (int) Math.floor(rows[y]);
      float down = (float) (rows[y] - above);
      int upper = Math.max(0, above) * cells;
      int lower = Math.min(lines - 1, above + 1) * cells;
      for (int x = 0; x < columns.length; x++, i++) {
        int before = (int) Math.floor(columns[x]);
        float right = (float) (columns[x] - before);
        int a = Math.max(0, before);
        int b = Math.min(cells - 1, before + 1);
        int label = onPhoto.index(x, y);
        float top =
            (1 - right) * of(upper + a, label, labels, values)
                + right * of(upper + b, label, labels, values);
        float bottom =
            (1 - right) * of(lower + a, label, labels, values)
                + right * of(lower + b, label, labels, values);
        pixels[i] = (byte) (int) ((1 - down) * top + down * bottom + 0.5f);
      }
    }
    return ConfidenceMap.wrap(columns.length, rows.length, pixels);
  }

  private static int of(int cell, int label, byte[] labels, byte[] values) {
    int value = values[cell] & 0xFF;
    return (labels[cell] & 0xFF) == label ? value : 255 - value;
  }
}
