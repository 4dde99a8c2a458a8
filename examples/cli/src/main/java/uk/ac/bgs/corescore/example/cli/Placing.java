// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto.Size;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.core.photo.PhotoDimensions;
import uk.ac.bgs.corescore.core.photo.PhotoPairing;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.core.place.LabelPlacer;
import uk.ac.bgs.corescore.core.place.PlacedLabels;
import uk.ac.bgs.corescore.core.place.PlacementException;

/**
 * Lays labels onto photographs, and says which option helps where they do not fit.
 *
 * @param placer lays them
 * @param pairing the photographs, and the table of what labels were drawn on
 * @param tableFirst whether the table counts more than what a label file states
 */
record Placing(LabelPlacer placer, PhotoPairing pairing, boolean tableFirst) {
  private static final String TABLE =
      "--scales, a table with the columns file,external_id,label_canvas_width,label_canvas_height";

  /**
   * Lays labels onto a photo.
   *
   * @throws CoreScoreException if they do not fit, with what helps
   */
  PlacedLabels onPhoto(Path labels, AnnotatedPhoto annotated, Path photo) {
    Optional<Size> canvas =
        pairing.canvas(annotated.name()).map(table -> new Size(table.width(), table.height()));
    boolean asked = tableFirst || annotated.size().isEmpty();
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
      throw new CoreScoreException(e.getMessage() + remedy(e.reason()), e);
    }
  }

  private static String remedy(PlacementException.Reason reason) {
    return switch (reason) {
      case OTHER_SIZE ->
          ". Say what the coordinates count: --labels-on stored (pixels as stored, turned with the"
              + " photo), --labels-on shown (pixels as shown, whatever the file states),"
              + " --labels-on stretched (the stated size, scaled to the photo by each axis), or "
              + TABLE;
      case LARGER_CANVAS -> larger();
      case Y_AXIS -> "; --y-up is for labels whose y runs upwards";
      case NOT_ANNOTATED -> "; --empty-is-no-rock takes it for a photo without rock";
      case UNUSABLE -> "";
    };
  }

  private static String larger() {
    return "; if they were drawn on another size, give "
        + TABLE
        + "; if on the pixels as stored, --labels-on stored; if they are right, --labels-on shown";
  }

  /** What is to be said of labels that were laid onto their photo, a line each. */
  static List<String> remarks(PlacedLabels placed) {
    return placed.remarks().stream().map(r -> Messages.line(r + helps(r.kind()))).toList();
  }

  /** Which option helps where a remark is no error. */
  private static String helps(Kind kind) {
    return switch (kind) {
      case LARGER_CANVAS -> larger();
      case TURNED ->
          "; if they lie on the pixels as stored, --labels-on stored; if they are right,"
              + " --labels-on shown";
      default -> "";
    };
  }

  /** That nothing is known of photos, as they have no shape and none is stated. */
  static String unknown(List<String> names) {
    return Messages.line(
        "passed over, as they have no shape and the label file does not say that they were"
            + " annotated: "
            + Records.few(names)
            + "; --empty-is-no-rock takes them for photos without rock");
  }
}
