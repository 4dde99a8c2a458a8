// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;

/** Supervisely as its library 6.9 writes and reads it. */
class SuperviselyReadingTest {
  private final Path folder;

  SuperviselyReadingTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private AnnotationFile read(String name, String text) throws IOException {
    return AnnotationReader.create().read(Files.writeString(folder.resolve(name), text));
  }

  private static Geometry outline(AnnotationFile file, int shape) {
    return file.photos().get(0).polygons().get(shape).outline();
  }

  private AnnotationFile objects(String objects) throws IOException {
    return read(
        "a.jpg.json",
        "{\"tags\": [], \"size\": {\"width\": 100, \"height\": 50}, \"objects\": ["
            + objects
            + "]}");
  }

  @Test
  void wholeNumbersArePixels() throws IOException {
    AnnotationFile file = read("a.b.jpg.json", LabelSamples.supervisely());
    assertEquals(AnnotationFormat.SUPERVISELY, file.format());
    assertEquals(List.of(), file.problems());
    AnnotatedPhoto photo = file.photos().get(0);
    assertEquals("a.b.jpg", photo.name());
    assertEquals(Optional.of(new AnnotatedPhoto.Size(100, 50)), photo.size());
    assertEquals(Map.of("condition", "poor", "dry", "true"), photo.attributes());
    assertEquals(
        List.of("Rock_Fragment", "Box", "Paper"),
        photo.polygons().stream().map(polygon -> polygon.label()).toList());
    // from the middle of one pixel to that of another
    assertEquals(new Envelope(10.5, 30.5, 10.5, 20.5), outline(file, 0).getEnvelopeInternal());
    assertEquals(20 * 10 - 2 * 2, outline(file, 0).getArea(), "the interior is a hole");
    // the second corner is the last pixel of the rectangle
    assertEquals(new Envelope(0, 100, 0, 50), outline(file, 1).getEnvelopeInternal());
    assertEquals(new Envelope(40, 43, 20, 23), outline(file, 2).getEnvelopeInternal());
    assertEquals(8, outline(file, 2).getArea(), "a ring of pixels");
  }

  /** Fractions, and the far edges, which no pixel has, are points of the photo. */
  @ParameterizedTest
  @CsvSource({"10.25, 50, 10.25, 50", "10, 100, 10, 100", "10, 49, 10.5, 49.5"})
  void fractionsArePoints(double left, double right, double from, double to) throws IOException {
    AnnotationFile file =
        objects(
            """
            {"classTitle": "Box", "geometryType": "polygon",
             "points": {"exterior": [[LEFT, 5], [RIGHT, 5], [RIGHT, 30]], "interior": []}}
            """
                .replace("LEFT", "" + left)
                .replace("RIGHT", "" + right));
    assertEquals(List.of(), file.problems());
    assertEquals(from, outline(file, 0).getEnvelopeInternal().getMinX());
    assertEquals(to, outline(file, 0).getEnvelopeInternal().getMaxX());
  }

  @Test
  void partsAndTurnedBoxes() throws IOException {
    AnnotationFile file =
        objects(
            """
            {"classTitle": "Rock_Fragment", "geometryType": "multipolygon", "parts": [
               {"exterior": [[1, 1], [11, 1], [11, 11], [1, 11]], "interior": []},
               {"exterior": [[21, 1], [31, 1], [31, 11], [21, 11]]}]},
            {"classTitle": "Paper", "geometryType": "oriented_bbox",
             "points": [[40, 10], [59, 19]], "angle": 1.5707963267948966}
            """);
    assertEquals(List.of(), file.problems());
    assertEquals(2, outline(file, 0).getNumGeometries());
    assertEquals(200, outline(file, 0).getArea());
    assertEquals(200, outline(file, 1).getArea(), 1e-9);
    Envelope turned = outline(file, 1).getEnvelopeInternal();
    assertEquals(45, turned.getMinX(), 1e-9, "20 x 10 about (50, 15), turned by a quarter");
    assertEquals(25, turned.getMaxY(), 1e-9);
  }

