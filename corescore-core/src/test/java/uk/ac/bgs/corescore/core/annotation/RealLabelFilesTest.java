// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;

/** The label files of the British Geological Survey, where they are at hand. */
class RealLabelFilesTest {
  private static final Path DATA = Path.of("..", "..", "shared", "data");

  private final Path folder;

  RealLabelFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static AnnotationFile read(String name) throws IOException {
    Path file = DATA.resolve(name);
    assumeTrue(Files.exists(file), "skipped: there is no " + file);
    return AnnotationReader.create().read(file);
  }

  private static long count(AnnotationFile file, String label) {
    return file.photos().stream()
        .flatMap(photo -> photo.polygons().stream())
        .filter(polygon -> polygon.label().equals(label))
        .count();
  }

  @ParameterizedTest
  @CsvSource({
    "train/Core_labels.train.json, 8, 164, 10, 9, 1, 1",
    "train/Core_labels.annotated.json, 2, 129, 2, 3, 0, 0",
    "labels-only/Core_labels.39.json, 39, 533, 39, 38, 22, 2",
  })
  void labelbox(String name, int photos, int rock, int boxes, int plugs, int papers, int texts)
      throws IOException {
    AnnotationFile file = read(name);
    assertEquals(AnnotationFormat.LABELBOX, file.format());
    assertEquals(photos, file.photos().size());
    assertEquals(rock, count(file, "Rock_Fragment"));
    assertEquals(boxes, count(file, "Box"));
    assertEquals(plugs, count(file, "Core_Plug"));
    assertEquals(papers, count(file, "Paper"));
    assertEquals(texts, count(file, "Text"));
    // the text of S00128806_2 has two vertices; no other shape is lost
    List<String> lost =
        file.problems().stream()
            .filter(problem -> !problem.kind().isKept())
            .map(problem -> problem.record() + " " + problem.shape() + " " + problem.kind())
            .toList();
    assertEquals(
        photos == 2 ? List.of() : List.of("S00128806.Cropped_Top_2.JPEG Text[0] TOO_FEW_POINTS"),
        lost);
    assertTrue(
        file.problems().stream()
            .allMatch(p -> p.kind() == Kind.SELF_CROSSING || p.kind() == Kind.TOO_FEW_POINTS));
    if (photos != 2) {
      assertTrue(
          file.photos().stream()
              .allMatch(
                  photo ->
                      photo
                          .attributes()
                          .containsKey("pick_most_suitable_classification_for_rock_condition")));
    }
  }

  @Test
  void labelTool() throws IOException {
    AnnotationFile file = read("labels-only/labeltool.json");
    assertEquals(AnnotationFormat.LABELTOOL, file.format());
    assertEquals(
        List.of("S00101254.jpeg", "S00101265.jpeg"),
        file.photos().stream().map(AnnotatedPhoto::name).toList());
    assertEquals(15, file.photos().get(0).polygons().size());
    assertEquals(11, file.photos().get(1).polygons().size());
    assertTrue(file.problems().stream().allMatch(problem -> problem.kind().isKept()));
  }

  @ParameterizedTest
  @CsvSource({"LABELTOOL", "COCO"})
  void roundTrip(AnnotationFormat format) throws IOException {
    AnnotationFile file = read("labels-only/Core_labels.39.json");
    Path copy = folder.resolve("copy.json");
    assertEquals(List.of(), AnnotationWriter.write(copy, format, file.photos(), false));
    AnnotationFile back = AnnotationReader.create().read(copy);
    for (int i = 0; i < file.photos().size(); i++) {
      assertEquals(
          file.photos().get(i).polygons().toString(), back.photos().get(i).polygons().toString());
    }
  }
}
