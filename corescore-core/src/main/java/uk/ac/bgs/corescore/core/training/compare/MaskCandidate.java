// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.compare;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.training.evaluate.Evaluator;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;

/**
 * A candidate with masks.
 *
 * @param name its name
 * @param files the masks
 * @param labels what their values mean
 */
record MaskCandidate(String name, PhotoPairing files, LabelSet labels) implements Candidate {
  @Override
  public Optional<Prediction> predict(String source, Optional<Photo> photo) throws IOException {
    // Masks that were made of the photo have its name; others may have that of the ground truth.
    Optional<PhotoPairing.Match> file = photo.flatMap(read -> files.find(read.name()));
    file = file.isPresent() ? file : files.find(source);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    LabelMask mask = MaskPng.read(file.get().photo().file(), labels);
    return Optional.of(new Prediction(Evaluator.connected(mask), OptionalDouble.empty()));
  }

  @Override
  public void close() {}
}
