// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.augmentation;

import uk.ac.bgs.corescore.image.RgbImage;

/**
 * A crop of a photograph for training: colours, ground truth and weight of each pixel.
 * Augmentations change its arrays in place.
 */
public sealed class Crop permits LayoutCrop {
  public final int width;
  public final int height;

  /** Red, green and blue planes, 0 to 255, one after the other. */
  public final float[] rgb;

  /** Index of the label in the model's label list, an unsigned byte. */
  public final byte[] label;

  /** Fragment of each pixel, 0 for none; numbers are unique. */
  public final int[] fragment;

  /**
   * Weight of each pixel: 0 without ground truth, else 1; in a composed photograph more for
   * important pixels.
   */
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

  /** Its colours, rounded to bytes. */
  public RgbImage image() {
    int[] pixels = new int[size()];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < pixels.length; i++) {
        int value = Math.max(0, Math.min(255, Math.round(rgb[c * pixels.length + i])));
        pixels[i] |= value << (16 - 8 * c);
      }
    }
    return RgbImage.wrap(width, height, pixels);
  }
}
