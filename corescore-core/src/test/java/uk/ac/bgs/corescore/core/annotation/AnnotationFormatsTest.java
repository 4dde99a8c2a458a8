// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/** What each format's sample holds. */
class AnnotationFormatsTest {
  private final Path folder;

  AnnotationFormatsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private AnnotationFile read(String name, String text) throws IOException {
    return AnnotationReader.create().read(Files.writeString(folder.resolve(name), text));
  }

  private static List<String> labels(AnnotatedPhoto photo) {
    return photo.polygons().stream().map(LabelledPolygon::label).toList();
  }

  private static double area(AnnotatedPhoto photo, int index) {
    return photo.polygons().get(index).outline().getArea();
  }

  @Test
  void labelbox() throws IOException {
    AnnotationFile file = read("labels.json", LabelSamples.LABELBOX);
    assertEquals(List.of(), file.problems());
    assertEquals(
        List.of("a.JPEG", "b.JPEG"), file.photos().stream().map(AnnotatedPhoto::name).toList());
    AnnotatedPhoto photo = file.photos().get(0);
    assertEquals(Optional.empty(), photo.size());
    assertEquals(List.of("Rock_Fragment", "Rock_Fragment", "Core_Plug"), labels(photo));
    assertEquals(
        Map.of(
            "pick_most_suitable_classification_for_rock_condition",
            "moderate",
            "review_score",
            "1"),
        photo.attributes());
    assertEquals(50, area(photo, 0));
    assertEquals("POLYGON ((1 2, 11 2, 11 12, 1 2))", photo.polygons().get(0).outline().toText());
    assertEquals(4, photo.polygons().get(1).outline().getNumPoints(), "a closed ring stays so");
    assertEquals(List.of(), file.photos().get(1).polygons());
  }

  @Test
  void labelToolObjectListAndZip() throws IOException {
    AnnotationFile single = read("a.json", LabelSamples.LABELTOOL);
    assertEquals(AnnotationFormat.LABELTOOL, single.format());
    assertEquals(List.of("Rock_Fragment", "Box"), labels(single.photos().get(0)));
    assertEquals(400, area(single.photos().get(0), 0));
    String answers =
        "\"labels\": [{\"label\": \"condition\", \"values\": [\"poor\", \"wet\"]},"
            + " {\"label\": \"note\", \"values\": []}]";
    assertEquals(
        Map.of("condition", "poor, wet"),
        read("b.json", LabelSamples.LABELTOOL.replace("\"labels\": []", answers))
            .photos()
            .get(0)
            .attributes());

    AnnotationFile list =
        read("list.json", "[" + LabelSamples.LABELTOOL + "," + LabelSamples.LABELTOOL + "]");
    assertEquals(
        List.of(single.photos().get(0), single.photos().get(0)).toString(),
        list.photos().toString());

    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("a.json", LabelSamples.LABELTOOL);
    entries.put("set/b.json", LabelSamples.LABELTOOL.replace("a.jpg", "b.jpg"));
    entries.put("readme.txt", "not a label file");
    Path zip = Files.write(folder.resolve("export.zip"), LabelSamples.zip(entries));
    AnnotationFile export = AnnotationReader.create().read(zip);
    assertEquals(AnnotationFormat.LABELTOOL, export.format());
    assertEquals(
        List.of("a.jpg", "b.jpg"), export.photos().stream().map(AnnotatedPhoto::name).toList());
  }

  @Test
  void labelmeJoinsGroupsAndTracesMasks() throws IOException {
    AnnotationFile file = read("a.json", LabelSamples.labelme());
    assertEquals(List.of(), file.problems());
    AnnotatedPhoto photo = file.photos().get(0);
    assertEquals("..\\a.jpg", photo.name(), "folders stay");
    assertEquals("a.jpg", photo.fileName());
    assertEquals(Optional.of(new AnnotatedPhoto.Size(100, 50)), photo.size());
    assertEquals(Map.of("sharp", "true"), photo.attributes());
    assertEquals(List.of("Rock_Fragment", "Rock_Fragment_2"), labels(photo));
    MultiPolygon parts = assertInstanceOf(MultiPolygon.class, photo.polygons().get(0).outline());
    assertEquals(47.5 + 100, parts.getArea());
    Polygon ring = assertInstanceOf(Polygon.class, photo.polygons().get(1).outline());
    assertEquals(8, ring.getArea());
    assertEquals(1, ring.getNumInteriorRing());
    assertEquals("Env[40.0 : 43.0, 10.0 : 13.0]", ring.getEnvelopeInternal().toString());
  }

