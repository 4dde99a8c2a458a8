// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import uk.ac.bgs.corescore.image.RgbImage;

/**
 * The seam between the segmenter and what runs a model: an image goes in, likelihoods come out.
 * Safe for use by many threads.
 */
interface ImageModel extends AutoCloseable {
  /** What the planes of its predictions mean. */
  Heads heads();

  /** Cells by which an image may be shifted without a change of what is seen. */
  int stride();

  /** How far from a cell, in cells, anything that changes its outputs can be. */
  int reach();

  /**
   * Cells over which neighbouring tiles are faded into each other: 0 where nothing outside the
   * reach has a say, more where the reach is not known.
   */
  int fade();

  /** Looks at an image once; beyond the image its last column and row go on. */
  Prediction look(RgbImage image);

  /** What is seen, with all planes: those that the model has no output for are worked out. */
  default Prediction completed(Prediction seen) {
    return seen;
  }

  @Override
  void close();
}
