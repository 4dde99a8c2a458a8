// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.settings;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import uk.ac.bgs.corescore.core.layout.RowGroundTruth;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.layout.Layout;
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

  /**
   * The rows of this photo as examples of their own, cut out and brought to the scale at which a
   * network sees the row of a photo that shows one. So a photo of a whole box can be learnt from.
   *
   * @param layout the photo's rows
   * @param photoWidth cells that the network sees of a photo's longer side, at least 1
   * @return an example for each row, for several stretches of it where it is longer than such a
   *     photo, named after this one with {@code row N} and {@code stretch N}; in the order of rows
   * @throws IllegalArgumentException if the layout is of a photo of another size
   * @throws uk.ac.bgs.corescore.CoreScoreException if a row would have more than 16 million pixels
   */
  public List<TrainingExample> rows(Layout layout, int photoWidth) {
    int across = RowScale.cellsAcross(photoWidth);
    List<RowGroundTruth> stretches =
        RowGroundTruth.of(photo, truth, ignored, layout, across, photoWidth);
    List<TrainingExample> examples = new ArrayList<>();
    for (RowGroundTruth one : stretches) {
      long ofRow = stretches.stream().filter(other -> other.row() == one.row()).count();
      examples.add(
          new TrainingExample(
              name + " row " + one.row() + (ofRow == 1 ? "" : " stretch " + one.stretch()),
              one.image(),
              one.truth(),
              one.unknown()));
    }
    return examples;
  }
}
