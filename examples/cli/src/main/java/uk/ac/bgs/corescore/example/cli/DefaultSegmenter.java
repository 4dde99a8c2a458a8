// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.util.Comparator;
import java.util.List;
import uk.ac.bgs.corescore.spi.Availability;
import uk.ac.bgs.corescore.spi.Providers;

/** The segmenter of those who name none: the deep one where it can run, else the classical one. */
final class DefaultSegmenter {
  /** How the options that may name a segmenter speak of it. */
  static final String TEXT = "default djl-unet where it can run, else boofcv-watershed.";

  private static final List<String> BEST_FIRST = List.of("djl-unet", "boofcv-watershed");

  private DefaultSegmenter() {}

  /**
   * The id of the segmenter to take.
   *
   * @param providers where segmenters are found
   */
  static String in(Providers providers) {
    return providers.segmenters().stream()
        .filter(provider -> provider.availability() instanceof Availability.Available)
        .map(provider -> provider.id())
        .filter(BEST_FIRST::contains)
        .min(Comparator.comparingInt(BEST_FIRST::indexOf))
        .orElse("boofcv-watershed");
  }
}
