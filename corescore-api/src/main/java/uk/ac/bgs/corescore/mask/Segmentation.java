// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.mask;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.image.PixelFrame;

/**
 * The segmentation of a photograph: the label of each cell, the fragment of each rock cell, the
 * position of the grid in the photo and, if the segmenter has one, the confidence of each label.
 *
 * <p>It is what a segmenter finds and what a mask creator draws, so that prediction and truth
 * compare like with like. The cells of the fragments are exactly the rock cells of the mask, and
 * all cells of a fragment have one label. Immutable and safe for use by many threads.
 */
public final class Segmentation {
  private final LabelMask mask;
  private final FragmentMap fragments;
  private final PixelFrame frame;
  private final @Nullable ConfidenceMap confidence;

  private Segmentation(
      LabelMask mask, FragmentMap fragments, PixelFrame frame, @Nullable ConfidenceMap confidence) {
    this.mask = mask;
    this.fragments = fragments;
    this.frame = frame;
    this.confidence = confidence;
  }

  /**
   * Puts labels, fragments and frame together, without confidence.
   *
   * @param mask the label of each cell
   * @param fragments the fragment of each cell; its cells are the mask's rock cells
   * @param frame where the cells lie in the photo
   * @return the segmentation
   * @throws IllegalArgumentException if mask and fragments differ in size, a fragment covers a cell
   *     that is not rock or cells of two labels, or a rock cell is in no fragment. Cost: one pass
   *     over the mask, eight cells at a time
   */
  public static Segmentation of(LabelMask mask, FragmentMap fragments, PixelFrame frame) {
    if (mask.width() != fragments.width() || mask.height() != fragments.height()) {
      throw new IllegalArgumentException(mask + " and " + fragments + " differ in size");
    }
    long missing = checkLabels(mask, fragments);
    if (missing > 0) {
      long covered = fragments.areas()[0];
      throw new IllegalArgumentException(
          "fragments are the mask's rock cells, but they cover "
              + covered
              + " cells of "
              + (covered + missing));
    }
    return new Segmentation(mask, fragments, frame, null);
  }

  /**
   * The same labels and fragments with a confidence.
   *
   * @param values the probability of the label of each cell
   * @return a copy with that confidence; mask, fragments and frame are shared
   * @throws IllegalArgumentException if it differs from the mask in size
   */
  public Segmentation withConfidence(ConfidenceMap values) {
    if (mask.width() != values.width() || mask.height() != values.height()) {
      throw new IllegalArgumentException(mask + " and " + values + " differ in size");
    }
    return new Segmentation(mask, fragments, frame, values);
  }

  /** Labels and fragments that are known to agree. */
  static Segmentation ofKnown(LabelMask mask, FragmentMap fragments, PixelFrame frame) {
    return new Segmentation(mask, fragments, frame, null);
  }

  /** The number of rock cells without a fragment; an error if a fragment has other cells. */
  private static long checkLabels(LabelMask mask, FragmentMap fragments) {
    int[] labels = new int[fragments.count() + 1];
    Arrays.fill(labels, -1);
    long missing = 0;
    for (int y = 0; y < fragments.height(); y++) {
      int checked = 0;
      int end = 0;
      for (int run = fragments.firstRun(y); run < fragments.firstRun(y + 1); run++) {
        int id = fragments.runId(run);
        int start = fragments.runStart(run);
        missing += rockCells(mask, y, checked, start);
        checked = fragments.runEnd(run);
        end = start < end ? end : mask.runEnd(start, y);
        int label = mask.index(start, y);
        if (labels[id] < 0 && mask.labels().isRock(label)) {
          labels[id] = label;
        }
        if (labels[id] != label || end < checked) {
          int x = labels[id] != label ? start : end;
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "fragment %d covers cell (%d, %d) of label %s; a fragment has one rock label",
                  id,
                  x,
                  y,
                  mask.labels().get(mask.index(x, y)).name()));
        }
      }
      missing += rockCells(mask, y, checked, mask.width());
    }
    return missing;
  }

  /** The rock cells of a stretch of a row. */
  private static int rockCells(LabelMask mask, int y, int start, int end) {
    int cells = 0;
    for (int x = start; x < end; ) {
      int next = Math.min(end, mask.runEnd(x, y));
      cells += mask.labels().isRock(mask.index(x, y)) ? next - x : 0;
      x = next;
    }
    return cells;
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

  /**
   * How sure the segmenter is of the label of each cell.
   *
   * @return the confidence, of the mask's size; empty where the segmenter has none, or people drew
   *     the labels
   */
  public Optional<ConfidenceMap> confidence() {
    return Optional.ofNullable(confidence);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Segmentation that
        && mask.equals(that.mask)
        && fragments.equals(that.fragments)
        && frame.equals(that.frame)
        && Objects.equals(confidence, that.confidence);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * mask.hashCode() + fragments.hashCode()) + frame.hashCode())
        + Objects.hashCode(confidence);
  }

  @Override
  public String toString() {
    return "Segmentation["
        + mask
        + ", "
        + fragments
        + ", "
        + frame
        + (confidence == null ? "" : ", " + confidence)
        + "]";
  }
}
