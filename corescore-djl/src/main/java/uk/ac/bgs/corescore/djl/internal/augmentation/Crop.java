// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.augmentation;

/**
 * A piece of a photograph on its way into training: colours, what is true of each pixel, and how
 * much it counts. Its arrays are changed in place by one augmentation after the other.
 */
public sealed class Crop permits LayoutCrop {
  public final int width;
  public final int height;

  /** Red, green and blue planes, 0 to 255, one after the other. */
  public final float[] rgb;

  /** Index of the label in the model's label list, an unsigned byte. */
  public final byte[] label;

  /** Fragment of each pixel, 0 for none; two pieces never share a number. */
  public final int[] fragment;

  /** 0 where nothing is known, else 1; in a composed photograph more where it matters more. */
  public final float[] weight;

  public Crop(int width, int height) {
    this.width = width;
    this.height = height;
    this.rgb = new float[3 * width * height];
    this.label = new byte[width * height];
    this.fragment = new int[width * height];
    this.weight = new float[width * height];
  }

  public int size() {
    return width * height;
  }
}
