// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.groundtruth;

import java.util.List;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * The ground truth that was found. Immutable; safe for use by many threads.
 *
 * @param photos the photos with ground truth, in its order; some may have labels that cannot be
 *     used
 * @param failures the records without a photo, and why, one line each
 */
public record GroundTruth(List<LabelledPhoto> photos, List<String> failures) {
  /**
   * Copies the lists.
   *
   * @param photos the photos with ground truth
   * @param failures the records without a photo
   */
  public GroundTruth {
    photos = List.copyOf(photos);
    failures = List.copyOf(failures);
  }

  /**
   * Requires at least one photo.
   *
   * @param where what holds the photos, for the message
   * @return this
   * @throws CoreScoreException if there is none
   */
  public GroundTruth requireSome(String where) {
    if (photos.isEmpty()) {
      throw new CoreScoreException(
          FailureKind.NOT_FOUND,
          "no photo in "
              + where
              + " has ground truth"
              + (failures.isEmpty() ? "" : ": " + RecordNames.few(failures)));
    }
    return this;
  }

  /**
   * Requires that the labels of all photos can be used.
   *
   * @param photos photos with ground truth
   * @return the same
   * @throws CoreScoreException if the labels of some cannot be used; the message names each
   */
  public static List<LabelledPhoto> requireUsable(List<LabelledPhoto> photos) {
    List<String> failures = photos.stream().flatMap(one -> one.failure().stream()).toList();
    if (!failures.isEmpty()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT,
          failures.size()
              + " of "
              + photos.size()
              + " photos have labels that cannot be used: "
              + String.join("; ", failures));
    }
    return photos;
  }
}
