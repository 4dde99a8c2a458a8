// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.score;

import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.measure.FragmentSet;

/**
 * Scores the fragments of a photograph: the seam between fragments and reports.
 *
 * <p>Implementations are immutable and safe for use by many threads.
 */
public interface AreaScorer {
  /**
   * Scores one photograph.
   *
   * @param fragments its fragments, possibly none
   * @return the six measures as {@link AreaScore#of} defines them, and what this scorer adds to
   *     them: figures of the same names and units for every photo
   */
  AreaScore score(FragmentSet fragments);

  /**
   * Scores one photograph with known rows of core. The pipeline calls this method; scorers that do
   * not use rows need not override it.
   *
   * @param fragments its fragments, each with the number of its row
   * @param layout its rows of core, in pixels of the same photo
   * @return the same as {@link #score(FragmentSet)} unless overridden
   */
  default AreaScore score(FragmentSet fragments, Layout layout) {
    return score(fragments);
  }
}
