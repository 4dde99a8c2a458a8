// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.measure;

import java.util.List;
import java.util.Optional;
import uk.ac.bgs.corescore.image.PixelScale;

/**
 * All fragments of one photograph.
 *
 * @param photoWidth the photo's columns, px
 * @param photoHeight the photo's rows, px
 * @param fragments the fragments in order of their ids, which rise but may have gaps where
 *     fragments were left out
 * @param scale size of a photo pixel on the core, empty where it is not known
 */
public record FragmentSet(
    int photoWidth, int photoHeight, List<Fragment> fragments, Optional<PixelScale> scale) {
  /**
   * Copies the list; checks the size and the order.
   *
   * @param photoWidth the photo's columns
   * @param photoHeight the photo's rows
   * @param fragments the fragments in order of their ids
   * @param scale size of a photo pixel, empty where it is not known
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

  /**
   * All fragments of a photograph whose scale is not known.
   *
   * @param photoWidth the photo's columns, px
   * @param photoHeight the photo's rows, px
   * @param fragments the fragments in order of their ids
   */
  public FragmentSet(int photoWidth, int photoHeight, List<Fragment> fragments) {
    this(photoWidth, photoHeight, fragments, Optional.empty());
  }

  /**
   * The same fragments with a scale.
   *
   * @param pixelScale size of a photo pixel on the core
   * @return a copy with that scale
   */
  public FragmentSet withScale(PixelScale pixelScale) {
    return new FragmentSet(photoWidth, photoHeight, fragments, Optional.of(pixelScale));
  }
}