  /** An image whose palette's 0 is transparent, one with transparency, and one not packed. */
  @Test
  void bitmapsOfEveryForm() throws IOException {
    byte[] black = {0, (byte) 255};
    BufferedImage palette =
        new BufferedImage(
            2,
            2,
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(1, 2, black, black, black, 0));
    BufferedImage alpha = new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB);
    BufferedImage grey = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
    for (BufferedImage picture : List.of(palette, alpha, grey)) {
      for (int i = 0; i < 3; i++) {
        picture.setRGB(i % 2, i / 2, 0xFFFFFFFF);
      }
      String png = LabelSamples.base64Png(picture);
      for (String data : List.of(png, LabelSamples.zlib(Base64.getDecoder().decode(png)))) {
        AnnotationFile file =
            objects(
                "{\"classTitle\": \"Paper\", \"geometryType\": \"bitmap\", \"bitmap\":"
                    + " {\"origin\": [7, 8], \"data\": \""
                    + data
                    + "\"}}");
        assertEquals(List.of(), file.problems());
        assertEquals(3, outline(file, 0).getArea());
        assertEquals(new Envelope(7, 9, 8, 10), outline(file, 0).getEnvelopeInternal());
      }
    }
  }

  @Test
  void whatCannotBeUsedIsSaid() throws IOException {
    AnnotationFile file =
        objects(
            """
            {"classTitle": "Paper", "geometryType": "polyline",
             "points": {"exterior": [[1, 1], [2, 2]], "interior": []}},
            {"classTitle": "Paper", "geometryType": "bitmap", "bitmap": {"origin": [1, 1]}},
            {"classTitle": "Paper", "geometryType": "bitmap",
             "bitmap": {"origin": [1, 1], "data": "AAAA"}},
            {"classTitle": "Paper", "geometryType": "rectangle",
             "points": {"exterior": [[1, 1]], "interior": []}},
            {"classTitle": "Stone", "geometryType": "rectangle",
             "points": {"exterior": [[1, 1], [4, 4]], "interior": []}},
            {"classTitle": "Box", "geometryType": "rectangle",
             "points": {"exterior": [[9, 9], [4, 4]], "interior": []}}
            """);
    assertEquals(
        List.of(
            Kind.UNSUPPORTED, Kind.MALFORMED, Kind.MALFORMED, Kind.MALFORMED, Kind.UNKNOWN_LABEL),
        file.problems().stream().map(AnnotationProblem::kind).toList());
    assertEquals("objects[2]", file.problems().get(2).shape());
    assertEquals(new Envelope(4, 10, 4, 10), outline(file, 0).getEnvelopeInternal());
  }

  @Test
  void projectsAsFoldersAndZips() throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("p/meta.json", "{\"classes\": [{\"title\": \"Box\"}], \"tags\": []}");
    entries.put("p/obj_class_to_machine_color.json", "{\"Box\": [1, 2, 3]}");
    entries.put("p/ds 1/ann/a.jpg.json", LabelSamples.supervisely());
    entries.put("p/ds 1/ann/._a.jpg.json", "\u0000");
    entries.put("p/ds 1/img/a.jpg", "");
    entries.put("p/ds 1/img_info/a.jpg.json", "{\"id\": 3}");
    entries.put("p/ds 2/ann/b.json", LabelSamples.supervisely());
    entries.put("p/ds 2/img/b.png", "");
    Path zip = Files.write(folder.resolve("project.zip"), LabelSamples.zip(entries));
    Path unpacked = folder.resolve("unpacked");
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      Path file = unpacked.resolve(entry.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, entry.getValue());
    }
    for (Path project : List.of(zip, unpacked, unpacked.resolve("p"))) {
      AnnotationFile file = AnnotationReader.create().read(project);
      assertEquals(List.of(), file.problems());
      String above = project.endsWith("p") ? "" : "p/";
      assertEquals(
          List.of(above + "ds 1/img/a.jpg", above + "ds 2/img/b.png"),
          file.photos().stream().map(AnnotatedPhoto::name).toList());
    }
    AnnotationFile set = AnnotationReader.create().read(unpacked.resolve("p/ds 1"));
    assertEquals("a.jpg", set.photos().get(0).name());
    Files.writeString(unpacked.resolve("p/other.json"), LabelSamples.COCO);
    AnnotationException refused =
        assertThrows(AnnotationException.class, () -> AnnotationReader.create().read(unpacked));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("p/other.json (coco)"), refused.toString());
  }
}
