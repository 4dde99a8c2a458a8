// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.augmentation;

/** What a training is shown. */
public interface CropSampler {
  /**
   * A crop. It depends on the seed of the maker, the step and the place in the batch, and on
   * nothing that came before; the crops of a step are of one size.
   *
   * @param step from 0
   * @param index from 0, below 4096
   */
  Crop crop(long step, int index);
}
