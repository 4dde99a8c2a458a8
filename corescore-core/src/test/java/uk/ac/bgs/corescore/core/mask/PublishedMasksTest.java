// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.mask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateList;
import org.locationtech.jts.geom.GeometryFactory;
import uk.ac.bgs.corescore.core.measure.FragmentMeasurer;
import uk.ac.bgs.corescore.core.trace.FragmentFinder;
import uk.ac.bgs.corescore.image.PixelFrame;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;
import uk.ac.bgs.corescore.mask.LabelledPolygon;
import uk.ac.bgs.corescore.mask.Segmentation;
import uk.ac.bgs.corescore.score.AreaScore;

/** The masks that the British Geological Survey published, drawn again from their polygons. */
class PublishedMasksTest {
  private static final Path LABELS = Path.of("..", "..", "shared", "data", "labels-only");

  @ParameterizedTest
  @ValueSource(strings = {"masks_2019-07-13", "train_masks_2021-01-26_HEAD"})
  void noPixelDiffers(String folder) throws IOException {
    Path masks = LABELS.resolve("published-masks").resolve(folder);
    assumeTrue(Files.isDirectory(masks), "skipped: there is no " + masks);
    boolean first = folder.contains("2019");
    LabelSet labels = first ? LabelSet.CORESCORE_2019 : LabelSet.CORESCORE;
    PolygonFill fill =
        PolygonFill.of(
                labels,
                first
                    ? List.of("Box", "Rock_Fragment", "Paper", "Core_Plug", "Text")
                    : labels.labels().stream().skip(1).map(label -> label.name()).toList())
            .withRule(FillRule.PUBLISHED);
    List<Path> files;
    try (Stream<Path> list = Files.list(masks)) {
      files = list.filter(file -> file.toString().endsWith(".png")).sorted().toList();
    }
    assertEquals(8, files.size());
    JsonNode records = new ObjectMapper().readTree(LABELS.resolve("Core_labels.39.json").toFile());
    for (Path file : files) {
      LabelMask published = MaskPng.read(file, labels);
      FilledMask drawn = fill.fill(polygons(records, file), published.width(), published.height());
      int differing = 0;
      for (int i = 0; i < published.width() * published.height(); i++) {
        differing +=
            published.values().get(i) == drawn.segmentation().mask().values().get(i) ? 0 : 1;
      }
      assertEquals(0, differing, file.toString());
    }
  }

  private static List<LabelledPolygon> polygons(JsonNode records, Path file) {
    String name = Objects.requireNonNull(file.getFileName()).toString();
    String stem = name.substring(0, name.lastIndexOf('.'));
    List<LabelledPolygon> polygons = new ArrayList<>();
    for (JsonNode record : records) {
      if (record.get("External ID").asText().startsWith(stem + ".")) {
        for (Map.Entry<String, JsonNode> label : record.get("Label").properties()) {
          for (JsonNode shape : label.getValue()) {
            if (shape.has("geometry")) {
              polygons.add(polygon(label.getKey(), shape.get("geometry"), "x", "y"));
            }
          }
        }
      }
    }
    return polygons;
  }

  private static LabelledPolygon polygon(String label, JsonNode points, Object x, Object y) {
    CoordinateList ring = new CoordinateList();
    for (JsonNode point : points) {
      double px = x instanceof String key ? point.get(key).asDouble() : point.get(0).asDouble();
      double py = y instanceof String key ? point.get(key).asDouble() : point.get(1).asDouble();
      ring.add(new Coordinate(px, py), true);
    }
    ring.closeRing();
    return new LabelledPolygon(
        label, new GeometryFactory().createPolygon(ring.toCoordinateArray()));
  }

  /** The measures that were published for the first record of the LabelTool file. */
  @Test
  void measuresOfTheLabelToolRecord() throws IOException {
    Path file = LABELS.resolve("labeltool.json");
    assumeTrue(Files.exists(file), "skipped: there is no " + file);
    List<LabelledPolygon> polygons = new ArrayList<>();
    for (JsonNode record : new ObjectMapper().readTree(file.toFile())) {
      if (record.get("imagePath").asText().contains("S00101254")) {
        for (JsonNode shape : record.get("shapes")) {
          polygons.add(polygon(shape.get("label").asText(), shape.get("points"), 0, 1));
        }
      }
    }
    // The photo is not at hand; its area is known to within a few pixels from the relative area.
    int width = 7099;
    int height = 4761;
    byte[] values = new byte[width * height];
    for (LabelledPolygon polygon : polygons) {
      byte label = (byte) LabelSet.CORESCORE.indexOf(polygon.label()).orElseThrow();
      PublishedScanline.fill(
          polygon.outline(),
          width,
          height,
          (y, start, end) -> Arrays.fill(values, y * width + start, y * width + end, label));
    }
    LabelMask mask = LabelMask.wrap(width, height, values, LabelSet.CORESCORE);
    AreaScore score =
        AreaScore.of(
            FragmentMeasurer.measure(
                Segmentation.of(mask, FragmentFinder.find(mask), PixelFrame.PHOTO)));
    assertEquals(4717631, score.absoluteArea().squarePixels());
    assertEquals(8, score.totalFragments());
    assertEquals("28262.35", round(score.fragmentPerimeter().pixels(), 2));
    assertEquals("3532.79", round(score.averagePerimeter().orElseThrow().pixels(), 2));
    assertEquals("0.00599", round(score.perimeterComplexity().orElseThrow(), 5));
    assertEquals("0.13958", round(score.relativeArea(), 5));
  }

  private static String round(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
