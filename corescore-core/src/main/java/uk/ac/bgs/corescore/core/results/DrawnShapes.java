// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationFile;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;
import uk.ac.bgs.corescore.core.photo.PhotoDimensions;
import uk.ac.bgs.corescore.core.place.LabelPlacer;
import uk.ac.bgs.corescore.core.place.PlacedLabels;
import uk.ac.bgs.corescore.core.place.PlacementException;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/**
 * The shapes that a person drew on a photo.
 *
 * @param polygons the usable shapes; empty if the person states that there are none
 * @param problems shapes that were left out, or are doubtful
 */
record DrawnShapes(List<LabelledPolygon> polygons, List<AnnotationProblem> problems) {
  /**
   * Reads a label file of one photo.
   *
   * @param file GeoJSON, labelme, LabelTool or another that is read
   * @param labels the labels that there are
   * @param size the size of the photo
   * @throws CoreScoreException if the file is of several photos or of one of another shape, or
   *     shapes were drawn and none of rock can be used
   * @throws uk.ac.bgs.corescore.core.annotation.AnnotationException if it is no label file
   */
  static DrawnShapes read(Path file, LabelSet labels, AnnotatedPhoto.Size size) throws IOException {
    AnnotationFile read = AnnotationReader.create().withLabels(labels).read(file);
    List<AnnotatedPhoto> photos = read.photos();
    if (photos.size() > 1) {
      throw unusable("shapes of " + photos.size() + " photos came, those of one expected");
    }
    if (photos.isEmpty()) {
      if (!read.problems().isEmpty()) {
        throw unusable(read.problems().get(0));
      }
      return new DrawnShapes(List.of(), List.of());
    }
    // A correction is a statement: without shapes there is no rock, and without a size the shapes
    // are in pixels of the photo as shown.
    LabelPlacer placer = LabelPlacer.create().withLabels(labels).withEmptyAsAnnotated();
    AnnotatedPhoto drawn = photos.get(0);
    try {
      PlacedLabels placed =
          placer.place(
              file.toString(),
              drawn,
              new PhotoDimensions(size.width(), size.height()),
              drawn.size().or(() -> Optional.of(size)).filter(size::equals));
      List<AnnotationProblem> problems = new ArrayList<>(read.problems());
      placed.remarks().stream().filter(r -> r.kind() == Kind.SCALED).forEach(problems::add);
      problems.addAll(placed.problems());
      return new DrawnShapes(placed.photo().polygons(), problems);
    } catch (PlacementException e) {
      boolean told = e.reason() == PlacementException.Reason.UNUSABLE;
      throw told && !read.problems().isEmpty()
          ? unusable(read.problems().get(0))
          : unusable(e.detail());
    }
  }

  /** The same from the bytes of a file, which lie in a folder meanwhile. */
  static DrawnShapes read(byte[] content, Path scratch, LabelSet labels, AnnotatedPhoto.Size size)
      throws IOException {
    Path file = Files.createTempFile(scratch, "polygons", ".json");
    try {
      Files.write(file, content);
      return read(file, labels, size);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static CoreScoreException unusable(String message) {
    return new CoreScoreException(FailureKind.BAD_INPUT, message, null);
  }

  private static CoreScoreException unusable(AnnotationProblem first) {
    return unusable(
        "none of the shapes can be used; the first, "
            + first.shape()
            + " "
            + first.label()
            + ": "
            + first.reason());
  }
}
