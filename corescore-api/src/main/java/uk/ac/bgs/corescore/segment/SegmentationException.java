// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.segment;

import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.image.RgbImage;

/** A segmenter failed on a photograph. */
public class SegmentationException extends CoreScoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Reports a failure of kind {@link FailureKind#PLUGIN}.
   *
   * @param segmenterId which segmenter
   * @param photo on what
   * @param reason what was expected and what was found
   * @param cause what led to it, or null if nothing did
   */
  @SuppressWarnings("exports") // an annotation that hosts need not have
  public SegmentationException(
      String segmenterId, RgbImage photo, String reason, @Nullable Throwable cause) {
    this(FailureKind.PLUGIN, segmenterId, photo, reason, cause);
  }

  /**
   * Reports a failure of a kind: {@link FailureKind#BAD_INPUT} where it is the photograph that the
   * segmenter cannot take.
   *
   * @param kind what programs decide by
   * @param segmenterId which segmenter
   * @param photo on what
   * @param reason what was expected and what was found
   * @param cause what led to it, or null if nothing did
   */
  @SuppressWarnings("exports") // an annotation that hosts need not have
  public SegmentationException(
      FailureKind kind,
      String segmenterId,
      RgbImage photo,
      String reason,
      @Nullable Throwable cause) {
    super(
        kind,
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
