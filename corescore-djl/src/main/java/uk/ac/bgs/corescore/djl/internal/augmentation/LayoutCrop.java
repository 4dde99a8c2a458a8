// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.augmentation;

import java.util.List;

/** A composed photograph of a core box for training. */
public final class LayoutCrop extends Crop {
  /** 1 where the core of a row can lie, between its walls, else 0. */
  public final float[] channel;

  /**
   * 1 on the middle line of a row, decreasing linearly to 0 at its walls; 0 outside of channels.
   */
  public final float[] ridge;

  /** Whether a pixel lies between two rows of the box. */
  public final boolean[] between;

  /** The corners of each row in the order of the box, x and y alternating; they may lie outside. */
  public final List<double[]> rows;

  public LayoutCrop(int width, int height, List<double[]> rows) {
    super(width, height);
    this.channel = new float[width * height];
    this.ridge = new float[width * height];
    this.between = new boolean[width * height];
    this.rows = List.copyOf(rows);
  }
}
