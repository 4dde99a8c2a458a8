// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;

/** Tasks of Label Studio as projects of all kinds have them. */
class LabelStudioReadingTest {
  private final Path folder;

  LabelStudioReadingTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("export.json"), text);
  }

  private AnnotationFile read(String text) throws IOException {
    return AnnotationReader.create().read(file(text));
  }

  /** A task with one annotation. */
  private static String task(String data, String... results) {
    return "[{\"id\": 1, \"data\": "
        + data
        + ", \"annotations\": [{\"id\": 5, \"result\": ["
        + String.join(",", results)
        + "]}]}]";
  }

  /** A rectangle of 10 by 10 px with this left side, on a photo of 100 by 100 px. */
  private static String box(int left, String more) {
    return """
    {"id": "r%d", "type": "rectanglelabels", %s"original_width": 100, "original_height": 100,
     "value": {"x": %d, "y": 0, "width": 10, "height": 10, "rectanglelabels": ["Paper"]}}
    """
        .formatted(left, more, left);
  }

  private static List<String> shapes(AnnotationFile file) {
    return file.photos().stream()
        .flatMap(
            photo ->
                photo.polygons().stream()
                    .map(p -> photo.name() + " " + p.outline().getEnvelopeInternal().getMinX()))
        .toList();
  }

  private static List<Kind> kinds(AnnotationFile file) {
    return file.problems().stream().map(AnnotationProblem::kind).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "/data/upload/1/0a1b2c3d-a.jpg, a.jpg",
    "/data/upload/1/0a1b2c3d-a%20b.jpg, a b.jpg",
    "upload/12/0a1b2c3d-a.jpg, a.jpg",
    "/storage-data/uploaded/?filepath=upload/1/0a1b2c3d-a.jpg, a.jpg",
    "/data/local-files/?d=BH%201/box%201.jpg, BH 1/box 1.jpg",
    "/data/local-files?d=BH1/box+1.jpg, BH1/box+1.jpg",
    "/data/local-files/?d=BH1%5Cbox_1.jpg, BH1\\box_1.jpg",
    "/data/local-files/?d=bo%C3%AEte%2B2.jpg, boîte+2.jpg",
    "https://host.example/cores/BH1/a%2525.jpg?X-Sign=a/b.png, cores/BH1/a%25.jpg",
    "s3://bucket/BH1/a%20b.jpg, BH1/a%20b.jpg",
    "/tasks/3/resolve/?fileuri=czM6Ly9idWNrZXQvQkgxL2EuanBn, BH1/a.jpg",
    "/data/50%.jpg, data/50%.jpg",
    "0a1b2c3d-a.jpg, 0a1b2c3d-a.jpg",
    "C:\\cores\\a.jpg, C:\\cores\\a.jpg",
  })
  void aPhotosNameIsThePathInItsAddress(String address, String name) throws IOException {
    AnnotationFile file =
        read(task("{\"image\": \"" + address.replace("\\", "\\\\") + "\"}", box(0, "")));
    assertEquals(name, file.photos().get(0).name());
  }

  @Test
  void uploadsOfOneNameKeepWhatTellsThemApart() throws IOException {
    String first = task("{\"image\": \"/data/upload/1/0a1b2c3d-a%20b.jpg\"}", box(0, ""));
    String second = task("{\"image\": \"/data/upload/2/9f8e7d6c-a%20b.jpg\"}", box(20, ""));
    String third = task("{\"image\": \"/data/upload/2/9f8e7d6c-c.jpg\"}", box(40, ""));
    String tasks =
        Stream.of(first, second, third)
            .map(list -> list.strip().replaceAll("^\\[|\\]$", ""))
            .collect(Collectors.joining(",", "[", "]"));
    assertEquals(
        List.of("0a1b2c3d-a b.jpg 0.0", "9f8e7d6c-a b.jpg 20.0", "c.jpg 40.0"),
        shapes(read(tasks)));
  }

  @Test
  void eachOfSeveralPhotosHasItsOwnShapes() throws IOException {
    String photos = "{\"images\": [\"/data/upload/1/11112222-dry.jpg\", \"s3://b/wet.jpg\"]}";
    AnnotationFile file =
        read(
            task(
                photos,
                box(0, "\"to_name\": \"image\", \"item_index\": 0, "),
                box(20, "\"to_name\": \"image\", \"item_index\": 1, "),
                "{\"type\": \"choices\", \"from_name\": \"state\", \"value\": {\"choices\":"
                    + " [\"a\"]}}"));
    assertEquals(List.of("dry.jpg 0.0", "wet.jpg 20.0"), shapes(file));
    assertEquals(Map.of("state", "a"), file.photos().get(1).attributes());
    AnnotationFile one = read(task(photos, box(0, "\"item_index\": 0, ")));
    assertEquals(
        List.of(true, false), one.photos().stream().map(AnnotatedPhoto::annotated).toList());

    AnnotationFile tags =
        read(
            task(
                "{\"dry\": \"a.jpg\", \"wet\": \"b.jpg\"}",
                box(0, "\"to_name\": \"wet\", "),
                box(20, "\"to_name\": \"dry\", ")));
    assertEquals(List.of("b.jpg 0.0", "a.jpg 20.0"), shapes(tags));

    AnnotationFile repeated =
        read(
            task(
                "{\"pages\": [{\"text\": \"x\", \"url\": \"a.jpg\"}, {\"url\": \"b.jpg\"}]}",
                box(0, "\"to_name\": \"page_1\", ")));
    assertEquals(List.of("b.jpg 0.0"), shapes(repeated));
  }

  @Test
  void aTaskOfWhichAShapesPhotoIsNotClearIsRefused() throws IOException {
    for (String data :
        List.of(
            "{\"a\": \"a.jpg\", \"b\": \"b.jpg\"}",
            "{\"images\": [\"a.jpg\", \"b.jpg\"]}",
            "{\"depth\": 3}")) {
      AnnotationFile file = read(task(data, box(0, "\"to_name\": \"image\", ")));
      assertEquals(List.of(), shapes(file), data);
      assertEquals(
          data.contains("jpg") ? List.of("a.jpg 1", "b.jpg 1") : List.of(),
          file.photos().stream().map(photo -> photo.name() + " " + photo.leftOut()).toList(),
          "photos whose shapes were left out fail by name");
      assertTrue(kinds(file).stream().allMatch(Kind.MALFORMED::equals) && !kinds(file).isEmpty());
      assertTrue(file.problems().get(0).reason().contains("photo"), data);
    }
    AnnotationFile beyond = read(task("{\"images\": [\"a.jpg\"]}", box(0, "\"item_index\": 1, ")));
    assertTrue(beyond.problems().get(0).reason().contains("item_index is 1"));
  }

  @Test
  void thePhotoIsWhatLooksLikeOne() throws IOException {
    AnnotationFile file =
        read(
            task(
                "{\"hole\": \"BH-12\", \"depth\": \"10.5-13\", \"photo\":"
                    + " \"/data/upload/1/0a1b2c3d-a.jpg\"}",
                box(0, "\"to_name\": \"image\", ")));
    assertEquals(List.of("a.jpg 0.0"), shapes(file));
    AnnotationFile bare = read(task("{\"note\": \"x\", \"image\": \"S1\"}", box(0, "")));
    assertEquals(List.of("S1 0.0"), shapes(bare));
  }

  @Test
  void outlineAndLabelMayBeTagsOfTheirOwn() throws IOException {
    String outline =
        "\"original_width\": 100, \"original_height\": 200, \"value\": {\"points\": [[0, 0], [10,"
            + " 0], [10, 10]]";
    AnnotationFile file =
        read(
            task(
                "{\"image\": \"a.jpg\"}",
                "{\"id\": \"a\", \"type\": \"polygon\", " + outline + "}}",
                "{\"id\": \"a\", \"type\": \"labels\", " + outline + ", \"labels\": [\"Paper\"]}}",
                "{\"id\": \"b\", \"type\": \"ellipse\", \"original_width\": 100,"
                    + " \"original_height\": 200, \"value\": {\"x\": 50, \"y\": 50, \"radiusX\":"
                    + " 20, \"radiusY\": 5, \"rotation\": 90}}",
                "{\"id\": \"b\", \"type\": \"labels\", \"original_width\": 100,"
                    + " \"original_height\": 200, \"value\": {\"labels\": [\"Box\", \"Text\"]}}",
                "{\"id\": \"b\", \"type\": \"choices\", \"value\": {\"choices\": [\"of the"
                    + " shape\"]}}",
                "{\"id\": \"c\", \"type\": \"polygon\", " + outline + "}}",
                "{\"id\": \"d\", \"type\": \"keypointlabels\", \"value\": {\"x\": 1, \"y\": 1,"
                    + " \"width\": 1, \"keypointlabels\": [\"Paper\"]}}",
                "{\"type\": \"relation\", \"from_id\": \"a\", \"to_id\": \"b\"}"));
    AnnotatedPhoto photo = file.photos().get(0);
    assertEquals(100, photo.polygons().get(0).outline().getArea());
    assertEquals("Box", photo.polygons().get(1).label());
    assertEquals(Math.PI * 20 * 10, photo.polygons().get(1).outline().getArea(), 0.5);
    // turned by a right angle: 10 px wide to either side, 20 px high
    assertEquals(40, photo.polygons().get(1).outline().getEnvelopeInternal().getMinX(), 1e-9);
    assertEquals(80, photo.polygons().get(1).outline().getEnvelopeInternal().getMinY(), 1e-9);
    assertEquals(2, photo.polygons().size());
    assertEquals(Map.of(), photo.attributes());
    assertEquals(List.of(Kind.SIMPLIFIED, Kind.MALFORMED, Kind.UNSUPPORTED), kinds(file));
    assertEquals(2, photo.leftOut());
  }

  private static String annotation(int id, String more, int left) {
    return "{\"id\": " + id + ", " + more + ", \"result\": [" + box(left, "") + "]}";
  }

  @Test
  void oneOfSeveralAnnotationsIsRead() throws IOException {
    String task =
        "[{\"data\": {\"image\": \"a.jpg\"}, \"annotations\": ["
            + String.join(
                ",",
                annotation(7, "\"completed_by\": 1, \"created_at\": \"2024-02-01T00:00:00Z\"", 10),
                annotation(
                    6,
                    "\"completed_by\": {\"id\": 2, \"email\": \"b@example.org\"}, \"ground_truth\":"
                        + " true",
                    20),
                annotation(8, "\"completed_by\": 3, \"created_at\": \"2024-03-01T00:00:00Z\"", 30),
                annotation(
                    9,
                    "\"completed_by\": 4, \"was_cancelled\": true, \"created_at\":"
                        + " \"2024-04-01T00:00:00Z\"",
                    40))
            + "]}]";
    AnnotationFile truth = read(task);
    assertEquals(List.of("a.jpg 20.0"), shapes(truth));
    assertEquals(List.of(Kind.CHOSEN), kinds(truth));
    assertEquals(
        "annotation 6 by b@example.org is read, the ground truth; skipped: annotation 7 by 1,"
            + " annotation 8 by 3",
        truth.problems().get(0).reason());
    AnnotationFile latest = read(task.replace("\"ground_truth\": true", "\"ground_truth\": false"));
    assertEquals(List.of("a.jpg 30.0"), shapes(latest));
    Path file = file(task);
    assertEquals(
        List.of("a.jpg 10.0"), shapes(AnnotationReader.create().withAnnotator("1").read(file)));
    AnnotationFile none = AnnotationReader.create().withAnnotator("5").read(file);
    assertEquals(List.of(), none.photos());
    assertEquals(List.of(Kind.CHOSEN), kinds(none));
    assertEquals(1, AnnotationReader.create().strict().read(file).photos().size());
  }

  @Test
  void whereNoTimeIsSaidTheHighestIdIsTheLatest() throws IOException {
    AnnotationFile file =
        read(
            "[{\"data\": {\"image\": \"a.jpg\"}, \"annotations\": ["
                + annotation(10, "\"completed_by\": 1", 10)
                + ","
                + annotation(9, "\"completed_by\": 1", 20)
                + "]}]");
    assertEquals(List.of("a.jpg 10.0"), shapes(file));
  }

  @Test
  void aFileWithoutAnnotationsSaysSo() throws IOException {
    String task =
        "{\"data\": {\"image\": \"a.jpg\"}, \"predictions\": [{\"result\": []}], \"annotations\":"
            + " [%s]}";
    String cancelled = "{\"id\": 1, \"was_cancelled\": true, \"result\": []}";
    AnnotationFile file = read("[" + task.formatted("") + "," + task.formatted(cancelled) + "]");
    assertEquals(List.of(), file.photos());
    assertEquals(
        "none of 2 tasks has an annotation that was not cancelled",
        file.problems().get(0).reason());
    String done = "{\"id\": 2, \"result\": []}";
    AnnotationFile one = read("[" + task.formatted("") + "," + task.formatted(done) + "]");
    assertEquals(List.of(), one.problems());
    assertTrue(one.photos().get(0).annotated());
  }

  @Test
  void theSmallExportIsReadToo() throws IOException {
    String record =
        """
        {"image": "/data/upload/1/0a1b2c3d-a.jpg", "hole": "BH1", "id": 4, "label": [
          {"x": %d, "y": 0, "width": 10, "height": 10, "rotation": 0, "rectanglelabels": ["Paper"],
           "original_width": 100, "original_height": 100},
          {"x": 1, "y": 1, "width": 1, "keypointlabels": ["Paper"], "original_width": 100,
           "original_height": 100}],
         "annotator": 1, "annotation_id": %d, "created_at": "2024-0%d-01T00:00:00Z", "lead_time": 3}
        """;
    AnnotationFile file =
        read("[" + record.formatted(0, 1, 1) + "," + record.formatted(20, 2, 2) + "]");
    assertEquals(AnnotationFormat.LABEL_STUDIO, file.format());
    assertEquals(List.of("a.jpg 20.0"), shapes(file));
    assertEquals(List.of(Kind.CHOSEN, Kind.UNSUPPORTED), kinds(file));
    AnnotationFile several =
        read(
            "["
                + record
                    .formatted(0, 1, 1)
                    .replace("\"/data/upload/1/0a1b2c3d-a.jpg\"", "[\"a.jpg\", \"b.jpg\"]")
                + "]");
    assertEquals(List.of(), shapes(several), "it does not say on which photo a shape is");
    assertEquals(List.of(Kind.MALFORMED, Kind.MALFORMED), kinds(several));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"text\": \"Borehole 12, 3 m\" | text",
        "\"video\": \"/data/upload/1/0a1b2c3d-rig.mp4\" | video",
        "\"audio\": \"s3://bucket/note.wav\" | audio",
        "\"log\": \"https://host.example/log.html?a=b.png\" | log",
      })
  void whatLiesBesideThePhotoIsNoPhoto(String member, String tag) throws IOException {
    for (String photo : List.of("/data/upload/1/0a1b2c3d-a.jpg", "s3://bucket/BH1/scan")) {
      AnnotationFile file =
          read(
              task(
                  "{" + member + ", \"image\": \"" + photo + "\"}",
                  box(20, "\"to_name\": \"img\", "),
                  """
                  {"id": "s", "type": "labels", "to_name": "%s",
                   "value": {"start": 0, "end": 8, "labels": ["Speech"]}}
                  """
                      .formatted(tag),
                  """
                  {"id": "c", "type": "choices", "from_name": "quality", "to_name": "%s",
                   "value": {"choices": ["good"]}}
                  """
                      .formatted(tag)));
      String name = photo.endsWith("a.jpg") ? "a.jpg" : "BH1/scan";
      assertEquals(List.of(name + " 20.0"), shapes(file));
      assertEquals(1, file.photos().size(), file.photos().toString());
      assertEquals(0, file.photos().get(0).leftOut());
      assertEquals(Map.of("quality", "good"), file.photos().get(0).attributes());
      assertEquals(List.of(), file.problems());
    }
  }

  @Test
  void aPhotoOfWhichOnlyTheTextBesideItWasJudgedIsThePhoto() throws IOException {
    AnnotationFile file =
        read(
            task(
                "{\"image\": \"a.jpg\", \"text\": \"3 m\"}",
                "{\"type\": \"choices\", \"from_name\": \"q\", \"to_name\": \"text\","
                    + " \"value\": {\"choices\": [\"good\"]}}"));
    assertEquals("a.jpg", file.photos().get(0).name());
    assertEquals(1, file.photos().size());
  }

  @Test
  void whatIsDrawnOnAMemberThatDoesNotLookLikeAPhotoIsOnIt() throws IOException {
    AnnotationFile file =
        read(
            task(
                "{\"map\": \"m.png\", \"scan\": \"s3://bucket/BH1/scan\"}",
                box(0, "\"to_name\": \"map\", "),
                box(20, "\"to_name\": \"scan\", ")));
    assertEquals(List.of("m.png 0.0", "BH1/scan 20.0"), shapes(file));
  }
}
