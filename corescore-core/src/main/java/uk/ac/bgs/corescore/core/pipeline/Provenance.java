// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.ac.bgs.corescore.layout.RowOrientation;

/**
 * How a result was computed, so that it can be reproduced.
 *
 * @param libraryVersion version of CoreScore
 * @param segmenterId id of the segmenter's provider
 * @param segmenterOptions name and value of all its options, defaults included, in their order
 * @param modelSha256 SHA-256 of the segmenter's model file, empty where it has none
 * @param layoutFinder what searched for the rows of core, empty where they were given and where no
 *     photo was searched
 * @param scorerId id of the area scorer's provider
 * @param minArea fragments of at most this many pixels were left out, px²
 * @param time when the photo was scored
 * @param elapsed how long that took, without reading the file
 */
public record Provenance(
    String libraryVersion,
    String segmenterId,
    Map<String, String> segmenterOptions,
    Optional<String> modelSha256,
    Optional<Finder> layoutFinder,
    String scorerId,
    double minArea,
    Instant time,
    Duration elapsed) {
  /**
   * Copies the options in their order.
   *
   * @param libraryVersion version of CoreScore
   * @param segmenterId id of the segmenter's provider
   * @param segmenterOptions name and value of all its options
   * @param modelSha256 SHA-256 of the segmenter's model file
   * @param layoutFinder what searched for the rows of core
   * @param scorerId id of the area scorer's provider
   * @param minArea fragments of at most this many pixels were left out
   * @param time when the photo was scored
   * @param elapsed how long that took
   */
  public Provenance {
    segmenterOptions = Collections.unmodifiableMap(new LinkedHashMap<>(segmenterOptions));
  }

  /**
   * What searched for the rows of core.
   *
   * @param id id of the layout finder's provider
   * @param options name and value of all its options, defaults included, in their order
   * @param modelSha256 SHA-256 of the finder's model file, empty where it has none
   * @param tried the layouts that were tried where it was in doubt between several, its own choice
   *     first; most often none
   */
  public record Finder(
      String id, Map<String, String> options, Optional<String> modelSha256, List<Tried> tried) {
    /**
     * Copies the options in their order.
     *
     * @param id id of the layout finder's provider
     * @param options name and value of all its options
     * @param modelSha256 SHA-256 of the finder's model file
     * @param tried the layouts that were tried
     */
    public Finder {
      options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
      tried = List.copyOf(tried);
    }

    /**
     * A finder that was in no doubt.
     *
     * @param id id of the layout finder's provider
     * @param options name and value of all its options
     * @param modelSha256 SHA-256 of the finder's model file
     */
    public Finder(String id, Map<String, String> options, Optional<String> modelSha256) {
      this(id, options, modelSha256, List.of());
    }

    Finder withTried(List<Tried> layouts) {
      return new Finder(id, options, modelSha256, layouts);
    }
  }

  /**
   * A layout that was tried.
   *
   * @param orientation which way its rows run
   * @param rows how many there are
   * @param confidence the segmenter's confidence in it, 0 to 1; see {@link
   *     uk.ac.bgs.corescore.core.layout.find.LayoutSelector}
   * @param taken whether it was taken
   */
  public record Tried(RowOrientation orientation, int rows, double confidence, boolean taken) {}

  /**
   * The same without fragments of at most this many pixels.
   *
   * @param squarePixels px²
   * @return a copy
   */
  public Provenance withMinArea(double squarePixels) {
    return new Provenance(
        libraryVersion,
        segmenterId,
        segmenterOptions,
        modelSha256,
        layoutFinder,
        scorerId,
        squarePixels,
        time,
        elapsed);
  }
}
