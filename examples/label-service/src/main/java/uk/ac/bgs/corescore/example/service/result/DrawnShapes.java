// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service.result;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationFile;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem;
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/**
 * What a person drew on a photo.
 *
 * @param polygons the shapes that can be used, none where the person says that nothing is there
 * @param problems shapes that were left out, or are doubtful
 */
record DrawnShapes(List<LabelledPolygon> polygons, List<AnnotationProblem> problems) {
  /**
   * Reads a label file of one photo.
   *
   * @param file GeoJSON, labelme, LabelTool or another that is read
   * @param labels the labels that there are
   * @param size the size of the photo
   * @throws UnusableShapesException if the file is of several photos or of one of another size, or
   *     none of its shapes can be used
   * @throws uk.ac.bgs.corescore.core.annotation.AnnotationException if it is no label file
   */
  static DrawnShapes read(Path file, LabelSet labels, AnnotatedPhoto.Size size) throws IOException {
    AnnotationFile read =
        AnnotationReader.create().withLabels(labels).withPhotoSize(size).read(file);
    List<AnnotatedPhoto> photos = read.photos();
    if (photos.size() > 1) {
      throw new UnusableShapesException(
          "shapes of " + photos.size() + " photos came, those of one expected");
    }
    for (AnnotatedPhoto photo : photos) {
      requireSize(photo.size().orElse(size), size);
    }
    List<LabelledPolygon> polygons = photos.isEmpty() ? List.of() : photos.get(0).polygons();
    if (polygons.isEmpty() && !read.problems().isEmpty()) {
      throw new UnusableShapesException(read.problems());
    }
    return new DrawnShapes(polygons, read.problems());
  }

  /** The same from the bytes of a file, which lie in a folder meanwhile. */
  static DrawnShapes read(byte[] content, Path scratch, LabelSet labels, JsonNode photo)
      throws IOException {
    Path file = Files.createTempFile(scratch, "polygons", ".json");
    try {
      Files.write(file, content);
      int width = photo.path("width").asInt();
      int height = photo.path("height").asInt();
      return read(file, labels, new AnnotatedPhoto.Size(width, height));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void requireSize(AnnotatedPhoto.Size came, AnnotatedPhoto.Size expected) {
    if (!came.equals(expected)) {
      throw new UnusableShapesException(
          String.format(
              "the shapes were drawn on %d x %d pixels, the photo has %d x %d",
              came.width(), came.height(), expected.width(), expected.height()));
    }
  }
}
