// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import uk.ac.bgs.corescore.core.annotation.AnnotationProblem;
import uk.ac.bgs.corescore.core.place.PlacementException;
import uk.ac.bgs.corescore.core.training.groundtruth.PlacementAdvice;

/** Names the options that help where labels do not fit their photo. */
final class OptionAdvice implements PlacementAdvice {
  private static final String TABLE =
      "--scales, a table with the columns file,external_id,label_canvas_width,label_canvas_height";

  private static final String LARGER =
      "; if they were drawn on another size, give "
          + TABLE
          + "; if on the pixels as stored, --labels-on stored; if they are right, --labels-on shown";

  @Override
  public String onFailure(PlacementException.Reason reason) {
    return switch (reason) {
      case OTHER_SIZE ->
          ". Say what the coordinates count: --labels-on stored (pixels as stored, turned with the"
              + " photo), --labels-on shown (pixels as shown, whatever the file states),"
              + " --labels-on stretched (the stated size, scaled to the photo by each axis), or "
              + TABLE;
      case LARGER_CANVAS -> LARGER;
      case Y_AXIS -> "; --y-up is for labels whose y runs upwards";
      case NOT_ANNOTATED -> "; --empty-is-no-rock takes it for a photo without rock";
      case UNUSABLE -> "";
    };
  }

  @Override
  public String onRemark(AnnotationProblem.Kind kind) {
    return switch (kind) {
      case LARGER_CANVAS -> LARGER;
      case TURNED ->
          "; if they lie on the pixels as stored, --labels-on stored; if they are right,"
              + " --labels-on shown";
      default -> "";
    };
  }

  @Override
  public String onUnannotated() {
    return "; --empty-is-no-rock takes them for photos without rock";
  }

  @Override
  public String onUnknownSize() {
    return "; give --photos or --canvas";
  }
}
