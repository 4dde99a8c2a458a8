// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.Optional;

/** Knows how large photos are, for label files whose coordinates are shares of their photo. */
@FunctionalInterface
public interface PhotoSizes {
  /**
   * The size of a photo as it is shown, the right way up. Called on the thread that reads the label
   * file.
   *
   * @param name the photo's name as the label file has it, perhaps with folders and perhaps without
   *     an extension
   * @return the size; empty if the photo is not known
   * @throws uk.ac.bgs.corescore.CoreScoreException if the photo cannot be read, or several could be
   *     meant; what was drawn on it is then reported and left out
   */
  Optional<AnnotatedPhoto.Size> of(String name);
}
