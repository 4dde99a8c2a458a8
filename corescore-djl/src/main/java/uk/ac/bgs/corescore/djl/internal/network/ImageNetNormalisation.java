// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.network;

import java.util.List;

/** Normalises colours by the mean and standard deviation of ImageNet (Deng et al., 2009). */
public final class ImageNetNormalisation {
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  private ImageNetNormalisation() {}

  /**
   * Normalises a colour.
   *
   * @param value 0 to 255
   * @param channel 0 red, 1 green, 2 blue
   */
  public static float of(float value, int channel) {
    return (value / 255 - MEAN[channel]) / DEVIATION[channel];
  }

  /** Mean of red, green and blue, where white is 1. */
  public static List<Float> mean() {
    return List.of(MEAN[0], MEAN[1], MEAN[2]);
  }

  /** Standard deviation of red, green and blue. */
  public static List<Float> deviation() {
    return List.of(DEVIATION[0], DEVIATION[1], DEVIATION[2]);
  }

  /** Factor of each channel, for colours of 0 to 255. */
  public static float[] scale() {
    return new float[] {
      1 / (255 * DEVIATION[0]), 1 / (255 * DEVIATION[1]), 1 / (255 * DEVIATION[2])
    };
  }

  /** Offset of each channel, added after the factor. */
  public static float[] shift() {
    return new float[] {-MEAN[0] / DEVIATION[0], -MEAN[1] / DEVIATION[1], -MEAN[2] / DEVIATION[2]};
  }
}
