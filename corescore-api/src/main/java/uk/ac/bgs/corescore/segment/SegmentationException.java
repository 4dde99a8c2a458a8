// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.segment;

import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.image.RgbImage;

/** A segmenter failed on a photograph. */
public class SegmentationException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Reports the failure.
   *
   * @param segmenterId which segmenter
   * @param photo on what
   * @param reason what was expected and what came
   * @param cause what led to it, or null if nothing did
   */
  @SuppressWarnings("exports") // an annotation that hosts need not have
  public SegmentationException(
      String segmenterId, RgbImage photo, String reason, @Nullable Throwable cause) {
    super(
        "segmenter "
            + segmenterId
            + " on a photo of "
            + photo.width()
            + " x "
            + photo.height()
            + ": "
            + reason,
        cause);
  }
}
