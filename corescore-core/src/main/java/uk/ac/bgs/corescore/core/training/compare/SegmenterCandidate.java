// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.compare;

import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.pipeline.ScoredPhoto;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;

/**
 * A candidate that scores photos.
 *
 * @param name its name
 * @param pipeline scores the photos
 */
record SegmenterCandidate(String name, ScoringPipeline pipeline) implements Candidate {
  @Override
  public Optional<Prediction> predict(String source, Optional<Photo> photo) {
    if (photo.isEmpty()) {
      return Optional.empty();
    }
    ScoredPhoto scored = pipeline.score(photo.get());
    return Optional.of(
        new Prediction(
            scored.segmentation(),
            OptionalDouble.of(scored.provenance().elapsed().toNanos() / 1e9),
            Optional.of(scored.layout())));
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
