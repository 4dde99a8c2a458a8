// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.Run;

/** Two photos of two rows of a metre, 100 px long: corescore column. */
class ColumnCommandTest {
  private static final String HEADER = "photo,hole,row,top_m,base_m\n";
  private static final List<String> TABLE =
      List.of("a.png,BH1,1,0,1", "a.png,BH1,2,1,2", "b.png,BH1,1,2,3", "b.png,BH1,2,3,4");

  @TempDir Path folder = Path.of(".");

  private Path photos = Path.of(".");
  private Path rows = Path.of(".");

  @BeforeEach
  void drawBoxes() throws IOException {
    photos = Files.createDirectory(folder.resolve("photos"));
    rows = Files.createDirectory(folder.resolve("rows"));
    for (int i = 0; i < 2; i++) {
      String name = i == 0 ? "a.png" : "b.png";
      BufferedImage box = new BufferedImage(110, 60, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < 60; y++) {
        for (int x = 0; x < 110; x++) {
          box.setRGB(x, y, (i + 1) * 0x100000 + x * 0x100 + y + 1);
        }
      }
      assertTrue(ImageIO.write(box, "png", photos.resolve(name).toFile()));
      Files.writeString(
          rows.resolve(name + ".json"),
          ("{'version':'5.5.0','flags':{},'imagePath':'"
                  + name
                  + "','imageData':null,'imageWidth':110,'imageHeight':60,'shapes':["
                  + shape(5)
                  + ","
                  + shape(30)
                  + "]}")
              .replace('\'', '"'));
    }
  }

  private static String shape(int top) {
    return "{'label':'Box','shape_type':'polygon','flags':{},'points':[[5,Y],[105,Y],[105,Z],[5,Z]]}"
        .replace("Y", Integer.toString(top))
        .replace("Z", Integer.toString(top + 20));
  }

  private Run column(String out, List<String> table, Object... more) throws IOException {
    Path boxes = folder.resolve("boxes.csv");
    Files.writeString(boxes, HEADER + String.join("\n", table) + "\n");
    List<Object> words =
        new ArrayList<>(
            List.of(
                "column", photos, "--boxes", boxes, "--rows", rows, "--out", folder.resolve(out)));
    words.addAll(List.of(more));
    return run(words.toArray());
  }

