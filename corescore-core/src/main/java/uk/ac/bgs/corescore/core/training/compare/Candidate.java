// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.compare;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.mask.LabelSet;

/**
 * A source of predictions that is evaluated: a segmenter, or masks from elsewhere. Used by one
 * thread at a time.
 */
public interface Candidate extends AutoCloseable {
  /**
   * The name in evaluations.
   *
   * @return a name that no other candidate of the comparison has
   */
  String name();

  /**
   * The prediction for a photo.
   *
   * @param source the photo's name in the ground truth
   * @param photo the photo, where it is there
   * @return the prediction; empty if there is none
   * @throws IOException if a file cannot be read
   */
  Optional<Prediction> predict(String source, Optional<Photo> photo) throws IOException;

  /** Frees what the candidate holds. */
  @Override
  void close();

  /**
   * A candidate that scores photos.
   *
   * @param name its name
   * @param pipeline scores the photos; closed with the candidate
   * @return the candidate
   */
  static Candidate of(String name, ScoringPipeline pipeline) {
    return new SegmenterCandidate(name, pipeline);
  }

  /**
   * A candidate whose predictions are class-index masks of any size. Their fragments are the
   * 8-connected regions of rock.
   *
   * @param name its name
   * @param masks the masks
   * @param labels what values mean in masks that do not state it
   * @return the candidate
   */
  static Candidate of(String name, List<PhotoFile> masks, LabelSet labels) {
    return new MaskCandidate(name, PhotoPairing.of(masks), labels);
  }
}
