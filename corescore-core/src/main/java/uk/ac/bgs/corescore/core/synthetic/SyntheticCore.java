// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

import java.util.List;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.image.PixelRect;
import uk.ac.bgs.corescore.image.PixelScale;
import uk.ac.bgs.corescore.image.RgbImage;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.measure.Length;

/**
 * A drawn photograph of a box of core with everything that is true of it.
 *
 * @param seed what it was drawn from, with its settings
 * @param photo the photograph
 * @param truth label and fragment of each pixel, on the photo's own grid, with the labels {@link
 *     uk.ac.bgs.corescore.mask.LabelSet#CORESCORE}: Box is the whole box and all that lies in it
 *     but rock, paper, plug holes and writing; Void is only outside it
 * @param scale size of a photo pixel on the core
 * @param rows the rows of core from top to bottom; the core continues from row to row
 * @param pieces one piece a fragment of {@code truth}, in the order of their numbers
 */
public record SyntheticCore(
    long seed,
    RgbImage photo,
    Segmentation truth,
    PixelScale scale,
    List<Row> rows,
    List<Piece> pieces) {
  /**
   * Copies the lists and checks that truth and photo agree, and pieces and fragments.
   *
   * @param seed what it was drawn from
   * @param photo the photograph
   * @param truth label and fragment of each pixel
   * @param scale size of a photo pixel on the core
   * @param rows the rows of core from top to bottom
   * @param pieces one piece a fragment of {@code truth}
   */
  public SyntheticCore {
    rows = List.copyOf(rows);
    pieces = List.copyOf(pieces);
    if (!truth.frame().equals(PixelFrame.PHOTO)
        || truth.mask().width() != photo.width()
        || truth.mask().height() != photo.height()) {
      throw new IllegalArgumentException(truth + " is not on the grid of " + photo);
    }
    if (pieces.size() != truth.fragments().count()) {
      throw new IllegalArgumentException(
          pieces.size() + " pieces for " + truth.fragments().count() + " fragments");
    }
  }

  /**
   * One row of core. Depth grows from left to right, evenly: pixel edge x lies at {@code depthTop +
   * (x - area.x()) * scale / 1000}.
   *
   * @param index number of the row, from 0 at the top
   * @param depthTop depth at its left end, m
   * @param depthBase depth at its right end, m
   * @param area the channel that it lies in, from its left to its right end
   */
  public record Row(int index, double depthTop, double depthBase, PixelRect area) {}

  /**
   * One piece of core.
   *
   * @param fragment its number in the ground truth's fragments
   * @param row index of its row
   * @param depthTop depth of its top, m: of a piece of full diameter on the centre line of the row,
   *     of a piece of rubble that of its shallowest point
   * @param depthBase depth of its base, m, in the same way
   * @param length its length along the core in the photo; at the photo's scale it is {@code
   *     depthBase - depthTop}
   * @param lithology name of the rock
   * @param rubble whether it is a broken piece that does not fill the core's diameter
   */
  public record Piece(
      int fragment,
      int row,
      double depthTop,
      double depthBase,
      Length length,
      String lithology,
      boolean rubble) {}
}
