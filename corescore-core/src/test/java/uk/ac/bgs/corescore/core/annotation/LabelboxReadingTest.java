// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;

/** Labelbox's exports: with a list of objects, and of version 2. */
class LabelboxReadingTest {
  private final Path folder;

  LabelboxReadingTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private AnnotationFile read(String text) throws IOException {
    return AnnotationReader.create().read(Files.writeString(folder.resolve("export.ndjson"), text));
  }

  private static List<Kind> kinds(AnnotationFile file) {
    return file.problems().stream().map(AnnotationProblem::kind).toList();
  }

  @Test
  void objectsAndAnswersOfTheClassicExport() throws IOException {
    AnnotationFile file =
        read(
            """
            [{"ID": "r", "Labeled Data": "https://host.example/BH%201/a.jpg?sign=1", "External ID": null,
              "Label": {"objects": [
                {"title": "Rock_Fragment", "value": "rock_fragment", "instanceURI": "https://host.example/1",
                 "polygon": [{"x": 0, "y": 0}, {"x": 10, "y": 0}, {"x": 10, "y": 10}]},
                {"title": "Paper", "value": "paper", "bbox": {"top": 2, "left": 3, "height": 4, "width": 5}},
                {"title": "Paper", "value": "paper", "instanceURI": "https://host.example/2"},
                {"title": "Paper", "value": "paper", "point": {"x": 1, "y": 1}},
                {"title": "Paper", "value": "paper", "polygon": [{"x": 0, "y": 0}]}],
               "classifications": [
                {"title": "condition", "value": "condition", "answer": {"title": "poor", "value": "poor"}},
                {"title": "seen", "answers": [{"title": "veins"}, {"title": "clay"}]},
                {"title": "note", "answer": "wet"}]}},
             {"ID": "s", "External ID": "b.jpg", "Label": {}, "Skipped": true}]
            """);
    AnnotatedPhoto photo = file.photos().get(0);
    assertEquals("BH 1/a.jpg", photo.name());
    assertEquals(List.of("objects[0]", "objects[1]"), photo.places());
    assertEquals(50, photo.polygons().get(0).outline().getArea());
    assertEquals("POLYGON ((3 2, 8 2, 8 6, 3 6, 3 2))", photo.polygons().get(1).outline().toText());
    assertEquals(
        Map.of("condition", "poor", "seen", "veins, clay", "note", "wet"), photo.attributes());
    assertEquals(List.of(Kind.UNSUPPORTED, Kind.UNSUPPORTED, Kind.TOO_FEW_POINTS), kinds(file));
    assertTrue(file.problems().get(0).reason().contains("a mask that lies at an address"));
    assertEquals(1, file.photos().size(), "a record that was skipped is none");
    AnnotationFile skipped =
        read("[{\"External ID\": \"b.jpg\", \"Label\": {}, \"Skipped\": true}]");
    assertEquals("all 1 records were skipped", skipped.problems().get(0).reason());
  }

  private static String row(String photo, String labels) {
    return ("{\"data_row\": {"
            + photo
            + "}, \"media_attributes\": {\"width\": 100, \"height\": 50},"
            + " \"projects\": {\"p\": {\"name\": \"cores\", \"labels\": ["
            + labels
            + "]}}}")
        .replace("\n", " ");
  }

  private static String label(String id, String when, int left) {
    return """
    {"id": "%s", "label_kind": "Default",
     "label_details": {"created_at": "%s", "created_by": "%s@example.org"},
     "annotations": {"objects": [
       {"name": "Rock_Fragment", "annotation_kind": "ImageBoundingBox",
        "bounding_box": {"top": 0, "left": %d, "height": 10, "width": 20}}],
      "classifications": [{"name": "condition", "radio_answer": {"name": "poor"}}]}}
    """
        .formatted(id, when, id, left);
  }

