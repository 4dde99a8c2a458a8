// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.measure;

import java.util.Arrays;
import uk.ac.bgs.corescore.mask.ConfidenceMap;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * Leaves out the fragments that are too small: CoreScore's {@code min_area}.
 *
 * <p>The cells of what is left out get label 0, so that mask, outlines and figures stay one, and,
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
    if (!(minArea >= 0 && minArea < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a minimum area is a number from 0, not " + minArea);
    }
    FragmentMap map = segmentation.fragments();
    long[] areas = map.areas();
    int[] number = new int[map.count() + 1];
    int count = 0;
    for (int id = 1; id <= map.count(); id++) {
      number[id] = areas[id] > minArea ? ++count : 0;
    }
    if (count == map.count()) {
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
    FragmentMap.Builder kept = FragmentMap.builder(map.width(), map.height());
    for (int y = 0; y < map.height(); y++) {
      for (int run = map.firstRun(y); run < map.firstRun(y + 1); run++) {
        int id = number[map.runId(run)];
        if (id > 0) {
          kept.add(y, map.runStart(run), map.runEnd(run), id);
        } else {
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
            kept.build(),
            segmentation.frame());
    return sure.length == 0
        ? left
        : left.withConfidence(ConfidenceMap.wrap(map.width(), map.height(), sure));
  }
}
