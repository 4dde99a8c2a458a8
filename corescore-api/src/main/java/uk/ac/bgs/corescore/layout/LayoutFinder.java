// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.layout;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.image.RgbImage;

/**
 * Finds the rows of core in a photograph: the seam before the segmenter, which then segments each
 * row separately.
 *
 * <p>A finder is for one thread at a time unless it is {@link #shareable}; for the others a host
 * with many threads makes one for each. Its maker closes it.
 */
public interface LayoutFinder extends AutoCloseable {
  /**
   * Finds boxes and rows in one photograph.
   *
   * @param photo the photograph, of any size from 1 x 1; of one too large for memory a smaller copy
   * @return the rows in reading order, in pixels of what was given, of a layout of that size; none
   *     where the photo shows no core. {@link Layout#whole} has the photo segmented as it is. The
   *     same photo gives the same result
   * @throws uk.ac.bgs.corescore.CoreScoreException if the finder fails on this photo
   * @throws IllegalStateException if the finder is closed
   */
  Layout find(RgbImage photo);

  /**
   * Finds boxes and rows, and returns all plausible layouts if the finder is in doubt: whether rows
   * run from left to right or from top to bottom, whether there are several or the photo is one. A
   * host may have each segmented and take the one of which the segmenter is surest. All differ.
   *
   * @param photo as {@link #find}
   * @return {@link #find}'s result, then the others that may be right, each as that is; most often,
   *     and unless overridden, there are none
   * @throws uk.ac.bgs.corescore.CoreScoreException if the finder fails on this photo
   * @throws IllegalStateException if the finder is closed
   */
  default List<Layout> candidates(RgbImage photo) {
    return Collections.singletonList(find(photo));
  }

  /**
   * The model, for provenance.
   *
   * @return the SHA-256 of the model file in lower-case hexadecimal digits, or empty for a finder
   *     without a model
   */
  default Optional<String> modelSha256() {
    return Optional.empty();
  }

  /**
   * What it chose by the machine it runs on where its options leave that open, and what may change
   * its results a little, such as the precision of its arithmetic. Results are kept apart by it.
   *
   * @return value by name, that of the option where there is one; empty for a finder that gives the
   *     same on every machine, as it is unless overridden; always the same
   */
  default Map<String, String> chosen() {
    return Map.of();
  }

  /**
   * Whether many threads may use it at once.
   *
   * @return false by default; always the same
   */
  default boolean shareable() {
    return false;
  }

  /** Frees what the finder holds. Closing twice does nothing; finding afterwards is an error. */
  @Override
  void close();
}
