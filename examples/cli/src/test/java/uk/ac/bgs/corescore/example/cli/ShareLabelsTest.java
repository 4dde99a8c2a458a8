// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import uk.ac.bgs.corescore.core.annotation.AnnotatedPhoto;
import uk.ac.bgs.corescore.core.annotation.AnnotationReader;
import uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.Run;
import uk.ac.bgs.corescore.mask.LabelledPolygon;

/** YOLO labels, whose coordinates mean nothing without their photos, in the commands. */
class ShareLabelsTest extends LabelledPair {
  /** Writes the drawn labels as ultralytics' converter does: the rings of a shape joined. */
  private Path dataSet() throws IOException {
    Path set = Files.createDirectories(folder.resolve("set"));
    List<String> names = List.of("Rock_Fragment", "Rock_Fragment_2");
    Files.writeString(set.resolve("data.yaml"), "names: " + JSON.writeValueAsString(names));
    Files.createDirectories(set.resolve("labels"));
    for (AnnotatedPhoto photo : AnnotationReader.create().read(labels).photos()) {
      StringBuilder rows = new StringBuilder();
      for (LabelledPolygon polygon : photo.polygons()) {
        rows.append(names.indexOf(polygon.label()));
        append(rows, polygon.outline(), photo.size().orElseThrow());
      }
      String stem = photo.fileName().replaceFirst("\\.[^.]*$", "");
      Files.writeString(set.resolve("labels").resolve(stem + ".txt"), rows);
    }
    return set;
  }

  /** Ring after ring, each closed, and back over the first point of each. */
  private static void append(StringBuilder row, Geometry outline, AnnotatedPhoto.Size size) {
    List<Coordinate> points = new ArrayList<>();
    List<Coordinate> firsts = new ArrayList<>();
    for (int i = 0; i < outline.getNumGeometries(); i++) {
      Polygon part = (Polygon) outline.getGeometryN(i);
      for (int ring = -1; ring < part.getNumInteriorRing(); ring++) {
        LinearRing line = ring < 0 ? part.getExteriorRing() : part.getInteriorRingN(ring);
        points.addAll(List.of(line.getCoordinates()));
        firsts.add(0, line.getCoordinateN(0));
      }
    }
    points.addAll(firsts.subList(1, firsts.size()));
    for (Coordinate point : points) {
      row.append(' ').append(point.x / size.width()).append(' ').append(point.y / size.height());
    }
    row.append('\n');
  }

  private double rockIou(Object... truth) throws IOException {
    Path judged = folder.resolve("judged");
    Object[] args = {"evaluate", "--predictions", "own=" + out, "--out", judged, "--force"};
    Run run = run(with(args, truth));
    assertEquals(0, run.exitCode(), run.err());
    JsonNode file = JSON.readTree(judged.resolve("evaluation.json").toFile());
    assertEquals(2, file.get("photos").size());
    return file.get("mean").get("rock_iou").asDouble();
  }

  @Test
  void sharesBecomePixelsOfThePhotos() throws IOException {
    Path photos = drawn.resolve("photos");
    Path set = dataSet();
    Run run = run("masks", "--labels", set, "--photos", photos, "--out", out);
    assertEquals(0, run.exitCode(), run.err());
    double iou = rockIou("--masks", drawn.resolve("masks"));
    assertTrue(iou > 0.99, "IoU " + iou);
    assertTrue(rockIou("--labels", set.resolve("labels"), "--photos", photos) > 0.999);
  }

  /** A table that says which canvas the labels were drawn on changes nothing of shares. */
  @Test
  void sharesAreNotScaledTwice() throws IOException {
    Path table = folder.resolve("scales.csv");
    StringBuilder rows =
        new StringBuilder("file,external_id,label_canvas_width,label_canvas_height");
    for (String stem : List.of(FIRST, SECOND)) {
      rows.append('\n').append(stem).append(".jpg,").append(stem).append(",320,48");
    }
    Files.writeString(table, rows + "\n");
    Path photos = drawn.resolve("photos");
    Run run =
        run("masks", "--labels", dataSet(), "--photos", photos, "--scales", table, "--out", out);
    assertEquals(0, run.exitCode(), run.err());
    double iou = rockIou("--masks", drawn.resolve("masks"));
    assertTrue(iou > 0.99, "IoU " + iou);
  }

  @Test
  void labelsWithoutAPhotoFailByNameAndTheRestGoesOn() throws IOException {
    Path set = dataSet();
    Files.writeString(set.resolve("labels").resolve("gone.txt"), "0 0.5 0.5 0.1 0.1\n");
    Run run = run("masks", "--labels", set, "--photos", drawn.resolve("photos"), "--out", out);
    assertNotEquals(0, run.exitCode());
    assertTrue((run.out() + run.err()).contains("gone"), run.out());
    assertTrue(run.out().contains("the photo is neither known nor beside"), run.out());
    assertTrue(Files.exists(out.resolve(FIRST + ".mask.png")));
    assertTrue(Files.exists(out.resolve(SECOND + ".mask.png")));
    Files.writeString(
        set.resolve("labels").resolve(FIRST + ".txt"), "7\n", StandardOpenOption.APPEND);
    Run bad = run("masks", "--labels", set, "--photos", drawn.resolve("photos"), "--strict");
    assertNotEquals(0, bad.exitCode());
  }
}
