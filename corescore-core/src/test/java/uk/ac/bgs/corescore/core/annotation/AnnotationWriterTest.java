// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import uk.ac.bgs.corescore.core.annotation.AnnotationProblem.Kind;
import uk.ac.bgs.corescore.core.internal.json.JsonValue;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/** What is written reads back, or is reported. */
class AnnotationWriterTest {
  private static final String PLAIN = "POLYGON ((1 2, 11 2, 13 12, 1 12, 1 2))";
  private static final String CROSSING = "POLYGON ((0 0, 9 9, 9 0, 0 8, 0 0))";
  private static final String FRACTIONS = "POLYGON ((1.25 2, 11.1 2, 11 12.7, 1.25 2))";
  private static final String PARTS =
      "MULTIPOLYGON (((20 0, 30 0, 30 10, 20 0)), ((40 0, 50 0, 50 10, 40 0)))";
  private static final String HOLE =
      "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 2 4, 4 4, 4 2, 2 2))";
  private static final String PARTS_WITH_HOLE =
      "MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 2 4, 4 4, 4 2, 2 2)),"
          + " ((20 0, 30 0, 30 10, 20 10, 20 0)))";

  private final Path folder;

  AnnotationWriterTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Geometry wkt(String text) {
    try {
      return new WKTReader().read(text);
    } catch (ParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static AnnotatedPhoto photo(String... outlines) {
    return new AnnotatedPhoto(
        "S1.Cropped_Top_1.JPEG",
        Optional.of(new AnnotatedPhoto.Size(50, 10)),
        Stream.of(outlines).map(text -> new LabelledPolygon("Rock_Fragment", wkt(text))).toList(),
        Map.of());
  }

  private AnnotatedPhoto back(AnnotationFormat format, AnnotatedPhoto photo, Kind... kinds)
      throws IOException {
    Path file = folder.resolve("labels." + format.id());
    List<AnnotationProblem> problems = AnnotationWriter.write(file, format, List.of(photo), true);
    assertEquals(List.of(kinds), problems.stream().map(AnnotationProblem::kind).toList());
    AnnotationFile read = AnnotationReader.create().read(file);
    assertEquals(format, read.format());
    assertEquals(photo.name(), read.photos().get(0).name());
    return read.photos().get(0);
  }

  private static void assertSame(AnnotatedPhoto expected, AnnotatedPhoto actual) {
    assertEquals(expected.polygons().size(), actual.polygons().size());
    for (int i = 0; i < expected.polygons().size(); i++) {
      assertEquals(expected.polygons().get(i).label(), actual.polygons().get(i).label());
      assertTrue(
          expected
              .polygons()
              .get(i)
              .outline()
              .norm()
              .equalsExact(actual.polygons().get(i).outline().norm()),
          () -> expected.polygons() + " but " + actual.polygons());
    }
  }

  /** QuPath 0.4 to 0.6 reads a class only if it has a name and a colour. */
  @Test
  void aClassInGeoJsonHasAColour() throws IOException {
    var unused = back(AnnotationFormat.GEOJSON, photo(PLAIN));
    JsonValue root = JsonValue.read(Files.readAllBytes(folder.resolve("labels.geojson")), Set.of());
    JsonValue classified = root.get("features").get(0).get("properties").get("classification");
    assertEquals("Rock_Fragment", classified.get("name").plain());
    assertEquals(3, classified.get("color").items().size());
    for (JsonValue part : classified.get("color").items()) {
      assertTrue(part.count() >= 0 && part.count() < 256, () -> part.plain());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LABELTOOL", "LABELME", "COCO", "GEOJSON"})
  void polygonsReadBackTheSameEvenIfTheyCrossThemselves(AnnotationFormat format)
      throws IOException {
    AnnotatedPhoto photo = photo(PLAIN, CROSSING);
    AnnotatedPhoto back = back(format, photo);
    assertSame(photo, back);
    if (format != AnnotationFormat.LABELTOOL) {
      assertEquals(photo.size(), back.size());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LABELME", "COCO", "GEOJSON"})
  void fractionsAndPartsReadBackTheSame(AnnotationFormat format) throws IOException {
    AnnotatedPhoto photo = photo(FRACTIONS, PARTS, PLAIN, PARTS);
    assertSame(photo, back(format, photo));
  }

  @ParameterizedTest
  @EnumSource(names = {"LABELME", "COCO", "GEOJSON"})
  void holesOnPixelsReadBackTheSame(AnnotationFormat format) throws IOException {
    AnnotatedPhoto photo = photo(HOLE, PLAIN, PARTS_WITH_HOLE);
    assertSame(photo, back(format, photo));
  }

  @Test
  void holesBetweenPixelsBecomeThePixelsInsideWhereTheFormatHasMasksOnly() throws IOException {
    AnnotatedPhoto photo = photo("POLYGON ((0 0, 9.8 0, 9.8 9.8, 0 0), (6 2, 8 2, 8 4, 6 2))");
    assertSame(photo, back(AnnotationFormat.GEOJSON, photo));
    AnnotatedPhoto labelme = back(AnnotationFormat.LABELME, photo, Kind.SIMPLIFIED);
    AnnotatedPhoto coco = back(AnnotationFormat.COCO, photo, Kind.SIMPLIFIED);
    assertSame(labelme, coco);
    double area = coco.polygons().get(0).outline().getArea();
    assertEquals(Math.rint(area), area);
    assertEquals(photo.polygons().get(0).outline().getArea(), area, 8);
  }

  @Test
  void labelToolFillsHolesSplitsPartsAndRoundsAndSaysSo() throws IOException {
    AnnotatedPhoto back =
        back(
            AnnotationFormat.LABELTOOL,
            photo(HOLE, PARTS, FRACTIONS, "POLYGON ((0 0, 0.2 0, 0.2 0.2, 0 0))"),
            Kind.SIMPLIFIED,
            Kind.SIMPLIFIED,
            Kind.SIMPLIFIED,
            Kind.TOO_FEW_POINTS);
    assertSame(
        photo(
            "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))",
            "POLYGON ((20 0, 30 0, 30 10, 20 0))",
            "POLYGON ((40 0, 50 0, 50 10, 40 0))",
            "POLYGON ((1 2, 11 2, 11 13, 1 2))"),
        back);
  }

  @Test
  void anEmptyMaskIsReported() throws IOException {
    AnnotatedPhoto back =
        back(
            AnnotationFormat.LABELME,
            photo(
                "POLYGON ((0 0, 0.4 0, 0.4 0.4, 0 0.4, 0 0), (0.1 0.1, 0.2 0.1, 0.2 0.2, 0.1"
                    + " 0.1))"),
            Kind.TOO_FEW_POINTS);
    assertEquals(List.of(), back.polygons());
  }

  @Test
  void cocoNeedsTheSizeForHolesOnly() throws IOException {
    AnnotatedPhoto sized = photo(HOLE);
    AnnotatedPhoto unknown =
        new AnnotatedPhoto(sized.name(), Optional.empty(), sized.polygons(), Map.of());
    Path file = folder.resolve("coco.json");
    AnnotationException refused =
        assertThrows(
            AnnotationException.class,
            () -> AnnotationWriter.write(file, AnnotationFormat.COCO, List.of(unknown), false));
    assertTrue(String.valueOf(refused.getMessage()).contains("polygons[0] (Rock_Fragment)"));
    assertFalse(Files.exists(file), "nothing half written");
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
    assertSame(
        photo(PLAIN),
        back(
            AnnotationFormat.COCO,
            new AnnotatedPhoto(sized.name(), Optional.empty(), photo(PLAIN).polygons(), Map.of())));
  }

  @ParameterizedTest
  @EnumSource(names = {"LABELTOOL", "COCO"})
  void severalPhotosInAFile(AnnotationFormat format) throws IOException {
    AnnotatedPhoto first = photo(PLAIN);
    AnnotatedPhoto second =
        new AnnotatedPhoto("b.png", first.size(), photo(CROSSING, PLAIN).polygons(), Map.of());
    Path file = folder.resolve("all.json");
    AnnotationWriter.write(file, format, List.of(first, second), false);
    AnnotationFile read = AnnotationReader.create().read(file);
    assertSame(first, read.photos().get(0));
    assertSame(second, read.photos().get(1));
    assertEquals("b.png", read.photos().get(1).name());
    assertThrows(
        FileAlreadyExistsException.class,
        () -> AnnotationWriter.write(file, format, List.of(first), false));
  }

  @ParameterizedTest
  @EnumSource(names = {"COCO", "GEOJSON"})
  void attributesReadBack(AnnotationFormat format) throws IOException {
    AnnotatedPhoto photo =
        new AnnotatedPhoto(
            "a.png", Optional.empty(), photo(PLAIN).polygons(), Map.of("review_score", "1"));
    assertEquals(photo.attributes(), back(format, photo).attributes());
  }

  @Test
  void otherLabelsGetCategoriesBehindThoseOfCoreScore() throws IOException {
    AnnotatedPhoto photo =
        new AnnotatedPhoto(
            "a.png", Optional.empty(), List.of(new LabelledPolygon("Vein", wkt(PLAIN))), Map.of());
    Path file = folder.resolve("coco.json");
    AnnotationWriter.write(file, AnnotationFormat.COCO, List.of(photo), false);
    assertTrue(Files.readString(file).contains("\"category_id\":7"));
    assertSame(photo, AnnotationReader.create().withAnyLabel().read(file).photos().get(0));
  }

  @Test
  void wrongRequestsAreRefused() {
    Path file = folder.resolve("labels");
    assertThrows(
        IllegalArgumentException.class,
        () -> AnnotationWriter.write(file, AnnotationFormat.CVAT, List.of(photo()), false));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            AnnotationWriter.write(
                file, AnnotationFormat.LABELME, List.of(photo(), photo()), false));
    assertThrows(
        IllegalArgumentException.class,
        () -> AnnotationWriter.write(file, AnnotationFormat.GEOJSON, List.of(), false));
  }
}
