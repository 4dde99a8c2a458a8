// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.mask;

import java.util.Locale;
import uk.ac.bgs.corescore.image.PixelFrame;

/**
 * What is where in a photograph: the label of each cell, the fragment of each rock cell, and how
 * the cells lie in the photo.
 *
 * <p>It is what a segmenter finds and what a mask creator draws, so that prediction and truth
 * compare like with like. The cells of the fragments are exactly the rock cells of the mask.
 * Immutable and safe for use by many threads.
 */
public final class Segmentation {
  private final LabelMask mask;
  private final FragmentMap fragments;
  private final PixelFrame frame;

  private Segmentation(LabelMask mask, FragmentMap fragments, PixelFrame frame) {
    this.mask = mask;
    this.fragments = fragments;
    this.frame = frame;
  }

  /**
   * Puts labels, fragments and frame together.
   *
   * @param mask the label of each cell
   * @param fragments the fragment of each cell; its cells are the mask's rock cells
   * @param frame where the cells lie in the photo
   * @return the segmentation
   * @throws IllegalArgumentException if mask and fragments differ in size, or a fragment covers a
   *     cell that is not rock, or a rock cell is in no fragment. Cost: two passes over the mask
   */
  public static Segmentation of(LabelMask mask, FragmentMap fragments, PixelFrame frame) {
    if (mask.width() != fragments.width() || mask.height() != fragments.height()) {
      throw new IllegalArgumentException(mask + " and " + fragments + " differ in size");
    }
    boolean[] isRock = new boolean[mask.labels().size()];
    for (int index = 0; index < isRock.length; index++) {
      isRock[index] = mask.labels().isRock(index);
    }
    byte[] cells = mask.cells();
    for (int y = 0; y < fragments.height(); y++) {
      int row = y * mask.width();
      for (int run = fragments.firstRun(y); run < fragments.firstRun(y + 1); run++) {
        for (int x = fragments.runStart(run); x < fragments.runEnd(run); x++) {
          int index = cells[row + x] & 0xFF;
          if (!isRock[index]) {
            throw new IllegalArgumentException(
                String.format(
                    Locale.ROOT,
                    "fragment %d covers cell (%d, %d), which the mask labels %s",
                    fragments.runId(run),
                    x,
                    y,
                    mask.labels().get(index).name()));
          }
        }
      }
    }
    long rock = 0;
    long[] histogram = mask.histogram();
    for (int index = 0; index < histogram.length; index++) {
      rock += isRock[index] ? histogram[index] : 0;
    }
    long covered = fragments.areas()[0];
    if (rock != covered) {
      throw new IllegalArgumentException(
          "fragments are the mask's rock cells, but they cover " + covered + " cells of " + rock);
    }
    return new Segmentation(mask, fragments, frame);
  }

  /**
   * The label of each cell.
   *
   * @return the label mask
   */
  public LabelMask mask() {
    return mask;
  }

  /**
   * The fragment of each cell.
   *
   * @return the fragment instances, of the mask's size
   */
  public FragmentMap fragments() {
    return fragments;
  }

  /**
   * Where the cells lie in the photo.
   *
   * @return the frame of mask and fragments
   */
  public PixelFrame frame() {
    return frame;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Segmentation that
        && mask.equals(that.mask)
        && fragments.equals(that.fragments)
        && frame.equals(that.frame);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * mask.hashCode() + fragments.hashCode()) + frame.hashCode();
  }

  @Override
  public String toString() {
    return "Segmentation[" + mask + ", " + fragments + ", " + frame + "]";
  }
}
