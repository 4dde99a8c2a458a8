// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.trace;

import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;

/**
 * Finds the fragments of a mask that has no instances of its own: the 8-connected regions of each
 * rock label.
 *
 * <p>Pieces of core that touch become one fragment, unless their labels differ; a segmenter with
 * better information returns the instances itself. Cost: one pass over the cells, eight at a time,
 * and one over the runs. Stateless; safe for use by many threads.
 */
public final class FragmentFinder {
  private FragmentFinder() {}

  /**
   * Finds the fragments.
   *
   * @param mask any mask
   * @return its 8-connected regions of one rock label, numbered by their first cells, row by row
   */
  public static FragmentMap find(LabelMask mask) {
    int[] idOfLabel = new int[256];
    for (int index = 0; index < mask.labels().size(); index++) {
      idOfLabel[index] = mask.labels().isRock(index) ? index + 1 : 0;
    }
    RunLengthRaster runs = RunLengthRaster.of(mask, idOfLabel);
    int[] component = runs.components(true);
    FragmentMap.Builder builder = FragmentMap.builder(mask.width(), mask.height());
    for (int y = 0; y < runs.height; y++) {
      for (int run = runs.firstRun[y]; run < runs.firstRun[y + 1]; run++) {
        builder.add(y, runs.starts[run], runs.ends[run], component[run]);
      }
    }
    return builder.build();
  }
}
