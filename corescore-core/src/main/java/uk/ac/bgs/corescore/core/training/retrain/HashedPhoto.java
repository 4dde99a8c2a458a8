// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.retrain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.training.groundtruth.LabelledPhoto;
import uk.ac.bgs.corescore.core.training.groundtruth.MaskFolder;

/**
 * A photo with ground truth, and the hashes of both.
 *
 * @param labelled the photo
 * @param photoSha256 of its file
 * @param truthSha256 of its ground truth; empty if the labels cannot be used
 */
record HashedPhoto(LabelledPhoto labelled, String photoSha256, String truthSha256) {
  static HashedPhoto of(LabelledPhoto labelled) throws IOException {
    return new HashedPhoto(
        labelled,
        Sha256.of(labelled.requirePhoto().file()),
        labelled.failure().isPresent() ? "" : labelled.sha256());
  }

  String name() {
    return labelled.name();
  }

  PhotoFile photo() {
    return labelled.requirePhoto();
  }

  /** Why the labels cannot be used; empty if they can. */
  Optional<String> failure() {
    return labelled.failure();
  }

  /** Its mask in a folder of masks. */
  Path mask(Path folder) {
    return folder.resolve(name() + MaskFolder.MASK);
  }

  /** Its fragment numbers there. */
  Path instances(Path folder) {
    return folder.resolve(name() + MaskFolder.INSTANCES);
  }
}
