// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;

/** Label files rebuilt after public reports of other tools, where they are at hand. */
class LabelCasesTest {
  private static final Path CASES = Path.of("..", "..", "shared", "cases");

  private static AnnotationFile read(String name) throws IOException {
    Path file = CASES.resolve(name);
    assumeTrue(Files.exists(file), "skipped: there is no " + file);
    return AnnotationReader.create().read(file);
  }

  private static String box(AnnotatedPhoto photo, int index) {
    return photo.polygons().get(index).outline().getEnvelopeInternal().toString();
  }

  private static double area(AnnotatedPhoto photo) {
    return photo.polygons().stream().mapToDouble(p -> p.outline().getArea()).sum();
  }

  /** Three rectangles on a photo each. */
  @ParameterizedTest
  @CsvSource({
    "04-ls-encoded-names/lin.json, HOLE A/box 1.jpg",
    "04-ls-encoded-names/win.json, HOLE A\\box 1.jpg",
    "06b-ls-data-order/labels.json, box_07.jpg",
    "08-qupath/box_07.geojson, box_07",
    "13-ls-labels-tag/labels.json, box_07.jpg",
    "14-ls-two-annotators/labels.json, box_07.jpg",
    "18-labelbox-objects/export.json, box_07.jpg",
    "22-labelme-folder/labels, box_07.jpg",
    "22-labelme-folder/mac2.zip, box_07.jpg",
    "26-labelbox-null-external-id/export.json, cores/box_07.jpg",
  })
  void threeRectangles(String name, String photo) throws IOException {
    AnnotationFile file = read(name);
    assertEquals(photo, file.photos().get(0).name());
    assertEquals("Env[200.0 : 700.0, 150.0 : 330.0]", box(file.photos().get(0), 0));
    assertEquals("Env[800.0 : 1300.0, 150.0 : 330.0]", box(file.photos().get(0), 1));
    assertEquals("Env[300.0 : 1200.0, 500.0 : 700.0]", box(file.photos().get(0), 2));
    assertEquals(360_000, area(file.photos().get(0)), 1e-6);
  }

  @ParameterizedTest
  @CsvSource({"labels.json", "labels-with-hole.json"})
  void twoPhotosInATask(String name) throws IOException {
    AnnotationFile file = read("06-ls-item-index/" + name);
    assertEquals(
        List.of("dry.jpg", "wet.jpg"), file.photos().stream().map(AnnotatedPhoto::name).toList());
    assertEquals("Env[100.0 : 600.0, 100.0 : 300.0]", box(file.photos().get(0), 0));
    assertEquals("Env[900.0 : 1500.0, 450.0 : 700.0]", box(file.photos().get(1), 0));
    assertEquals(List.of(), file.problems());
  }

  @Test
  void theGroundTruthIsSaidToBeTaken() throws IOException {
    assertEquals(
        List.of(Kind.CHOSEN),
        read("14-ls-two-annotators/labels.json").problems().stream()
            .map(AnnotationProblem::kind)
            .toList());
  }

  @Test
  void derivedClasses() throws IOException {
    AnnotationFile file = read("f02-qupath-derived-class/input.geojson");
    assertEquals("Rock_Fragment", file.photos().get(0).polygons().get(1).label());
    assertEquals("features[1]", file.problems().get(0).shape());
    assertEquals(Kind.SIMPLIFIED, file.problems().get(0).kind());
    assertEquals(
        "the class is 'Rock_Fragment: wet', its base class is taken",
        file.problems().get(0).reason());
  }

  @Test
  void shapesOfLabelme() throws IOException {
    AnnotatedPhoto photo = read("09-labelme-shapes/box_07.json").photos().get(0);
    assertEquals("Core_Plug", photo.polygons().get(1).label());
    assertEquals(Math.PI * 3600, photo.polygons().get(1).outline().getArea(), 3);
    assertEquals("Env[340.0 : 460.0, 180.0 : 300.0]", box(photo, 1));
    assertEquals("Env[782.0 : 1300.0, 150.0 : 380.0]", box(photo, 2));
    assertEquals("Env[300.0 : 1201.0, 500.0 : 701.0]", box(photo, 3), "version 6 cuts fractions");

    AnnotatedPhoto oriented = read("f05-labelme-oriented-rectangle/lm-orient.json").photos().get(0);
    assertEquals(
        "POLYGON ((5 5, 15 10, 13 14, 3 9, 5 5))", oriented.polygons().get(0).outline().toText());
    AnnotatedPhoto moved = read("f04-labelme-mask-at-fraction/lm-maskfrac.json").photos().get(0);
    assertEquals("Env[6.0 : 12.0, 5.0 : 9.0]", box(moved, 0));
    assertEquals(23, area(moved));
    AnnotatedPhoto negative = read("f04-labelme-mask-at-fraction/lm-maskneg.json").photos().get(0);
    assertEquals("Env[0.0 : 6.0, 0.0 : 4.0]", box(negative, 0));
    assertEquals(23, area(negative));
  }

  @Test
  void theLabelsTag() throws IOException {
    AnnotatedPhoto photo = read("f07-label-studio-labels-tag/ls-labels.json").photos().get(0);
    assertEquals("Env[10.0 : 26.0, 6.0 : 15.0]", box(photo, 0));
    assertEquals(144, area(photo));
    AnnotatedPhoto brush = read("f07-label-studio-labels-tag/ls-labelsbrush.json").photos().get(0);
    assertEquals(274, area(brush));
    assertEquals(1, brush.polygons().size());
  }
}
