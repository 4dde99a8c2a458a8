// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.spi;

import uk.ac.bgs.corescore.layout.Layout;
import uk.ac.bgs.corescore.segment.Segmenter;

/**
 * Provides a {@link Segmenter}. Named in {@code
 * META-INF/services/uk.ac.bgs.corescore.spi.SegmenterProvider}, or with {@code provides} in a
 * module descriptor, or handed to {@link Providers} by the host.
 */
public non-sealed interface SegmenterProvider extends Provider<Segmenter> {
  /**
   * The layout finder that finds the rows of core for this segmenter, unless the host chooses one.
   *
   * @return the id of a {@link LayoutFinderProvider}; {@value Layout#WHOLE} unless overridden: the
   *     photo is segmented as it is
   */
  default String layoutFinder() {
    return Layout.WHOLE;
  }
}
