// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.mask.Label;
import uk.ac.bgs.corescore.mask.LabelSet;

/** Recognition, problems, strictness. */
class AnnotationReaderTest {
  private final Path folder;

  AnnotationReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("labels.json"), text);
  }

  private AnnotationFile read(String text) throws IOException {
    return AnnotationReader.create().read(file(text));
  }

  private static String message(AnnotationException refused) {
    return String.valueOf(refused.getMessage());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "YOLO") // its files do not stand alone
  void everyFormatIsRecognisedFromItsContent(AnnotationFormat format) throws IOException {
    Path file = file(LabelSamples.all().getOrDefault(format, ""));
    AnnotationFile recognised = AnnotationReader.create().read(file);
    assertEquals(format, recognised.format());
    assertEquals(file, recognised.file());
    AnnotationFile named = AnnotationReader.create().read(file, format);
    assertEquals(recognised.photos().toString(), named.photos().toString());
    Path marked = file("\uFEFF" + LabelSamples.all().getOrDefault(format, ""));
    assertEquals(format, AnnotationReader.create().read(marked).format());
  }

  @ParameterizedTest
  @EnumSource
  void aNamedFormatRefusesTheOthers(AnnotationFormat named) throws IOException {
    for (Map.Entry<AnnotationFormat, String> sample : LabelSamples.all().entrySet()) {
      if (sample.getKey() != named) {
        Path file = file(sample.getValue());
        AnnotationException refused =
            assertThrows(
                AnnotationException.class, () -> AnnotationReader.create().read(file, named));
        assertTrue(message(refused).contains("expected " + named.id()), message(refused));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "null",
        "3",
        "{\"shapes\": []}",
        "[[1, 2]]",
        "<svg/>",
        "{\"images\": []}"
      })
  void unknownContentIsRefusedWithTheListOfFormats(String text) throws IOException {
    Path file = file(text);
    AnnotationException refused =
        assertThrows(AnnotationException.class, () -> AnnotationReader.create().read(file));
    assertTrue(message(refused).startsWith(file + ": "), message(refused));
    for (AnnotationFormat format : AnnotationFormat.values()) {
      assertTrue(message(refused).contains(format.id()), message(refused));
    }
  }

  @Test
  void contentOfTwoFormatsIsRefusedUnlessOneIsNamed() throws IOException {
    Path file =
        file(
            """
            {"images": [], "annotations": [], "categories": [],
             "type": "FeatureCollection", "features": []}
            """);
    AnnotationException refused =
        assertThrows(AnnotationException.class, () -> AnnotationReader.create().read(file));
    assertTrue(message(refused).contains("coco or geojson"), message(refused));
    assertEquals(
        AnnotationFormat.COCO,
        AnnotationReader.create().read(file, AnnotationFormat.COCO).format());
  }

  @Test
  void anEmptyListIsAFileOfANamedFormat() throws IOException {
    Path file = file("[]");
    assertEquals(
        List.of(), AnnotationReader.create().read(file, AnnotationFormat.LABELBOX).photos());
  }

  @Test
  void aMissingFileIsAMatterOfTheDisk() {
    assertThrows(
        NoSuchFileException.class,
        () -> AnnotationReader.create().read(folder.resolve("missing.json")));
  }

  @Test
  void badShapesAreReportedWithTheirPlaceAndTheRestIsKept() throws IOException {
    AnnotationFile file =
        read(
            """
            [{"External ID": "a.JPEG", "Reviews": [], "Label": {
               "Rock_Fragment": [
                 {"geometry": [{"x": 0, "y": 0}, {"x": 9, "y": 0}, {"x": 9, "y": 9}]},
                 {"geometry": [{"x": 0, "y": null}, {"x": 9, "y": 0}, {"x": 9, "y": 9}]},
                 {"geometry": [{"x": 0, "y": 0}, {"x": 9, "y": 0}, {"x": 0, "y": 0}]},
                 {"geometry": null},
                 {"geometry": [{"x": 0, "y": 0}, {"x": 9, "y": 9}, {"x": 9, "y": 0}, {"x": 0, "y": 8}]},
                 {"geometry": [{"x": 1e300, "y": 0}, {"x": 9, "y": 0}, {"x": 9, "y": 9}]},
                 {"geometry": [{"x": NaN, "y": 0}, {"x": 9, "y": 0}, {"x": 9, "y": 9}]},
                 {"geometry": [{"x": 1e999, "y": 0}, {"x": 9, "y": 0}, {"x": 9, "y": 9}]}],
               "Rok": [{"geometry": [{"x": 0, "y": 0}, {"x": 9, "y": 0}, {"x": 9, "y": 9}]}],
               "Paper": 3}},
             {"External ID": "b.JPEG", "Label": "none"},
             {"External ID": "", "Label": {}},
             {"External ID": "c.JPEG", "Label": {}}]
            """);
    assertEquals(
        List.of("a.JPEG", "b.JPEG", "c.JPEG"),
        file.photos().stream().map(AnnotatedPhoto::name).toList());
    assertEquals(2, file.photos().get(0).polygons().size());
    assertEquals(
        List.of(
            "a.JPEG Rock_Fragment[1] BAD_COORDINATES",
            "a.JPEG Rock_Fragment[2] TOO_FEW_POINTS",
            "a.JPEG Rock_Fragment[3] MALFORMED",
            "a.JPEG Rock_Fragment[4] SELF_CROSSING",
            "a.JPEG Rock_Fragment[5] BAD_COORDINATES",
            "a.JPEG Rock_Fragment[6] BAD_COORDINATES",
            "a.JPEG Rock_Fragment[7] BAD_COORDINATES",
            "a.JPEG Rok[0] UNKNOWN_LABEL",
            "a.JPEG Paper MALFORMED",
            "b.JPEG  MALFORMED",
            "record 2  MALFORMED"),
        file.problems().stream().map(p -> p.record() + " " + p.shape() + " " + p.kind()).toList());
    assertTrue(file.problems().stream().allMatch(p -> p.file().equals(file.file().toString())));
    assertEquals(
        file.file()
            + ": a.JPEG: Rock_Fragment[2]: at least 3 distinct vertices expected, there are 2"
            + " (left out)",
        file.problems().get(1).toString());
  }

  @Test
  void nullPointsOfLabelToolLeaveOutTheShape() throws IOException {
    AnnotationFile file =
        read(LabelSamples.LABELTOOL.replace("[10, 20], [30, 20]", "[null, null], [30, 20]"));
    assertEquals(1, file.photos().get(0).polygons().size());
    assertEquals("shapes[0]", file.problems().get(0).shape());
    assertEquals("Rock_Fragment", file.problems().get(0).label());
    assertEquals(Kind.BAD_COORDINATES, file.problems().get(0).kind());
  }

  /** A file that does not say how large its photo is, and one that says something else. */
  @Test
  void thePhotosSizeMayComeFromWhoReads() throws IOException {
    String label =
        """
        {"imagePath": "a.jpg", "flags": {}, "shapes": [
          {"label": "Paper", "points": [[90, 40], [120, 40], [120, 60]]}]}
        """;
    AnnotationReader reader =
        AnnotationReader.create().withPhotoSize(new AnnotatedPhoto.Size(100, 50));
    Path file = Files.writeString(folder.resolve("a.json"), label);
    AnnotationFile read = reader.read(file);
    assertEquals(Optional.of(new AnnotatedPhoto.Size(100, 50)), read.photos().get(0).size());
    Files.writeString(
        file,
        label.replace(
            "\"flags\": {}", "\"version\": \"5\", \"imageWidth\": 200, \"imageHeight\": 90"));
    read = reader.withAnyLabel().read(file);
    assertEquals(Optional.of(new AnnotatedPhoto.Size(200, 90)), read.photos().get(0).size());
  }

  @Test
  void whatLiesOutsideTheStatedSizeIsKeptForThePhotoToDecide() throws IOException {
    AnnotationFile file =
        read(
            """
            {"version": "5.0.1", "imagePath": "a.jpg", "imageWidth": 100, "imageHeight": 50,
             "shapes": [
              {"label": "Paper", "points": [[100, 0], [120, 0], [120, 10]]},
              {"label": "Paper", "points": [[-20, 0], [-1, 0], [-1, 10]]},
              {"label": "Paper", "points": [[90, 40], [120, 40], [120, 60]]},
              {"label": "Paper", "points": [[0, 0], [100, 0], [100, 50], [0, 50]]},
              {"label": "Paper", "points": [[0, 0], [9, 9]], "shape_type": "line"},
              {"label": "", "points": [[0, 0], [9, 9], [0, 9]]},
              {"label": "Paper", "points": [[0, 0]], "shape_type": "mask", "mask": "AAAA"}]}
            """);
    assertEquals(
        List.of("shapes[4] UNSUPPORTED", "shapes[5] MALFORMED", "shapes[6] MALFORMED"),
        file.problems().stream().map(p -> p.shape() + " " + p.kind()).toList());
    assertEquals(4, file.photos().get(0).polygons().size());
    assertEquals(
        120,
        file.photos().get(0).polygons().get(2).outline().getEnvelopeInternal().getMaxX(),
        "as drawn");
    assertEquals(3, file.photos().get(0).leftOut());
    assertFalse(file.problems().get(1).kind().isKept());
  }

  @Test
  void cocoReportsWhatDoesNotFitTogether() throws IOException {
    AnnotationFile file =
        read(
            """
            {"images": [{"id": 1, "file_name": "a.jpg", "width": 4, "height": 3},
                        {"id": 7, "file_name": "b.jpg", "width": 4, "height": 3},
                        {"id": 7, "file_name": "c.jpg", "width": 4, "height": 3}],
             "categories": [{"id": 1, "name": "Paper"}],
             "annotations": [
              {"image_id": 2, "category_id": 1, "segmentation": [[0, 0, 1, 0, 1, 1]]},
              {"image_id": 1, "category_id": 2, "segmentation": [[0, 0, 1, 0, 1, 1]]},
              {"image_id": 1, "category_id": 1, "segmentation": []},
              {"image_id": 1, "category_id": 1, "segmentation": [[0, 0, 1, 0, 1, 1], [0, 0, 1]]},
              {"image_id": 1, "category_id": 1, "segmentation": {"size": [4, 3], "counts": [0, 12]}},
              {"image_id": 1, "category_id": 1, "segmentation": {"size": [3, 4], "counts": [0, 13]}},
              {"image_id": 1, "category_id": 1, "segmentation": {"size": [3, 4], "counts": [0, 11]}},
              {"image_id": 1, "category_id": 1,
               "segmentation": {"size": [3, 4], "counts": [0, 9223372036854775807, 5]}},
              {"image_id": 1, "category_id": 1, "segmentation": {"size": [3, 4], "counts": [12]}},
              {"image_id": 1, "category_id": 1, "segmentation": {"size": [3, 4]}}]}
            """);
    assertEquals(
        List.of(
            "b.jpg images[1] MALFORMED",
            "c.jpg images[2] MALFORMED",
            "annotations[0]  MALFORMED",
            "a.jpg annotations[1] UNKNOWN_LABEL",
            "a.jpg annotations[2] MALFORMED",
            "a.jpg annotations[3].segmentation[1] MALFORMED",
            "a.jpg annotations[4] MALFORMED",
            "a.jpg annotations[5] MALFORMED",
            "a.jpg annotations[6] MALFORMED",
            "a.jpg annotations[7] MALFORMED",
            "a.jpg annotations[8] TOO_FEW_POINTS",
            "a.jpg annotations[9] MALFORMED"),
        file.problems().stream().map(p -> p.record() + " " + p.shape() + " " + p.kind()).toList());
    assertEquals(1, file.photos().get(0).polygons().size());
  }

  @Test
  void aBadHoleIsLeftOutAndTheShapeKept() throws IOException {
    AnnotationFile file =
        read(
            LabelSamples.GEOJSON.replace(
                "[[2, 2], [2, 4], [4, 4], [4, 2], [2, 2]]", "[[2, 2], [2, 4]]"));
    assertEquals(100, file.photos().get(0).polygons().get(0).outline().getArea());
    assertTrue(file.problems().get(0).reason().startsWith("hole 1: "));
  }

  @Test
  void strictRefusesAtTheFirstProblemNamingFileRecordAndShape() throws IOException {
    Path file = file(LabelSamples.LABELBOX.replace("Core_Plug", "Plug"));
    AnnotationException refused =
        assertThrows(
            AnnotationException.class, () -> AnnotationReader.create().strict().read(file));
    assertEquals(file + ": a.JPEG: Plug[0]: the label set has no 'Plug'", message(refused));
    Path sound = file(LabelSamples.LABELBOX);
    assertEquals(2, AnnotationReader.create().strict().read(sound).photos().size());
  }

  @Test
  void labelsAreTheCallers() throws IOException {
    Path file = file(LabelSamples.LABELBOX);
    AnnotationReader plugs =
        AnnotationReader.create()
            .withLabels(
                new LabelSet(List.of(new Label("Void", false), new Label("Core_Plug", false))));
    assertEquals(1, plugs.read(file).photos().get(0).polygons().size());
    Path other = file(LabelSamples.LABELBOX.replace("Core_Plug", "Plug"));
    assertEquals(
        3, AnnotationReader.create().withAnyLabel().read(other).photos().get(0).polygons().size());
  }

  @Test
  void idsNameTheFormats() {
    assertEquals(AnnotationFormat.LABEL_STUDIO, AnnotationFormat.ofId("label-studio"));
    IllegalArgumentException unknown =
        assertThrows(IllegalArgumentException.class, () -> AnnotationFormat.ofId("voc"));
    assertTrue(
        String.valueOf(unknown.getMessage())
            .endsWith(
                "labelbox, labeltool, labelme, coco, cvat, label-studio, geojson, yolo,"
                    + " supervisely, via"));
  }

  /** The limits are those of a file: a folder of a file a photo has as many as there are photos. */
  @Test
  void aFolderOfGeoJsonFilesIsReadFileByFileAtAnySize() throws IOException {
    Path labels = Files.createDirectory(folder.resolve("feedback"));
    for (String name : List.of("b.geojson", "a.geojson", "c.GEOJSON")) {
      Files.writeString(
          labels.resolve(name), LabelSamples.all().getOrDefault(AnnotationFormat.GEOJSON, ""));
    }
    Files.writeString(labels.resolve(".d.geojson"), "half");
    int bytes = (int) Files.size(labels.resolve("a.geojson"));
    AnnotationReader reader = AnnotationReader.create().within(new SourceFiles.Limits(bytes, 1));
    assertThrows(AnnotationException.class, () -> reader.read(labels), "all of it is too much");
    List<Path> files = AnnotationReader.files(labels);
    assertEquals(
        List.of("a.geojson", "b.geojson", "c.GEOJSON"),
        files.stream().map(file -> file.getFileName().toString()).toList());
    for (Path file : files) {
      assertEquals(1, reader.read(file).photos().size());
    }
    AnnotationReader less = AnnotationReader.create().within(new SourceFiles.Limits(bytes - 1, 1));
    assertThrows(AnnotationException.class, () -> less.read(files.get(0)), "one is too much");
    assertEquals(List.of(files.get(0)), AnnotationReader.files(files.get(0)));
    Files.writeString(labels.resolve("classes.txt"), "rock");
    assertEquals(List.of(labels), AnnotationReader.files(labels), "files that go with each other");
  }
}
