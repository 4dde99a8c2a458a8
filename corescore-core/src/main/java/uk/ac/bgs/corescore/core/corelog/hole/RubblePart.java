// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.hole;

import java.util.List;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;

/**
 * Rubble in a hole: recovered core that is no piece. Immutable.
 *
 * @param photo the photo's name
 * @param row number of the row in its photo
 * @param fragment number of the fragment in its photo
 * @param spans depths of the places that nothing else has, downwards; may be none
 * @param millimetres what it would fill of whole core, mm along it
 */
public record RubblePart(
    String photo, int row, int fragment, List<DepthSpan> spans, double millimetres) {
  /**
   * Copies the list.
   *
   * @param photo the photo's name
   * @param row number of the row
   * @param fragment number of the fragment
   * @param spans depths of its places
   * @param millimetres what it would fill
   */
  public RubblePart {
    spans = List.copyOf(spans);
  }

  /**
   * How much of it is counted in an interval.
   *
   * @param interval part of the hole
   * @return mm
   */
  public double within(DepthInterval interval) {
    return millimetres * share(interval);
  }

  /**
   * Which share of it lies in an interval.
   *
   * @param interval part of the hole
   * @return 0 to 1; 0 also where it has no place of its own
   */
  public double share(DepthInterval interval) {
    double metres = spans.stream().mapToDouble(DepthSpan::metres).sum();
    double inside =
        spans.stream()
            .mapToDouble(span -> interval.overlap(span.top().metres(), span.base().metres()))
            .sum();
    return metres > 0 ? inside / metres : 0;
  }
}
