// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.piece;

import java.util.List;
import uk.ac.bgs.corescore.core.corelog.depth.AxialInterval;

/**
 * Broken rock in a row that is no piece. Its length is what it would fill of whole core: its area
 * over the core's diameter, at most the part of the row that no piece has.
 *
 * @param fragment number of the fragment in the photo
 * @param extent from end to end, px of the row's own rectangle
 * @param free the parts of {@code extent} that neither a piece nor earlier rubble has
 * @param length what it would fill, px along the row
 */
public record RubbleSegment(
    int fragment, AxialInterval extent, List<AxialInterval> free, double length) {
  /**
   * Copies the list.
   *
   * @param fragment number of the fragment
   * @param extent from end to end
   * @param free the parts that nothing else has
   * @param length what it would fill
   */
  public RubbleSegment {
    free = List.copyOf(free);
  }
}
