// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.network;

import java.util.List;

/** Brings colours to the range that the network reads: those of ImageNet, as usual in the field. */
public final class ImageNetNormalisation {
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  private ImageNetNormalisation() {}

  /**
   * A colour as the network reads it.
   *
   * @param value 0 to 255
   * @param channel 0 red, 1 green, 2 blue
   */
  public static float of(float value, int channel) {
    return (value / 255 - MEAN[channel]) / DEVIATION[channel];
  }

  /** What is taken from red, green and blue, where white is 1. */
  public static List<Float> mean() {
    return List.of(MEAN[0], MEAN[1], MEAN[2]);
  }

  /** By what the rest is divided. */
  public static List<Float> deviation() {
    return List.of(DEVIATION[0], DEVIATION[1], DEVIATION[2]);
  }

  /** What a colour is multiplied by, for each channel. */
  public static float[] scale() {
    return new float[] {
      1 / (255 * DEVIATION[0]), 1 / (255 * DEVIATION[1]), 1 / (255 * DEVIATION[2])
    };
  }

  /** What is added to it then. */
  public static float[] shift() {
    return new float[] {-MEAN[0] / DEVIATION[0], -MEAN[1] / DEVIATION[1], -MEAN[2] / DEVIATION[2]};
  }
}
