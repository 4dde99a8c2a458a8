// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.util.Optional;

/** Sizes of photos, for label files whose coordinates are fractions of the photo's size. */
@FunctionalInterface
public interface PhotoSizes {
  /**
   * Returns the size of a photo as shown, upright. Called on the thread that reads the label file.
   *
   * @param name the photo's name as the label file has it, perhaps with folders and perhaps without
   *     an extension
   * @return the size; empty for an unknown photo
   * @throws uk.ac.bgs.corescore.CoreScoreException if the photo cannot be read, or its name is
   *     ambiguous; its shapes are then reported and left out
   */
  Optional<AnnotatedPhoto.Size> of(String name);
}
