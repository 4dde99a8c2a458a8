// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;

class FragmentFinderTest {
  /** Two rock labels, and paper, which is no rock. */
  private static final LabelMask MASK =
      LabelMask.of(4, 3, new byte[] {1, 0, 2, 3, 0, 1, 2, 3, 1, 1, 0, 0}, LabelSet.CORESCORE);

  @Test
  void rockIsConnectedOverCornersOrNot() {
    assertArrayEquals(
        new int[] {1, 0, 2, 0, 0, 1, 2, 0, 1, 1, 0, 0}, FragmentFinder.find(MASK).toIds());
    assertArrayEquals(
        new int[] {1, 0, 2, 0, 0, 3, 2, 0, 3, 3, 0, 0}, FragmentFinder.find(MASK, false).toIds());
  }

  @Test
  void eachCellIsInARegionOfItsLabel() {
    assertArrayEquals(
        new int[] {1, 2, 3, 4, 5, 6, 3, 4, 6, 6, 7, 7}, FragmentFinder.regions(MASK).toIds());
  }
}