  @Test
  void rowsOfVersion2OnLinesOfTheirOwn() throws IOException {
    String mask =
        """
        {"id": "m", "label_details": {}, "annotations": {"objects": [
          {"name": "Paper", "annotation_kind": "ImageSegmentationMask", "mask": {"url": "https://host.example/m"}},
          {"name": "Paper", "annotation_kind": "ImagePolygon",
           "polygon": [{"x": 0, "y": 0}, {"x": 10, "y": 0}, {"x": 10, "y": 10}, {"x": 0, "y": 0}]},
          {"name": "Paper", "annotation_kind": "ImagePoint", "point": {"x": 0, "y": 0}}],
         "classifications": [{"name": "seen", "checklist_answers": [{"name": "veins"}, {"name": "clay"}]},
           {"name": "note", "text_answer": {"content": "wet"}}]}}
        """;
    String first =
        row("\"external_id\": \"BH1/a.jpg\", \"global_key\": \"k\"", label("x", "2024-01", 3));
    AnnotationFile file =
        read(
            first
                + "\n"
                + row("\"external_id\": null, \"global_key\": \"b.jpg\"", mask)
                + "\r\n"
                + row("\"row_data\": \"https://host.example/c.jpg\"", "")
                + "\n");
    assertEquals(AnnotationFormat.LABELBOX, file.format());
    assertEquals(
        List.of("BH1/a.jpg", "b.jpg", "c.jpg"),
        file.photos().stream().map(AnnotatedPhoto::name).toList());
    assertEquals(
        List.of(true, true, false), file.photos().stream().map(AnnotatedPhoto::annotated).toList());
    AnnotatedPhoto photo = file.photos().get(0);
    assertEquals(Optional.of(new AnnotatedPhoto.Size(100, 50)), photo.size());
    assertEquals(200, photo.polygons().get(0).outline().getArea());
    assertEquals(Map.of("condition", "poor"), photo.attributes());
    assertEquals(50, file.photos().get(1).polygons().get(0).outline().getArea());
    assertEquals(Map.of("seen", "veins, clay", "note", "wet"), file.photos().get(1).attributes());
    assertEquals(List.of(Kind.UNSUPPORTED, Kind.UNSUPPORTED), kinds(file));
    assertEquals("polygons and boxes are read, not ImagePoint", file.problems().get(1).reason());
    // one row, and a list of them
    assertEquals(1, read(first).photos().size());
    assertEquals(2, read("[" + first + "," + first + "]").photos().size());
  }

  @Test
  void ofSeveralLabelsOfARowTheLatestIsRead() throws IOException {
    String rows =
        row(
            "\"external_id\": \"a.jpg\"",
            label("x", "2024-02", 3) + "," + label("y", "2024-01", 30));
    AnnotationFile file = read(rows);
    assertEquals(
        3, file.photos().get(0).polygons().get(0).outline().getEnvelopeInternal().getMinX());
    assertEquals(
        "annotation x by x@example.org is read, the latest; skipped: annotation y by"
            + " y@example.org",
        file.problems().get(0).reason());
    AnnotationFile other =
        AnnotationReader.create()
            .withAnnotator("y@example.org")
            .read(folder.resolve("export.ndjson"));
    assertEquals(
        30, other.photos().get(0).polygons().get(0).outline().getEnvelopeInternal().getMinX());
  }

  @Test
  void damagedLinesAreRefused() {
    String row = row("\"external_id\": \"a.jpg\"", "");
    for (String text : List.of(row + "\n{", row + "\n[]", row + "\n" + row + "x", "[]\n[]")) {
      assertThrows(AnnotationException.class, () -> read(text), text);
    }
  }

  /** Exports of before 2020 say so in place of the labels. */
  @Test
  void whatWasSkippedInOldExportsIsNoRecord() throws IOException {
    String skipped = "{\"External ID\": \"b.jpg\", \"Label\": \"Skip\"}";
    AnnotationFile file =
        read("[" + skipped + ", {\"External ID\": \"a.jpg\", \"Label\": {\"Paper\": []}}]");
    assertEquals(List.of("a.jpg"), file.photos().stream().map(AnnotatedPhoto::name).toList());
    assertEquals(List.of(), file.problems());
  }

  @Test
  void ofKeyAndAddressTheOneThatLooksLikeAPhotoNamesIt() throws IOException {
    for (String about :
        List.of(
            "\"external_id\": null, \"global_key\": \"7c9e\","
                + " \"row_data\": \"https://host.example/My%20Box.jpg?sign=1\"",
            "\"global_key\": \"My Box.jpg\", \"row_data\": \"https://host.example/7c9e.jpg\"",
            "\"global_key\": \"My Box.jpg\", \"row_data\": \"https://host.example/7c9e\"")) {
      assertEquals("My Box.jpg", read(row(about, "")).photos().get(0).name(), about);
    }
    String neither = "\"global_key\": \"BH1\", \"row_data\": \"https://host.example/7c9e\"";
    assertEquals("BH1", read(row(neither, "")).photos().get(0).name());
  }
}
