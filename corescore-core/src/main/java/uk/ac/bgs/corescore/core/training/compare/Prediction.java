// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.compare;

import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.mask.Segmentation;

/**
 * What a candidate found in a photo.
 *
 * @param segmentation labels and fragments, of any size
 * @param seconds how long it took, in seconds; empty if that is not known
 * @param layout where it found the rows of core; empty if it searches for none
 */
public record Prediction(
    Segmentation segmentation, OptionalDouble seconds, Optional<Layout> layout) {
  /**
   * What a candidate found that searches for no rows.
   *
   * @param segmentation labels and fragments
   * @param seconds how long it took
   */
  public Prediction(Segmentation segmentation, OptionalDouble seconds) {
    this(segmentation, seconds, Optional.empty());
  }
}
