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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;

/** VGG Image Annotator as its versions 1.0.6 and 2.0.11 write it. */
class ViaReadingTest {
  private final Path folder;

  ViaReadingTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private AnnotationFile read(String name, String text) throws IOException {
    return AnnotationReader.create().read(Files.writeString(folder.resolve(name), text));
  }

  /** A file of one photo with these regions. */
  private AnnotationFile regions(String regions) throws IOException {
    return read(
        "via.json",
        "{\"a.jpg1\": {\"filename\": \"a.jpg\", \"size\": 1, \"regions\": "
            + regions
            + ", \"file_attributes\": {}}}");
  }

  private static String rect(String attributes) {
    return "{\"shape_attributes\": {\"name\": \"rect\", \"x\": 1, \"y\": 1, \"width\": 4,"
        + " \"height\": 4}, \"region_attributes\": {"
        + attributes.replace('\'', '"')
        + "}}";
  }

  private static List<String> labels(AnnotationFile file) {
    return file.photos().get(0).polygons().stream().map(polygon -> polygon.label()).toList();
  }

  private static Geometry outline(AnnotationFile file, int shape) {
    return file.photos().get(0).polygons().get(shape).outline();
  }

  @Test
  void projects() throws IOException {
    AnnotationFile file = read("via.json", LabelSamples.VIA);
    assertEquals(AnnotationFormat.VIA, file.format());
    assertEquals(List.of(), file.problems());
    assertEquals(
        List.of("a.jpg", "b.jpg"), file.photos().stream().map(AnnotatedPhoto::name).toList());
    assertEquals(Map.of("condition", "moderate"), file.photos().get(0).attributes());
    assertEquals(List.of("Rock_Fragment", "Paper"), labels(file));
    assertEquals(50, outline(file, 0).getArea());
    assertEquals(new Envelope(20, 28, 10, 15), outline(file, 1).getEnvelopeInternal());
    assertTrue(file.photos().get(0).size().isEmpty(), "its size is in bytes");
  }

  /** Version 1 has regions by their number, and repeats the first vertex of a polygon. */
  @Test
  void versionOne() throws IOException {
    AnnotationFile file =
        read(
            "via.json",
            """
            {"a.jpg1": {"fileref": "", "size": 1, "filename": "a.jpg", "base64_img_data": "",
              "file_attributes": {}, "regions": {
                "0": {"shape_attributes": {"name": "polygon", "all_points_x": [1, 9, 9, 1],
                        "all_points_y": [1, 1, 9, 1]}, "region_attributes": {"Name": "Box"}},
                "1": {"shape_attributes": {"name": "circle", "cx": 50, "cy": 40, "r": 20},
                      "region_attributes": {"Name": "Paper"}}}}}
            """);
    assertEquals(List.of(), file.problems());
    assertEquals(List.of("Box", "Paper"), labels(file));
    assertEquals(32, outline(file, 0).getArea());
    assertEquals(4, outline(file, 0).getNumPoints());
    assertEquals(Math.PI * 400, outline(file, 1).getArea(), 0.01 * Math.PI * 400);
    assertTrue(outline(file, 1).getArea() > 0.995 * Math.PI * 400);
  }

  @Test
  void ellipsesAreTurnedByRadians() throws IOException {
    AnnotationFile file =
        regions(
            """
            [{"shape_attributes": {"name": "ellipse", "cx": 50, "cy": 40, "rx": 20, "ry": 10,
                "theta": 1.5707963267948966}, "region_attributes": {"label": "Box"}},
             {"shape_attributes": {"name": "ellipse", "cx": 50, "cy": 40, "rx": 20, "ry": 10},
              "region_attributes": {"label": "Box"}},
             {"shape_attributes": {"name": "ellipse", "cx": 50, "cy": 40, "rx": 0, "ry": 10},
              "region_attributes": {"label": "Box"}},
             {"shape_attributes": {"name": "polyline", "all_points_x": [1, 2, 3],
                "all_points_y": [1, 1, 1]}, "region_attributes": {"label": "Box"}},
             {"shape_attributes": {"name": "polygon", "all_points_x": [1, 2, 3],
                "all_points_y": [1, 1]}, "region_attributes": {"label": "Box"}},
             {"shape_attributes": {"name": "point", "cx": 1, "cy": 2}, "region_attributes": {}}]
            """);
    assertEquals(2, labels(file).size());
    Envelope turned = outline(file, 0).getEnvelopeInternal();
    assertEquals(40, turned.getMinX(), 1e-9);
    assertEquals(60, turned.getMaxY(), 1e-9);
    assertEquals(30, outline(file, 1).getEnvelopeInternal().getMinX(), 1e-9);
    assertEquals(Math.PI * 200, outline(file, 1).getArea(), 0.005 * Math.PI * 200);
    assertEquals(
        List.of(Kind.MALFORMED, Kind.UNSUPPORTED, Kind.MALFORMED, Kind.UNSUPPORTED),
        file.problems().stream().map(AnnotationProblem::kind).toList());
    assertEquals("regions[3]", file.problems().get(1).shape());
  }