  @Test
  void cocoPolygonsAreOneShapeAndBothRunLengthsRunDownTheColumns() throws IOException {
    AnnotationFile file = read("coco.json", LabelSamples.COCO);
    AnnotatedPhoto small = file.photos().get(0);
    assertEquals("boxes/a.jpg", small.name(), "folders stay");
    assertEquals("a.jpg", small.fileName());
    assertEquals(Optional.of(new AnnotatedPhoto.Size(4, 3)), small.size());
    assertEquals(List.of("Rock_Fragment", "Text"), labels(small));
    // counts 3 3 1 1 1 3: column 1 whole, the middle of column 2, column 3 whole
    assertEquals(7, area(small, 0));
    assertEquals(
        "Env[1.0 : 4.0, 0.0 : 3.0]",
        small.polygons().get(0).outline().getEnvelopeInternal().toString());
    assertEquals(9, area(small, 1));
    assertEquals(
        List.of(AnnotationProblem.Kind.CROWD),
        file.problems().stream().map(AnnotationProblem::kind).toList());
    AnnotatedPhoto large = file.photos().get(1);
    assertInstanceOf(MultiPolygon.class, large.polygons().get(0).outline());
    assertEquals(100 + 47.5, area(large, 0));
  }

  @Test
  void cvat() throws IOException {
    AnnotationFile file = read("annotations.xml", LabelSamples.CVAT);
    assertEquals(List.of(), file.problems());
    AnnotatedPhoto photo = file.photos().get(0);
    assertEquals("box/a.jpg", photo.name());
    assertEquals(Map.of("moderate", "true"), photo.attributes());
    assertEquals(List.of("Rock_Fragment", "Box", "Paper"), labels(photo));
    assertEquals(10.5 * 10.25 / 2, area(photo, 0));
    assertEquals(5000, area(photo, 1));
    // rows of 4: XXX. XXXX
    assertEquals(7, area(photo, 2));
    assertEquals(
        "Env[10.0 : 14.0, 20.0 : 22.0]",
        photo.polygons().get(2).outline().getEnvelopeInternal().toString());
    assertEquals("b.jpg", file.photos().get(1).name());
  }

  @Test
  void cvatTurnsBoxesAboutTheirCentreAndJoinsGroups() throws IOException {
    AnnotationFile file =
        read(
            "annotations.xml",
            """
            <annotations><image name="a.jpg" width="100" height="100">
              <box label="Paper" xtl="40" ytl="45" xbr="60" ybr="55" rotation="90"/>
              <box label="Rock_Fragment" xtl="0" ytl="0" xbr="10" ybr="10" group_id="2"/>
              <box label="Rock_Fragment" xtl="5" ytl="0" xbr="15" ybr="10" group_id="2"/>
              <ellipse label="Text" cx="50" cy="50" rx="20" ry="10" rotation="90" z_order="-1"/>
              <polyline label="Paper" points="1,1;2,2"/>
            </image></annotations>
            """);
    AnnotatedPhoto photo = file.photos().get(0);
    assertEquals(List.of("Text", "Paper", "Rock_Fragment"), labels(photo), "from below to above");
    Envelope ellipse = photo.polygons().get(0).outline().getEnvelopeInternal();
    assertEquals(40, ellipse.getMinX(), 1e-9);
    assertEquals(30, ellipse.getMinY(), 1e-9);
    assertEquals(Math.PI * 200, area(photo, 0), 0.5);
    assertEquals(45, photo.polygons().get(1).outline().getEnvelopeInternal().getMinX(), 1e-9);
    assertEquals(40, photo.polygons().get(1).outline().getEnvelopeInternal().getMinY(), 1e-9);
    assertEquals(150, area(photo, 2), "parts that overlap are united");
    assertEquals(
        List.of(AnnotationProblem.Kind.UNSUPPORTED),
        file.problems().stream().map(AnnotationProblem::kind).toList());
  }

