// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl;

import java.util.BitSet;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * A photograph with what is true of it, to learn from or to be judged by.
 *
 * @param name what it is called in splits and reports, once in a training
 * @param photo the photograph
 * @param truth labels and fragments on the photo's own grid
 * @param ignored pixels, as {@code y * width + x}, from which nothing is learnt because nobody
 *     knows what is true there
 */
public record TrainingExample(String name, RgbImage photo, Segmentation truth, BitSet ignored) {
  /**
   * Checks that photo and truth have one grid.
   *
   * @param name what it is called
   * @param photo the photograph
   * @param truth labels and fragments on the photo's own grid
   * @param ignored pixels from which nothing is learnt
   * @throws IllegalArgumentException if the truth is not on the photo's grid, the name is blank, or
   *     an ignored pixel is outside
   */
  public TrainingExample {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a training example needs a name");
    }
    if (!truth.frame().equals(PixelFrame.PHOTO)
        || truth.mask().width() != photo.width()
        || truth.mask().height() != photo.height()) {
      throw new IllegalArgumentException(
          name + ": the truth " + truth + " is not on the grid of the photo " + photo);
    }
    ignored = (BitSet) ignored.clone();
    if (ignored.length() > photo.width() * photo.height()) {
      throw new IllegalArgumentException(name + ": a pixel outside of " + photo + " is ignored");
    }
  }

  /**
   * Pixels from which nothing is learnt.
   *
   * @return a copy, as {@code y * width + x}
   */
  @Override
  public BitSet ignored() {
    return (BitSet) ignored.clone();
  }

  boolean ignores(int pixel) {
    return ignored.get(pixel);
  }
}
