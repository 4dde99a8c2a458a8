// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.trace;

import java.util.function.IntPredicate;
import uk.ac.bgs.corescore.mask.FragmentMap;
import uk.ac.bgs.corescore.mask.LabelMask;

/**
 * Finds the fragments of a mask that has no instances of its own: the 8-connected regions of each
 * rock label; and other connected regions.
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
    return find(mask, true);
  }

  /**
   * Finds the connected regions of rock.
   *
   * @param mask any mask
   * @param diagonal whether cells that meet in a corner are connected (8-connectivity) or not
   *     (4-connectivity)
   * @return its regions of one rock label, numbered by their first cells, row by row
   */
  public static FragmentMap find(LabelMask mask, boolean diagonal) {
    return regions(mask, mask.labels()::isRock, diagonal);
  }

  /**
   * Finds the connected regions of all labels, so that each cell is in one.
   *
   * @param mask any mask
   * @return its 4-connected regions of one label, numbered by their first cells, row by row
   */
  public static FragmentMap regions(LabelMask mask) {
    return regions(mask, label -> true, false);
  }

  private static FragmentMap regions(LabelMask mask, IntPredicate labels, boolean diagonal) {
    int[] idOfLabel = new int[256];
    for (int index = 0; index < mask.labels().size(); index++) {
      idOfLabel[index] = labels.test(index) ? index + 1 : 0;
    }
    RunLengthRaster runs = RunLengthRaster.of(mask, idOfLabel);
    int[] component = runs.components(diagonal);
    FragmentMap.Builder builder = FragmentMap.builder(mask.width(), mask.height());
    for (int y = 0; y < runs.height; y++) {
      for (int run = runs.firstRun[y]; run < runs.firstRun[y + 1]; run++) {
        builder.add(y, runs.starts[run], runs.ends[run], component[run]);
      }
    }
    return builder.build();
  }
}
