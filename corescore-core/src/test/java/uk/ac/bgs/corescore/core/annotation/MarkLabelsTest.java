// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.mask.LabelledPolygon;
import uk.ac.bgs.corescore.mask.PieceMark;

/** Label files that say of a shape that it is rubble, unsound and so on, each in its own way. */
class MarkLabelsTest {
  private final Path folder;

  MarkLabelsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** Three shapes of rock each, the second and third rubble, the third said in another way. */
  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of(
            "labelme.json",
            """
            {"version": "5.5.0", "flags": {}, "imagePath": "a.png", "imageHeight": 9, "imageWidth": 99,
             "shapes": [
              {"label": "Rock_Fragment", "description": "piece, wet", "group_id": null,
               "shape_type": "polygon", "flags": {"rubble": false}, "points": [[1, 1], [5, 1], [5, 5]]},
              {"label": "Rock_Fragment", "description": "Rubble and wet", "group_id": null,
               "shape_type": "polygon", "flags": {}, "points": [[11, 1], [15, 1], [15, 5]]},
              {"label": "Rock_Fragment", "description": "", "group_id": null,
               "shape_type": "polygon", "flags": {"rubble": true}, "points": [[21, 1], [25, 1], [25, 5]]}]}
            """),
        Arguments.of(
            "coco.json",
            """
            {"images": [{"id": 1, "file_name": "a.png", "width": 99, "height": 9}],
             "categories": [{"id": 1, "name": "Rock_Fragment"}],
             "annotations": [
              {"id": 1, "image_id": 1, "category_id": 1, "segmentation": [[1, 1, 5, 1, 5, 5]],
               "attributes": {"occluded": false, "rubble": false}},
              {"id": 2, "image_id": 1, "category_id": 1, "segmentation": [[11, 1, 15, 1, 15, 5]],
               "attributes": {"occluded": false, "rubble": true}},
              {"id": 3, "image_id": 1, "category_id": 1, "segmentation": [[21, 1, 25, 1, 25, 5]],
               "attributes": {"state": "fines"}}]}
            """),
        Arguments.of(
            "cvat.xml",
            """
            <annotations><version>1.1</version>
             <image id="0" name="a.png" width="99" height="9">
              <polygon label="Rock_Fragment" points="1,1;5,1;5,5" z_order="0">
               <attribute name="rubble">false</attribute></polygon>
              <polygon label="Rock_Fragment" points="11,1;15,1;15,5" z_order="0">
               <attribute name="note">x</attribute><attribute name="rubble">true</attribute></polygon>
              <polygon label="Rock_Fragment" points="21,1;25,1;25,5" z_order="0">
               <attribute name="state">rubble</attribute></polygon>
              <polygon label="Rock_Fragment" points="1,1;5" z_order="0">
               <attribute name="rubble">true</attribute></polygon>
             </image></annotations>
            """),
        Arguments.of(
            "studio.json",
            """
            [{"id": 1, "data": {"image": "/data/upload/3/a.png"},
              "annotations": [{"id": 9, "was_cancelled": false, "result": [
               {"id": "p", "type": "polygonlabels", "from_name": "label", "to_name": "image",
                "original_width": 100, "original_height": 100,
                "value": {"points": [[1, 1], [5, 1], [5, 5]], "polygonlabels": ["Rock_Fragment"]}},
               {"id": "p", "type": "choices", "from_name": "state", "to_name": "image",
                "original_width": 100, "original_height": 100,
                "value": {"points": [[1, 1], [5, 1], [5, 5]], "choices": ["intact"]}},
               {"id": "q", "type": "polygonlabels", "from_name": "label", "to_name": "image",
                "original_width": 100, "original_height": 100,
                "value": {"points": [[11, 1], [15, 1], [15, 5]], "polygonlabels": ["Rock_Fragment"]}},
               {"id": "q", "type": "choices", "from_name": "state", "to_name": "image",
                "original_width": 100, "original_height": 100,
                "value": {"points": [[11, 1], [15, 1], [15, 5]], "choices": ["Rubble"]}},
               {"id": "r", "type": "polygonlabels", "from_name": "label", "to_name": "image",
                "original_width": 100, "original_height": 100, "meta": {"text": ["rubble"]},
                "value": {"points": [[21, 1], [25, 1], [25, 5]], "polygonlabels": ["Rock_Fragment"]}}]}]}]
            """),
        Arguments.of(
            "features.geojson",
            """
            {"type": "FeatureCollection", "photo": {"name": "a.png"}, "features": [
              {"type": "Feature", "properties": {"label": "Rock_Fragment", "rubble": false},
               "geometry": {"type": "Polygon", "coordinates": [[[1, 1], [5, 1], [5, 5], [1, 1]]]}},
              {"type": "Feature", "properties": {"label": "Rock_Fragment", "rubble": true},
               "geometry": {"type": "MultiPolygon", "coordinates": [
                [[[11, 1], [15, 1], [15, 5], [11, 1]]], [[[31, 1], [35, 1], [35, 5], [31, 1]]]]}},
              {"type": "Feature",
               "properties": {"classification": {"names": ["Rock_Fragment", "Rubble"]}},
               "geometry": {"type": "Polygon", "coordinates": [[[21, 1], [25, 1], [25, 5], [21, 1]]]}}]}
            """),
        Arguments.of(
            "via.json",
            """
            {"a.png12": {"filename": "a.png", "size": 12, "file_attributes": {}, "regions": [
              {"shape_attributes": {"name": "rect", "x": 1, "y": 1, "width": 4, "height": 4},
               "region_attributes": {"rock": "Rock_Fragment", "rubble": "no"}},
              {"shape_attributes": {"name": "rect", "x": 11, "y": 1, "width": 4, "height": 4},
               "region_attributes": {"rock": "Rock_Fragment", "rubble": "yes"}},
              {"shape_attributes": {"name": "rect", "x": 21, "y": 1, "width": 4, "height": 4},
               "region_attributes": {"rock": "Rock_Fragment", "state": {"wet": true, "rubble": true}}}]}}
            """),
        Arguments.of(
            "a.png.json",
            """
            {"size": {"width": 99, "height": 9}, "tags": [], "objects": [
              {"classTitle": "Rock_Fragment", "geometryType": "polygon", "tags": [{"name": "wet"}],
               "points": {"exterior": [[1, 1], [5, 1], [5, 5]], "interior": []}},
              {"classTitle": "Rock_Fragment", "geometryType": "polygon",
               "tags": [{"name": "rubble", "value": null}],
               "points": {"exterior": [[11, 1], [15, 1], [15, 5]], "interior": []}},
              {"classTitle": "Rock_Fragment", "geometryType": "polygon",
               "tags": [{"name": "state", "value": "fines"}],
               "points": {"exterior": [[21, 1], [25, 1], [25, 5]], "interior": []}}]}
            """),
        Arguments.of(
            "labelbox.json",
            """
            [{"External ID": "a.png", "Label": {"classifications": [], "objects": [
              {"title": "Rock_Fragment", "polygon": [{"x": 1, "y": 1}, {"x": 5, "y": 1}, {"x": 5, "y": 5}]},
              {"title": "Rock_Fragment",
               "polygon": [{"x": 11, "y": 1}, {"x": 15, "y": 1}, {"x": 15, "y": 5}],
               "classifications": [{"title": "State", "answer": {"title": "Rubble"}}]},
              {"title": "Rock_Fragment",
               "polygon": [{"x": 21, "y": 1}, {"x": 25, "y": 1}, {"x": 25, "y": 5}],
               "classifications": [{"title": "rubble", "answer": "yes"}]}]}}]
            """),
        Arguments.of(
            "rows.ndjson.json",
            """
            [{"data_row": {"external_id": "a.png"}, "media_attributes": {"width": 99, "height": 9},
              "projects": {"p": {"labels": [{"id": "l", "label_details": {}, "annotations": {"objects": [
               {"name": "Rock_Fragment", "polygon": [{"x": 1, "y": 1}, {"x": 5, "y": 1}, {"x": 5, "y": 5}],
                "classifications": [{"name": "state", "radio_answer": {"name": "intact"}}]},
               {"name": "Rock_Fragment",
                "polygon": [{"x": 11, "y": 1}, {"x": 15, "y": 1}, {"x": 15, "y": 5}],
                "classifications": [{"name": "state", "radio_answer": {"name": "rubble"}}]},
               {"name": "Rock_Fragment",
                "polygon": [{"x": 21, "y": 1}, {"x": 25, "y": 1}, {"x": 25, "y": 5}],
                "classifications": [{"name": "is", "checklist_answers": [{"name": "wet"},
                 {"name": "fines"}]}]}]}}]}}}]
            """));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void aShapeIsRubbleWhereTheFileSaysSo(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, content);
    AnnotationFile read = AnnotationReader.create().read(file);
    assertEquals(
        List.of(false, true, true),
        read.photos().get(0).polygons().stream().map(LabelledPolygon::rubble).toList(),
        () -> read.format() + ": " + read.problems());
    assertEquals(
        name.equals("cvat.xml") ? List.of(Kind.BAD_COORDINATES) : List.of(),
        read.problems().stream().map(AnnotationProblem::kind).toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void marksOfBreaksAndSoundnessAreReadInTheSameWay(String name, String content)
      throws IOException {
    for (PieceMark mark : PieceMark.values()) {
      for (String said : List.of(mark.id(), mark.id().replace('_', ' '))) {
        Path file = folder.resolve(name);
        Files.writeString(file, content.replaceAll("(?i)rubble|fines", said));
        AnnotationFile read = AnnotationReader.create().read(file);
        assertEquals(
            List.of(Set.of(), Set.of(mark), Set.of(mark)),
            read.photos().get(0).polygons().stream().map(LabelledPolygon::marks).toList(),
            () -> said + " in " + read.format() + ": " + read.problems());
      }
    }
  }

  @Test
  void aNoteMaySayMoreThanOneThing() {
    assertEquals(
        Set.of(PieceMark.UNSOUND, PieceMark.INDUCED_BELOW),
        MarkKeywords.in("wet; Unsound AND induced-below"));
    assertEquals(Set.of(), MarkKeywords.in("not unsound, induced"));
  }

  @Test
  void whatFollowsATagIsNotOfTheShapeBeforeIt() throws IOException {
    Path file = folder.resolve("cvat.xml");
    Files.writeString(
        file,
        """
        <annotations><image id="0" name="a.png" width="99" height="9">
          <polygon label="Rock_Fragment" points="1,1;5,1;5,5" z_order="0"/>
          <tag label="box"><attribute name="state">rubble</attribute></tag>
        </image></annotations>
        """);
    AnnotatedPhoto photo = AnnotationReader.create().read(file).photos().get(0);
    assertEquals(List.of(false), photo.polygons().stream().map(LabelledPolygon::rubble).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "rubble,true", "Rubble,true", "fines,true", "'wet, rubble',true", "rubble and fines,true",
    "rubble/gravel,true", "piece,false", "no rubble,false", "rubbled,false", "'',false"
  })
  void aNoteNamesItAmongOtherThings(String note, boolean rubble) {
    assertEquals(rubble ? Set.of(PieceMark.RUBBLE) : Set.of(), MarkKeywords.in(note));
  }

  @ParameterizedTest
  @EnumSource(names = {"LABELTOOL", "LABELME", "COCO", "GEOJSON"})
  void whatIsWrittenReadsBackAsRubble(AnnotationFormat format) throws IOException, ParseException {
    WKTReader wkt = new WKTReader();
    String hole = "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (2 2, 2 4, 4 4, 4 2, 2 2))";
    String parts = "MULTIPOLYGON (((20 0, 30 0, 30 9, 20 0)), ((40 0, 50 0, 50 9, 40 0)))";
    AnnotatedPhoto photo =
        new AnnotatedPhoto(
            "a.png",
            Optional.of(new AnnotatedPhoto.Size(60, 10)),
            List.of(
                new LabelledPolygon(
                    "Rock_Fragment", wkt.read("POLYGON ((10 0, 19 0, 19 9, 10 0))")),
                new LabelledPolygon("Rock_Fragment", wkt.read(hole), Set.of(PieceMark.RUBBLE)),
                new LabelledPolygon(
                    "Rock_Fragment",
                    wkt.read(parts),
                    Set.of(PieceMark.RUBBLE, PieceMark.INDUCED_BELOW))),
            Map.of());
    Path file = folder.resolve("labels." + format.id());
    List<AnnotationProblem> told = AnnotationWriter.write(file, format, List.of(photo), true);
    boolean knows = format != AnnotationFormat.LABELTOOL;
    assertEquals(
        knows ? 0 : 2, told.stream().filter(one -> one.reason().contains("rubble")).count());
    List<Set<PieceMark>> back =
        AnnotationReader.create().read(file).photos().get(0).polygons().stream()
            .map(LabelledPolygon::marks)
            .toList();
    assertEquals(
        knows
            ? photo.polygons().stream().map(LabelledPolygon::marks).toList()
            : List.of(Set.of(), Set.of(), Set.of(), Set.of()),
        back);
  }
}
