// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.mask;

import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.image.PixelFrame;

/**
 * Builds a segmentation from runs of cells with labels and fragments: for code that has both run by
 * run, such as a mask creator.
 *
 * <p>Runs come in order of row, then of column. Cells that no run covers have the label set's first
 * label. What comes out is what {@link Segmentation#of} would check, but it is checked run by run:
 * cost beyond one write a cell goes with the runs. Not for use by several threads at once.
 */
public final class SegmentationBuilder {
  private final int width;
  private final int height;
  private final LabelSet labels;
  private final byte[] values;

  /** For each label that has a run, a row of it, from which cells are copied. */
  private final byte[] @Nullable [] rowOfLabel;

  private final boolean[] rock;
  private final FragmentMap.Builder fragments;

  /** The label of each run of the fragments; the mask's cells would have to be fetched again. */
  private byte[] runLabels = new byte[256];

  private final Map<PieceMark, BitSet> marks = new EnumMap<>(PieceMark.class);
  private int row;
  private int column;
  private int lastLabel;
  private int lastFragment;
  private boolean built;

  /**
   * Begins a segmentation in which every cell has the first label.
   *
   * @param width columns, at least 1
   * @param height rows, at least 1
   * @param labels the labels of the mask; the first is not rock
   * @throws IllegalArgumentException if a side is not positive, there are more cells than an array
   *     can hold, or the first label is rock
   */
  public SegmentationBuilder(int width, int height, LabelSet labels) {
    this.fragments = FragmentMap.builder(width, height);
    if (labels.isRock(0)) {
      throw new IllegalArgumentException(
          "cells that no run covers have the first label, but "
              + labels.get(0).name()
              + " is rock");
    }
    this.width = width;
    this.height = height;
    this.labels = labels;
    this.values = new byte[width * height];
    this.rowOfLabel = new byte[labels.size()][];
    this.rock = new boolean[labels.size()];
    for (int label = 0; label < rock.length; label++) {
      rock[label] = labels.isRock(label);
    }
  }

  /**
   * Adds a run.
   *
   * @param y row; not above that of the run before
   * @param start first column; not left of the end of the run before, in the same row
   * @param end last column plus one
   * @param label the label's index
   * @param fragment the fragment, from 1, where the label is rock; 0 where it is not
   * @return this
   * @throws IllegalArgumentException if the run is empty, out of order or outside, the label set
   *     has no such label, only one of label and fragment says that it is rock, or the run before
   *     it is of the same fragment and another label
   * @throws IllegalStateException if the segmentation is built
   */
  public SegmentationBuilder add(int y, int start, int end, int label, int fragment) {
    refuseIfBuilt();
    boolean inOrder = y > row || (y == row && start >= column);
    if (!inOrder || start < 0 || start >= end || end > width || y >= height) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "run in row %d, columns %d to %d: not within %d x %d or behind column %d of row %d",
              y,
              start,
              end,
              width,
              height,
              column,
              row));
    }
    if (label < 0 || label >= rock.length) {
      throw new IllegalArgumentException(
          "the label set has indices 0 to " + (rock.length - 1) + ", not " + label);
    }
    if (rock[label] != fragment > 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a run of %s in fragment %d; rock is in a fragment, and nothing else",
              labels.get(label).name(),
              fragment));
    }
    if (fragment > 0) {
      // Neighbouring runs of one fragment become one, in which build() would see the first label.
      if (fragment == lastFragment && label != lastLabel) {
        throw twoLabels(fragment, lastLabel, y, label);
      }
      fragments.add(y, start, end, fragment);
      int run = fragments.runCount() - 1;
      if (run == runLabels.length) {
        runLabels = Arrays.copyOf(runLabels, 2 * run);
      }
      runLabels[run] = (byte) label;
    }
    if (label != 0) {
      System.arraycopy(rowOf(label), 0, values, y * width + start, end - start);
    }
    row = y;
    column = end;
    lastLabel = label;
    lastFragment = fragment;
    return this;
  }

  /** A row of one label: copying goes on where Arrays.fill waits for each line of memory. */
  private byte[] rowOf(int label) {
    byte[] cells = rowOfLabel[label];
    if (cells == null) {
      cells = new byte[width];
      Arrays.fill(cells, (byte) label);
      rowOfLabel[label] = cells;
    }
    return cells;
  }

  /**
   * Adds a mark to a fragment, such as that it is rubble.
   *
   * @param fragment the fragment, from 1; it may be added before or afterwards
   * @param mark what is stated of it
   * @return this
   * @throws IllegalArgumentException if the number is below 1
   * @throws IllegalStateException if the segmentation is built
   */
  public SegmentationBuilder mark(int fragment, PieceMark mark) {
    refuseIfBuilt();
    if (fragment < 1) {
      throw new IllegalArgumentException("fragments are numbered from 1, not " + fragment);
    }
    marks.computeIfAbsent(mark, none -> new BitSet()).set(fragment);
    return this;
  }

  /**
   * Finishes the segmentation. The builder cannot be used afterwards.
   *
   * @param frame where the cells lie in the photo
   * @return the segmentation of the runs added
   * @throws IllegalArgumentException if the fragments' numbers have gaps, a fragment has two
   *     labels, or what is marked has no cell
   * @throws IllegalStateException if the segmentation is built
   */
  public Segmentation build(PixelFrame frame) {
    refuseIfBuilt();
    built = true;
    FragmentMap map = fragments.build();
    for (Map.Entry<PieceMark, BitSet> marked : marks.entrySet()) {
      BitSet ids = marked.getValue();
      if (ids.length() > map.count() + 1) {
        throw new IllegalArgumentException(
            "fragment "
                + (ids.length() - 1)
                + " is marked as "
                + marked.getKey().id()
                + ", but has no cell");
      }
      map = map.withMark(marked.getKey(), ids::get);
    }
    int[] labelOf = new int[map.count() + 1];
    for (int y = 0; y < map.height(); y++) {
      for (int run = map.firstRun(y); run < map.firstRun(y + 1); run++) {
        int label = runLabels[run] & 0xFF;
        int id = map.runId(run);
        if (labelOf[id] != 0 && labelOf[id] != label) {
          throw twoLabels(id, labelOf[id], y, label);
        }
        labelOf[id] = label;
      }
    }
    return Segmentation.ofKnown(LabelMask.ofKnown(width, map.height(), values, labels), map, frame);
  }

  private IllegalArgumentException twoLabels(int fragment, int label, int y, int other) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "fragment %d is of %s, but in row %d of %s; a fragment has one label",
            fragment,
            labels.get(label).name(),
            y,
            labels.get(other).name()));
  }

  private void refuseIfBuilt() {
    if (built) {
      throw new IllegalStateException("this builder has built its segmentation");
    }
  }
}