  @Test
  void labelmeShapesOfAllKinds() throws IOException {
    String shape =
        """
        {"version": "VERSION", "imagePath": "a.jpg", "imageWidth": 100, "imageHeight": 100, "shapes": [
          {"label": "Paper", "points": [[50, 50], [53, 54]], "shape_type": "circle"},
          {"label": "Box", "points": [[5, 5], [15, 10], [13, 14], [3, 9]],
           "shape_type": "oriented_rectangle"},
          {"label": "Text", "points": [[10.6, -1.6], [12.6, 0.4]], "shape_type": "mask", "mask": "MASK"},
          {"label": "Paper", "points": [[1, 1], [2, 2]], "shape_type": "line"},
          {"label": "Paper", "points": [[1, 1]], "shape_type": "circle"}]}
        """
            .replace("MASK", LabelSamples.ringPng());
    AnnotationFile file = read("a.json", shape.replace("VERSION", "7.0.4"));
    AnnotatedPhoto photo = file.photos().get(0);
    assertEquals(Math.PI * 25, area(photo, 0), 0.2);
    assertEquals(45, photo.polygons().get(0).outline().getEnvelopeInternal().getMinX(), 1e-9);
    assertEquals(50, area(photo, 1));
    assertEquals("Env[10.0 : 13.0, -1.0 : 2.0]", envelope(photo, 2), "cut off");
    for (String rounding : List.of("7.1.0", "7.1.0rc1", "10.0.0", "")) {
      AnnotatedPhoto rounded = read("a.json", shape.replace("VERSION", rounding)).photos().get(0);
      assertEquals("Env[11.0 : 14.0, -2.0 : 1.0]", envelope(rounded, 2), rounding);
    }
    assertEquals(
        List.of(AnnotationProblem.Kind.UNSUPPORTED, AnnotationProblem.Kind.MALFORMED),
        file.problems().stream().map(AnnotationProblem::kind).toList());
  }

  private static String envelope(AnnotatedPhoto photo, int index) {
    return photo.polygons().get(index).outline().getEnvelopeInternal().toString();
  }

  /** Ids beyond 2^53 that are the same number as a {@code double}, and ids that are texts. */
  @Test
  void cocoIdsOfAllSizesStayApart() throws IOException {
    String file =
        """
        {"images": [{"id": FIRST, "file_name": "a.jpg"}, {"id": SECOND, "file_name": "b.jpg"}],
         "categories": [{"id": FIRST, "name": "Paper"}, {"id": SECOND, "name": "Text"}],
         "annotations": [
           {"image_id": SECOND, "category_id": FIRST, "segmentation": [[0, 0, 1, 0, 1, 1]]},
           {"image_id": FIRST, "category_id": SECOND, "segmentation": [[0, 0, 1, 0, 1, 1]]}]}
        """;
    for (List<String> ids :
        List.of(
            List.of("9007199254740992", "9007199254740993"),
            List.of("-9007199254740993", "-9007199254740994"),
            List.of("18446744073709551616", "18446744073709551617"),
            List.of("\"a\"", "\"b\""),
            List.of("1", "2"))) {
      AnnotationFile read =
          read("coco.json", file.replace("FIRST", ids.get(0)).replace("SECOND", ids.get(1)));
      assertEquals(List.of(), read.problems(), ids.toString());
      assertEquals(List.of("Text"), labels(read.photos().get(0)), ids.toString());
      assertEquals(List.of("Paper"), labels(read.photos().get(1)), ids.toString());
    }
  }

  /** CVAT marks each mask as a crowd in its COCO export. */
  @Test
  void crowdsAreSaidOnceAndAllowedWhereReadingIsStrict() throws IOException {
    Path file = Files.writeString(folder.resolve("coco.json"), LabelSamples.COCO);
    AnnotationFile read = AnnotationReader.create().strict().read(file);
    assertEquals(
        "shapes marked as crowds (iscrowd), as CVAT marks each mask: 1",
        read.problems().get(0).reason());
    assertEquals(1, read.problems().size());
  }

