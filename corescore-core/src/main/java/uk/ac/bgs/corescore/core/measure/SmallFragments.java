// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.measure;

import java.util.Arrays;
import java.util.BitSet;
import uk.ac.bgs.corescore.mask.ConfidenceMap;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * Removes small fragments: CoreScore's {@code min_area}.
 *
 * <p>The cells of removed fragments get label 0, so that mask, outlines and figures stay one, and,
 * where there is a confidence, what is missing to 1 from that of their rock. Cost: the runs, and
 * one copy of the mask if anything is left out. Stateless; safe for use by many threads.
 */
public final class SmallFragments {
  private SmallFragments() {}

  /**
   * Leaves out the fragments whose area is not above a minimum.
   *
   * @param segmentation labels and fragments
   * @param minArea a fragment stays if it has more cells than this
   * @return the segmentation without them, ids closed up in the same order; itself if all stay
   * @throws IllegalArgumentException if the minimum is negative or not a number, or if something
   *     must be left out and label 0 is rock
   */
  public static Segmentation leaveOut(Segmentation segmentation, double minArea) {
    return keep(segmentation, larger(segmentation.fragments(), minArea));
  }

  /** The fragments of more cells than a minimum. */
  static BitSet larger(FragmentMap map, double minArea) {
    if (!(minArea >= 0 && minArea < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a minimum area is a number from 0, not " + minArea);
    }
    long[] areas = map.areas();
    BitSet larger = new BitSet();
    for (int id = 1; id <= map.count(); id++) {
      larger.set(id, areas[id] > minArea);
    }
    return larger;
  }

  /** The number of each fragment among those kept; 0 for the others. */
  private static int[] numbers(FragmentMap map, BitSet kept) {
    int[] number = new int[map.count() + 1];
    int count = 0;
    for (int id = kept.nextSetBit(1); id > 0; id = kept.nextSetBit(id + 1)) {
      number[id] = ++count;
    }
    return number;
  }

  /** Some of the fragments, ids closed up in the same order. */
  static FragmentMap keep(FragmentMap map, BitSet kept) {
    if (kept.cardinality() == map.count()) {
      return map;
    }
    int[] number = numbers(map, kept);
    FragmentMap.Builder some = FragmentMap.builder(map.width(), map.height());
    for (int y = 0; y < map.height(); y++) {
      for (int run = map.firstRun(y); run < map.firstRun(y + 1); run++) {
        if (number[map.runId(run)] > 0) {
          some.add(y, map.runStart(run), map.runEnd(run), number[map.runId(run)]);
        }
      }
    }
    return some.build().withMarksOf(map, number);
  }

  /** The segmentation with some of its fragments. */
  static Segmentation keep(Segmentation segmentation, BitSet kept) {
    FragmentMap map = segmentation.fragments();
    if (kept.cardinality() == map.count()) {
      return segmentation;
    }
    LabelMask mask = segmentation.mask();
    if (mask.labels().isRock(0)) {
      throw new IllegalArgumentException(
          "label 0, " + mask.labels().get(0).name() + ", is rock: nothing can be left out");
    }
    byte[] values = new byte[map.width() * map.height()];
    mask.values().get(values);
    byte[] sure = new byte[segmentation.confidence().isPresent() ? values.length : 0];
    segmentation.confidence().ifPresent(confidence -> confidence.values().get(sure));
    for (int y = 0; y < map.height(); y++) {
      for (int run = map.firstRun(y); run < map.firstRun(y + 1); run++) {
        if (!kept.get(map.runId(run))) {
          int row = y * map.width();
          Arrays.fill(values, row + map.runStart(run), row + map.runEnd(run), (byte) 0);
          for (int i = row + map.runStart(run); i < row + map.runEnd(run) && sure.length > 0; i++) {
            sure[i] = (byte) (255 - (sure[i] & 0xFF));
          }
        }
      }
    }
    Segmentation left =
        Segmentation.of(
            LabelMask.wrap(map.width(), map.height(), values, mask.labels()),
            keep(map, kept),
            segmentation.frame());
    return sure.length == 0
        ? left
        : left.withConfidence(ConfidenceMap.wrap(map.width(), map.height(), sure));
  }
}
