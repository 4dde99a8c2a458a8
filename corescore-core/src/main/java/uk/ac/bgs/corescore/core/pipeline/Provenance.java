// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a result came about, so that it can be made again.
 *
 * @param libraryVersion version of CoreScore
 * @param segmenterId id of the segmenter's provider
 * @param segmenterOptions name and value of all its options, defaults included, in their order
 * @param modelSha256 SHA-256 of the segmenter's model file, empty where it has none
 * @param layoutFinder what looked for the rows of core, empty where they were given and where no
 *     photo was looked at
 * @param scorerId id of the area scorer's provider
 * @param minArea fragments of at most so many pixels were left out, px²
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
   * @param layoutFinder what looked for the rows of core
   * @param scorerId id of the area scorer's provider
   * @param minArea fragments of at most so many pixels were left out
   * @param time when the photo was scored
   * @param elapsed how long that took
   */
  public Provenance {
    segmenterOptions = Collections.unmodifiableMap(new LinkedHashMap<>(segmenterOptions));
  }

  /**
   * What looked for the rows of core.
   *
   * @param id id of the layout finder's provider
   * @param options name and value of all its options, defaults included, in their order
   * @param modelSha256 SHA-256 of the finder's model file, empty where it has none
   */
  public record Finder(String id, Map<String, String> options, Optional<String> modelSha256) {
    /**
     * Copies the options in their order.
     *
     * @param id id of the layout finder's provider
     * @param options name and value of all its options
     * @param modelSha256 SHA-256 of the finder's model file
     */
    public Finder {
      options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
  }

  /**
   * The same without fragments of at most so many pixels.
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