  /** The one attribute there is; the one named as labels are; the one with known labels. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'core': 'Box'                               | Box",
        "'note': 'wet', 'Class': 'Box'               | Box",
        "'name': 'n1', 'type': 'Box'                 | Box",
        "'a': 'n1', 'b': 'Box', 'c': ''              | Box",
        "'label': {'Box': true, 'Paper': false}      | Box",
      })
  void whichAttributeIsTheLabel(String attributes, String label) throws IOException {
    AnnotationFile file = regions("[" + rect(attributes) + "]");
    assertEquals(List.of(), file.problems());
    assertEquals(List.of(label), labels(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'name': 'Paper', 'type': 'Box'",
        "'a': 'x', 'b': 'y'",
        "'a': 'Paper', 'b': 'Box'"
      })
  void anAttributeThatIsNotClearIsRefused(String attributes) {
    AnnotationException refused =
        assertThrows(AnnotationException.class, () -> regions("[" + rect(attributes) + "]"));
    String message = String.valueOf(refused.getMessage());
    for (String name : attributes.replaceAll(": '[^']*'", "").split(", ", -1)) {
      assertTrue(message.contains(name), message);
    }
  }

  @Test
  void severalLabelsAndNone() throws IOException {
    AnnotationFile file =
        regions(
            "["
                + rect("'label': {'Box': true, 'Paper': true}")
                + ","
                + rect("")
                + ","
                + rect("'label': {'Box': true}")
                + "]");
    assertEquals(List.of("Box", "Box"), labels(file));
    assertEquals(
        List.of(Kind.SIMPLIFIED, Kind.MALFORMED),
        file.problems().stream().map(AnnotationProblem::kind).toList());
    assertTrue(file.problems().get(1).reason().contains("no label"));
  }

  /** A drop-down stores the option's id; the project states what the option is called. */
  @Test
  void optionsByTheirIds() throws IOException {
    AnnotationFile file =
        read(
            "via.json",
            LabelSamples.VIA
                .replace("\"kind\": \"Rock_Fragment\"", "\"kind\": \"1\"")
                .replace(
                    "{\"type\": \"text\"}",
                    "{\"type\": \"dropdown\", \"options\": {\"1\": \"Rock_Fragment\","
                        + " \"Paper\": \"a sheet\"}}"));
    assertEquals(List.of(), file.problems());
    assertEquals(List.of("Rock_Fragment", "Paper"), labels(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#", "\uFEFF"})
  void tables(String before) throws IOException {
    AnnotationFile file =
        read(
            "via.csv",
            before
                + """
                filename,file_size,file_attributes,region_count,region_id,region_shape_attributes,region_attributes
                a.jpg,1,"{""condition"":""poor""}",2,0,"{""name"":""rect"",""x"":1,""y"":2,""width"":3,""height"":4}","{""label"":""Box""}"
                a.jpg,1,"{""condition"":""poor""}",2,1,"{""name"":""circle"",""cx"":30,""cy"":30,""r"":9}","{""label"":""Paper""}"
                b.jpg,1,"{}",0,0,"{}","{}"
                c.jpg,1
                d.jpg,1,"{}",1,0,"{","{}"
                """);
    assertEquals(AnnotationFormat.VIA, file.format());
    assertEquals(
        List.of("a.jpg", "b.jpg"), file.photos().stream().map(AnnotatedPhoto::name).toList());
    assertEquals(Map.of("condition", "poor"), file.photos().get(0).attributes());
    assertEquals(List.of("Box", "Paper"), labels(file));
    assertEquals(12, outline(file, 0).getArea());
    assertEquals(List.of(), file.photos().get(1).polygons());
    assertEquals(2, file.problems().size());
    assertTrue(file.problems().get(0).reason().contains("7 columns expected, there are 2"));
    assertTrue(file.problems().get(1).reason().contains("not a sound JSON text"));
  }
}