  @Test
  void labelStudio() throws IOException {
    AnnotationFile file = read("export.json", LabelSamples.LABEL_STUDIO);
    assertEquals(List.of(), file.problems());
    assertEquals(1, file.photos().size(), "a cancelled annotation is none");
    AnnotatedPhoto photo = file.photos().get(0);
    assertEquals("a.jpg", photo.name());
    assertEquals(Optional.of(new AnnotatedPhoto.Size(200, 100)), photo.size());
    assertEquals(Map.of("condition", "poor"), photo.attributes());
    assertEquals(List.of("Rock_Fragment", "Paper"), labels(photo));
    assertEquals("POLYGON ((0 0, 100 0, 100 50, 0 0))", photo.polygons().get(0).outline().toText());
    assertEquals(
        "Env[20.0 : 30.0, 20.0 : 30.0]",
        photo.polygons().get(1).outline().getEnvelopeInternal().toString());
  }

  @Test
  void labelStudioBrushIsTheFourthChannelOfABitStream() throws IOException, ParseException {
    // 3 x 2 pixels, drawn: the last of the first row and all of the second
    BrushBits bits = new BrushBits();
    bits.put(24, 32).put(7, 5).put(2, 4).put(3, 4).put(7, 4).put(15, 4);
    bits.put(1, 1).put(0, 2).put(7, 3).put(0, 8); // 8 zeros: two pixels, repeated
    bits.put(0, 1)
        .put(1, 2)
        .put(3, 4)
        .put(0, 8)
        .put(0, 8)
        .put(0, 8)
        .put(255, 8); // one, word by word
    bits.put(1, 1).put(2, 2).put(11, 8).put(255, 8); // three pixels
    AnnotationFile file =
        read(
            "brush.json",
            """
            [{"data": {"image": "s3://bucket/a.jpg"}, "annotations": [{"result": [
              {"type": "brushlabels", "original_width": 3, "original_height": 2,
               "value": {"format": "rle", "rle": %s, "brushlabels": ["Rock_Fragment"]}}]}]}]
            """
                .formatted(bits.bytes()));
    assertEquals(List.of(), file.problems());
    assertTrue(
        new WKTReader()
            .read("POLYGON ((2 0, 3 0, 3 2, 0 2, 0 1, 2 1, 2 0))")
            .equalsTopo(file.photos().get(0).polygons().get(0).outline()));
    assertEquals(4, area(file.photos().get(0), 0));
  }

  @Test
  void geoJsonHasHolesPartsAndTheFilesName() throws IOException {
    AnnotationFile file = read("S1.Cropped_Top_1.geojson", LabelSamples.GEOJSON);
    assertEquals(List.of(), file.problems());
    AnnotatedPhoto photo = file.photos().get(0);
    assertEquals("S1.Cropped_Top_1", photo.name());
    assertEquals(List.of("Rock_Fragment", "Paper"), labels(photo));
    assertEquals(96, area(photo, 0));
    assertInstanceOf(MultiPolygon.class, photo.polygons().get(1).outline());

    String feature =
        LabelSamples.GEOJSON.substring(
            LabelSamples.GEOJSON.indexOf("{\"type\": \"Feature\","),
            LabelSamples.GEOJSON.indexOf(
                "{\"type\": \"Feature\", \"geometry\": {\"type\": \"Multi"));
    String one = feature.strip().substring(0, feature.strip().length() - 1);
    for (String text : List.of(one, "[" + one + "]")) {
      AnnotationFile part = read("b.json", text);
      assertEquals(AnnotationFormat.GEOJSON, part.format());
      assertEquals(96, area(part.photos().get(0), 0));
    }
  }

