// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.groundtruth;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto.Size;
import uk.ac.bgs.corescore.core.photo.PhotoDimensions;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.place.LabelPlacer;
import uk.ac.bgs.corescore.core.place.PlacedLabels;
import uk.ac.bgs.corescore.core.place.PlacementException;

/**
 * Transforms labels to photographs, and adds advice where they do not fit.
 *
 * @param placer transforms them
 * @param pairing the photographs, and the table of what labels were drawn on
 * @param scalesFirst whether the table overrides the size that a label file states
 * @param advice what helps
 */
record LabelPlacement(
    LabelPlacer placer, PhotoPairing pairing, boolean scalesFirst, PlacementAdvice advice) {
  /**
   * Lays labels onto a photo.
   *
   * @throws CoreScoreException if they do not fit, with the advice
   */
  PlacedLabels onPhoto(Path labels, AnnotatedPhoto annotated, Path photo) {
    Optional<Size> canvas =
        pairing.canvas(annotated.name()).map(table -> new Size(table.width(), table.height()));
    boolean asked = scalesFirst || annotated.size().isEmpty();
    return place(
        labels,
        annotated,
        PhotoReader.create().dimensions(photo),
        asked ? canvas : Optional.empty());
  }

  /** The same without a photo, onto so many pixels. */
  PlacedLabels onCanvas(Path labels, AnnotatedPhoto annotated, Size size) {
    return place(
        labels, annotated, new PhotoDimensions(size.width(), size.height()), Optional.empty());
  }

  private PlacedLabels place(
      Path labels, AnnotatedPhoto annotated, PhotoDimensions photo, Optional<Size> canvas) {
    try {
      return placer.place(labels.toString(), annotated, photo, canvas);
    } catch (PlacementException e) {
      throw new CoreScoreException(e.kind(), e.getMessage() + advice.onFailure(e.reason()), e);
    }
  }

  /** Remarks on labels of a photo, one line each. */
  List<String> remarks(PlacedLabels placed) {
    return placed.remarks().stream().map(r -> r + advice.onRemark(r.kind())).toList();
  }

  /** Reports which photos were skipped because they have no labels and no statement. */
  String unannotated(List<String> names) {
    return "skipped, as they have no shape and the label file does not say that they were"
        + " annotated: "
        + RecordNames.few(names)
        + advice.onUnannotated();
  }
}
