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
 * A photograph with its ground truth, for training or validation.
 *
 * @param name its name in splits and reports, unique in a training
 * @param photo the photograph
 * @param truth labels and fragments on the photo's own grid
 * @param ignored pixels without ground truth, as {@code y * width + x}; they have no weight in the
 *     training
 */
public record TrainingExample(String name, RgbImage photo, Segmentation truth, BitSet ignored) {
  /**
   * Checks that photo and ground truth have the same grid.
   *
   * @param name its name
   * @param photo the photograph
   * @param truth labels and fragments on the photo's own grid
   * @param ignored pixels without ground truth
   * @throws IllegalArgumentException if the ground truth is not on the photo's grid, the name is
   *     blank, or an ignored pixel is outside
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
   * Pixels without ground truth.
   *
   * @return a copy, as {@code y * width + x}
   */
  @Override
  public BitSet ignored() {
    return (BitSet) ignored.clone();
  }

  /**
   * Cuts the rows of this photo out as examples of their own, at the scale of photos that show one
   * row. A photo of a whole box can be trained on in this way.
   *
   * @param layout the photo's rows
   * @param photoWidth maximum input side of the network, in cells, at least 1
   * @return an example for each row, or for each stretch of a row that is longer than such a photo,
   *     named after this one with {@code row N} and {@code stretch N}; in the order of rows
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