  /** As labelme leaves them beside the photos, with what a Mac and other programs add. */
  @Test
  void foldersAndZipsOfLabelFiles() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("BH1/box_001.json", LabelSamples.labelme().replace("..\\\\a.jpg", "box_001.jpg"));
    files.put("BH2/box_001.json", LabelSamples.labelme().replace("..\\\\a.jpg", "box_001.jpg"));
    files.put("BH2/box_002.json", LabelSamples.labelme().replace("..\\\\a.jpg", "box_002.jpg"));
    files.put("BH2/._box_002.json", "\0\5\26\7");
    files.put("__MACOSX/BH2/box_002.json", "x");
    files.put("BH2/cut.json", "{\"shapes\": [");
    files.put("BH2/settings.json", "{\"theme\": 1}");
    files.put("BH2/readme.md", "no label file");
    Path labels = folder.resolve("labels");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path target = labels.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.getValue());
    }
    Path zip = Files.write(folder.resolve("labels.zip"), LabelSamples.zip(files));
    for (Path source : List.of(labels, zip)) {
      AnnotationFile read = AnnotationReader.create().read(source);
      assertEquals(AnnotationFormat.LABELME, read.format());
      assertEquals(
          List.of("BH1/box_001.jpg", "BH2/box_001.jpg", "box_002.jpg"),
          read.photos().stream().map(AnnotatedPhoto::name).toList(),
          "folders are part of a name that is there twice");
      assertEquals(2, read.problems().size(), read.problems()::toString);
      assertTrue(read.problems().get(0).file().endsWith("cut.json"));
      assertTrue(read.problems().get(0).reason().startsWith("not a sound JSON text"));
      assertTrue(read.problems().get(1).file().endsWith("settings.json"));
      assertTrue(read.problems().get(1).reason().startsWith("expected labelme"));
      assertEquals(
          read.problems(),
          AnnotationReader.create().read(source, AnnotationFormat.LABELME).problems());
      assertThrows(
          AnnotationException.class, () -> AnnotationReader.create().strict().read(source));
      assertThrows(
          AnnotationException.class,
          () -> AnnotationReader.create().read(source, AnnotationFormat.CVAT));
    }
    Path cut = Files.createDirectories(folder.resolve("cut"));
    Files.writeString(cut.resolve("a.json"), "{");
    AnnotationException refused =
        assertThrows(AnnotationException.class, () -> AnnotationReader.create().read(cut));
    assertTrue(String.valueOf(refused.getMessage()).contains("a.json: not a sound JSON text"));
  }

  /** What QuPath writes for classes, of all versions. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"classification\": {\"name\": \"Paper\", \"color\": [1, 2, 3]}",
        "\"classification\": {\"names\": [\"Paper\", \"wet\", \"dark\"], \"color\": [1, 2, 3]}",
        "\"classification\": {\"parentClass\": {\"name\": \"Paper\", \"colorRGB\": -1}, \"name\":"
            + " \"wet\"}",
        "\"classification\": \"Paper: wet\"",
        "\"classification\": null, \"name\": \"Paper\"",
        "\"label\": \"Paper\", \"name\": \"7\""
      })
  void classesOfQuPath(String properties) throws IOException {
    String text =
        """
        {"type": "Feature", "properties": {%s}, "geometry": {"type": "Polygon",
          "coordinates": [[[0, 0], [10, 0], [10, 10], [0, 0]]]}}
        """
            .formatted(properties);
    AnnotationFile file = read("a.geojson", text);
    assertEquals(List.of("Paper"), labels(file.photos().get(0)));
    boolean isDerived = properties.contains("wet");
    assertEquals(
        isDerived ? List.of(AnnotationProblem.Kind.SIMPLIFIED) : List.of(),
        file.problems().stream().map(AnnotationProblem::kind).toList());
    if (isDerived) {
      assertTrue(
          file.problems().get(0).reason().contains("'Paper: wet"), file.problems()::toString);
      // where the whole is a label, it is the label
      AnnotationFile whole =
          AnnotationReader.create().withAnyLabel().read(folder.resolve("a.geojson"));
      assertTrue(labels(whole.photos().get(0)).get(0).startsWith("Paper: wet"));
    }
  }

  /** Whether a person annotated a photo without shapes is a statement of the file, or not known. */
  @Test
  void aPhotoWithoutShapesIsAnnotatedOnlyWhereTheFileSaysSo() throws IOException {
    assertEquals(
        List.of(true, true),
        read("lb.json", LabelSamples.LABELBOX).photos().stream()
            .map(AnnotatedPhoto::annotated)
            .toList());
    assertEquals(
        List.of(true, false),
        read("cvat.xml", LabelSamples.CVAT).photos().stream()
            .map(AnnotatedPhoto::annotated)
            .toList());
    assertEquals(
        List.of(true, false, true),
        read(
                "coco.json",
                """
                {"images": [{"id": 1, "file_name": "a.jpg", "annotated": true},
                            {"id": 2, "file_name": "b.jpg", "annotated": false},
                            {"id": 3, "file_name": "c.jpg"}],
                 "categories": [{"id": 1, "name": "Paper"}],
                 "annotations": [{"image_id": 3, "category_id": 1, "segmentation": [[0, 0, 1, 1]]}]}
                """)
            .photos()
            .stream()
            .map(AnnotatedPhoto::annotated)
            .toList(),
        "a shape that was left out was drawn");
    AnnotatedPhoto unknown =
        read("a.geojson", "{\"type\": \"FeatureCollection\", \"features\": []}").photos().get(0);
    assertFalse(unknown.annotated());
    for (AnnotationFormat format : List.of(AnnotationFormat.GEOJSON, AnnotationFormat.COCO)) {
      for (boolean annotated : new boolean[] {true, false}) {
        AnnotatedPhoto photo =
            new AnnotatedPhoto(
                "b.jpg", Optional.empty(), List.of(), Map.of(), List.of(), 0, annotated);
        Path written = folder.resolve("written.json");
        assertEquals(List.of(), AnnotationWriter.write(written, format, List.of(photo), true));
        assertEquals(
            annotated, AnnotationReader.create().read(written).photos().get(0).annotated());
      }
    }
  }

  @Test
  void howManyShapesWereLeftOutIsCounted() throws IOException {
    AnnotationFile file =
        read(
            "a.json",
            LabelSamples.LABELTOOL.replace("[10, 20], [30, 20]", "[null, null], [30, 20]"));
    assertEquals(1, file.photos().get(0).leftOut());
    assertEquals(0, read("b.json", LabelSamples.LABELTOOL).photos().get(0).leftOut());
  }

  /** Writes bits, the highest of each number and byte first. */
  private static final class BrushBits {
    private final List<Integer> bits = new ArrayList<>();

    BrushBits put(int value, int count) {
      for (int i = count - 1; i >= 0; i--) {
        bits.add(value >> i & 1);
      }
      return this;
    }

    List<Integer> bytes() {
      List<Integer> bytes = new ArrayList<>();
      for (int i = 0; i < bits.size(); i += 8) {
        int octet = 0;
        for (int b = i; b < i + 8; b++) {
          octet = octet << 1 | (b < bits.size() ? bits.get(b) : 0);
        }
        bytes.add(octet);
      }
      assertTrue(bytes.stream().allMatch(octet -> octet < 256));
      return bytes;
    }
  }

  /** As where two files were put together by hand. */
  @Test
  void cocoIdsThatStandForSeveralThingsAreNotGuessed() throws IOException {
    String file =
        """
        {"images": [{"id": 1, "file_name": "a.jpg"}, {"id": %d, "file_name": "b.jpg"}],
         "categories": [{"id": 1, "name": "Paper"}, {"id": %d, "name": "Text"}],
         "annotations": [
           {"image_id": 1, "category_id": 1, "segmentation": [[0, 0, 1, 0, 1, 1]]}]}
        """;
    AnnotationFile categories = read("coco.json", file.formatted(2, 1));
    assertEquals(List.of(), labels(categories.photos().get(0)));
    assertEquals(1, categories.photos().get(0).leftOut());
    assertEquals(
        "several categories have the id 1: Paper, Text", categories.problems().get(0).reason());
    AnnotationFile images = read("coco.json", file.formatted(1, 2));
    assertEquals(
        List.of("a.jpg 0 1", "b.jpg 0 1"),
        images.photos().stream()
            .map(photo -> photo.name() + " " + photo.polygons().size() + " " + photo.leftOut())
            .toList());
    assertEquals(
        List.of("a.jpg", "b.jpg", "annotations[0]"),
        images.problems().stream().map(AnnotationProblem::record).toList());
    AnnotationFile twice =
        read("coco.json", file.formatted(1, 1).replace("Text", "Paper").replace("b.jpg", "a.jpg"));
    assertEquals(List.of("Paper"), labels(twice.photos().get(0)), "the same said twice is clear");
    assertEquals(List.of(), twice.problems());
  }
}
