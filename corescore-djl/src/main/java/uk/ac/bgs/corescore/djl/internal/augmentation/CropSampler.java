// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.augmentation;

/** Samples the crops of a training. */
public interface CropSampler {
  /**
   * Samples a crop. It depends on the sampler's seed, the step and the index only; the crops of a
   * step have one size.
   *
   * @param step from 0
   * @param index in the batch, from 0, below 4096
   */
  Crop crop(long step, int index);
}
