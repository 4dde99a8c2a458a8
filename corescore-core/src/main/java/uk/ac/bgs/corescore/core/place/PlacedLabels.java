// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.place;

import java.util.List;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem;

/**
 * The labels of a photo, in its own pixels.
 *
 * @param photo the record with the size of the photo at hand, and its polygons in pixels of the
 *     photo as shown: origin at the outer corner of the top left pixel, x right, y down
 * @param remarks what is to be said of the record as a whole, one for each thing: that it was
 *     scaled, that shapes reach beyond the photo
 * @param problems the shapes that lie outside the photo, left out, and those that reach beyond it,
 *     kept; each with its place
 */
public record PlacedLabels(
    AnnotatedPhoto photo, List<AnnotationProblem> remarks, List<AnnotationProblem> problems) {
  /**
   * Copies the lists.
   *
   * @param photo the record in pixels of the photo
   * @param remarks what is to be said of it as a whole
   * @param problems its doubtful shapes
   */
  public PlacedLabels {
    remarks = List.copyOf(remarks);
    problems = List.copyOf(problems);
  }
}
