// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.measure;

import java.util.List;

/**
 * All fragments of one photograph.
 *
 * @param photoWidth the photo's columns, px
 * @param photoHeight the photo's rows, px
 * @param fragments the fragments in order of their ids, which rise but may have gaps where
 *     fragments were left out
 */
public record FragmentSet(int photoWidth, int photoHeight, List<Fragment> fragments) {
  /**
   * Copies the list; checks the size and the order.
   *
   * @param photoWidth the photo's columns
   * @param photoHeight the photo's rows
   * @param fragments the fragments in order of their ids
   */
  public FragmentSet {
    fragments = List.copyOf(fragments);
    if (photoWidth < 1 || photoHeight < 1) {
      throw new IllegalArgumentException(
          "a photo has pixels, not " + photoWidth + " x " + photoHeight);
    }
    for (int i = 1; i < fragments.size(); i++) {
      if (fragments.get(i).id() <= fragments.get(i - 1).id()) {
        throw new IllegalArgumentException(
            "ids rise, but " + fragments.get(i).id() + " follows " + fragments.get(i - 1).id());
      }
    }
  }
}