  private JsonNode json(String out) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(out).resolve("BH1.json").toFile());
  }

  private List<String> names(String out) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(out))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void rowsOfAllPhotosAreOneStripByDepthInAnyOrderOfTheTable() throws IOException {
    Run run = column("out", TABLE);
    assertEquals(0, run.exitCode(), run.err() + run.out());
    assertEquals(
        List.of(
            "BH1.json",
            "BH1_0.000_4.000.png",
            "BH1_0.000_4.000_depths.npy",
            "BH1_0.000_4.000_image.npy"),
        names("out"));
    assertFalse(run.out().contains("fragments"), run.out());
    BufferedImage strip = ImageIO.read(folder.resolve("out/BH1_0.000_4.000.png").toFile());
    assertEquals(20, strip.getWidth());
    assertEquals(400, strip.getHeight());
    // The row is turned clockwise: its upper side is at the right.
    assertEquals(0x100000 + 5 * 0x100 + 5 + 1, strip.getRGB(19, 0) & 0xffffff);
    assertEquals(0x100000 + 5 * 0x100 + 24 + 1, strip.getRGB(0, 0) & 0xffffff);
    assertEquals(0x200000 + 104 * 0x100 + 49 + 1, strip.getRGB(0, 399) & 0xffffff);
    JsonNode index = json("out").get("pages").get(0).get("index");
    assertEquals(4, index.size());
    assertEquals("b.png, row 1", index.get(2).get("source").asText());
    assertEquals(2, index.get(2).get("from").asDouble());

    List<String> turned = List.of(TABLE.get(3), TABLE.get(0), TABLE.get(2), TABLE.get(1));
    assertEquals(0, column("turned", turned).exitCode());
    for (String name : names("out")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("out").resolve(name)),
          Files.readAllBytes(folder.resolve("turned").resolve(name)),
          name);
    }
  }

  @Test
  void whatIsMissingIsToldAndTheRestIsThere() throws IOException {
    Files.writeString(photos.resolve("b.png"), "no picture");
    Run run = column("out", TABLE);
    assertEquals(1, run.exitCode(), run.out());
    assertTrue(run.err().contains("b.png"), run.err());
    JsonNode json = json("out");
    assertEquals(2, json.get("pages").get(0).get("index").size());
    assertEquals(200, json.get("pages").get(0).get("height").asInt());
  }

  @Test
  void photoWithoutRowsIsTold() throws IOException {
    Files.delete(rows.resolve("b.png.json"));
    Run run = column("out", TABLE);
    assertEquals(1, run.exitCode(), run.out());
    assertTrue(run.err().contains("b.png: no rows in " + rows), run.err());
    assertEquals(2, json("out").get("pages").get(0).get("index").size());
  }

  @Test
  void gapsPagesAndResolutionAreOptions() throws IOException {
    Files.delete(photos.resolve("b.png"));
    List<String> whole = TABLE.subList(0, 2);
    List<String> gap = List.of(TABLE.get(0), "a.png,BH1,2,1.5,2.5");
    assertEquals(0, column("fill", gap, "--rows-per-metre", "50").exitCode());
    JsonNode page = json("fill").get("pages").get(0);
    assertEquals(125, page.get("height").asInt());
    assertEquals(124, page.get("arrayRows").asInt());
    assertEquals(10, page.get("width").asInt());
    assertEquals(0, column("join", gap, "--gaps", "collapse").exitCode());
    assertEquals(200, json("join").get("pages").get(0).get("height").asInt());
    assertEquals(1.5, json("join").get("notPhotographed").get(0).get("to").asDouble());
    assertEquals(0, column("apart", gap, "--most-gap", "0.4").exitCode());
    assertEquals(2, json("apart").get("pages").size());
    assertEquals(0, column("pages", whole, "--page", "0.002").exitCode());
    assertEquals(2, json("pages").get("pages").size());
    Run large = column("large", whole, "--page", "0.001");
    assertEquals(1, large.exitCode());
    assertTrue(large.err().contains("more than a page of 1000"), large.err());
  }

  @Test
  void rockAloneIsShownByMasksOfLabels() throws IOException {
    Path labels =
        Files.writeString(
            folder.resolve("pieces.json"),
            "{'version':'5.5.0','flags':{},'imagePath':'a.png','imageData':null,'imageWidth':110,'imageHeight':60,'shapes':[{'label':'Rock_Fragment','shape_type':'polygon','flags':{},'points':[[15,8],[65,8],[65,22],[15,22]]}]}"
                .replace('\'', '"'));
    Run run = column("out", List.of(TABLE.get(0)), "--labels", labels, "--mask", "rock");
    assertEquals(1, run.exitCode(), run.out());
    assertTrue(run.err().contains("b.png: not logged"), run.err());
    BufferedImage strip = ImageIO.read(folder.resolve("out/BH1_0.000_1.000.png").toFile());
    for (int y = 0; y < 100; y++) {
      for (int x = 0; x < 20; x++) {
        boolean rock = y >= 10 && y < 60 && x >= 3 && x < 17;
        assertEquals(rock, (strip.getRGB(x, y) & 0xffffff) != 0, x + ", " + y);
      }
    }
    Run byRock =
        column(
            "rock",
            List.of(TABLE.get(0)),
            "--labels",
            labels,
            "--depth",
            "rock",
            "--mm-per-pixel",
            "10");
    assertTrue(byRock.err().contains("1 failed"), byRock.err());
    JsonNode json = json("rock");
    assertEquals("loss", json.get("pages").get(0).get("index").get(1).get("kind").asText());
    assertEquals(0.5, json.get("losses").get(0).get("from").asDouble(), 1e-9);
  }

  @Test
  void wrongUseIsTold() throws IOException {
    assertEquals(2, column("out", TABLE, "--rows-per-metre", "0").exitCode());
    assertEquals(2, column("out", TABLE, "--most-gap", "-1").exitCode());
    assertEquals(2, column("out", TABLE, "--page", "0").exitCode());
    assertEquals(2, column("out", TABLE, "--page", "300").exitCode());
    assertEquals(2, column("out", TABLE, "--mask", "core").exitCode());
    assertEquals(2, column("out", TABLE, "--row-length", "1000", "--mm-per-pixel", "1").exitCode());
    assertEquals(0, column("out", TABLE).exitCode());
    Run again = column("out", TABLE);
    assertEquals(1, again.exitCode());
    assertTrue(again.err().contains("exists already; --force replaces it"), again.err());
    assertEquals(0, column("out", TABLE, "--force").exitCode());
  }
}
