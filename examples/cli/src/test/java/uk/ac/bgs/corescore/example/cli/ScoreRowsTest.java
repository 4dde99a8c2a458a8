// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.core.mask.InstancesPng;
import uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.Run;
import uk.ac.bgs.corescore.mask.FragmentMap;

/** Rows of core that a label file or JSON gives: score --rows, --row-order, --row-orientation. */
class ScoreRowsTest extends LabelledPair {
  private Path photos = Path.of(".");
  private Path flat = Path.of(".");

  /** Two drawn rows of 640 x 96, 30 px of grey around each, turned clockwise by a quarter. */
  @BeforeEach
  void composeBox() throws IOException {
    photos = Files.createDirectory(folder.resolve("boxes"));
    flat = Files.createDirectory(folder.resolve("flat")).resolve("box.png");
    BufferedImage box = new BufferedImage(700, 282, BufferedImage.TYPE_INT_RGB);
    BufferedImage turned = new BufferedImage(282, 700, BufferedImage.TYPE_INT_RGB);
    BufferedImage[] rows = {read(photo(FIRST)), read(photo(SECOND))};
    for (int y = 0; y < 282; y++) {
      for (int x = 0; x < 700; x++) {
        int inRow = y % 126 - 30;
        boolean grey = inRow < 0 || y > 252 || x < 30 || x >= 670;
        int rgb = grey ? 0x777777 : rows[y / 126].getRGB(x - 30, inRow);
        box.setRGB(x, y, rgb);
        turned.setRGB(281 - y, x, rgb);
      }
    }
    assertTrue(ImageIO.write(box, "png", flat.toFile()));
    assertTrue(ImageIO.write(turned, "png", photos.resolve("box.png").toFile()));
  }

  private static BufferedImage read(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    assertNotNull(image);
    return image;
  }

  private Path photo(String name) throws IOException {
    try (var files = Files.list(drawn.resolve("photos"))) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith(name + "."))
          .findFirst()
          .orElseThrow();
    }
  }

  /** A labelme file of rectangles (left, top, right, bottom) for a photo of such a size. */
  private Path labelme(String photo, int width, int height, String label, double[]... boxes)
      throws IOException {
    StringBuilder shapes = new StringBuilder();
    for (double[] b : boxes) {
      shapes.append(
          String.format(
              Locale.ROOT,
              "%s{'label':'%s','shape_type':'polygon','flags':{},'points':[[%5$s,%4$s],[%3$s,%4$s],[%3$s,%6$s],[%5$s,%6$s]]}",
              shapes.length() == 0 ? "" : ",",
              label,
              b[0],
              b[1],
              b[2],
              b[3]));
    }
    String text =
        String.format(
            Locale.ROOT,
            "{'version':'5.5.0','flags':{},'imagePath':'%s','imageData':null,'imageWidth':%d,'imageHeight':%d,'shapes':[%s]}",
            photo,
            width,
            height,
            shapes);
    Path file = folder.resolve("rows.json");
    Files.writeString(file, text.replace('\'', '"'));
    return file;
  }

  private Run score(Path rows, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                "score",
                photos,
                "--rows",
                rows,
                "--segmenter",
                "boofcv-watershed",
                "--format",
                "all",
                "--force",
                "--out",
                out));
    words.addAll(List.of(more));
    return run(words.toArray());
  }

  private JsonNode result(Path folder) throws IOException {
    return JSON.readTree(folder.resolve("box.json").toFile());
  }

  private static final double[] RIGHT = {156, 30, 252, 670};
  private static final double[] LEFT = {30, 30, 126, 670};

  @Test
  void rowsAreTurnedReadInOrderAndReported() throws IOException {
    Run run = score(labelme("box.png", 282, 700, "Box", RIGHT, LEFT));
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("; rows: 2"), run.out());
    JsonNode result = JSON.readTree(out.resolve("box.json").toFile());
    assertEquals("given", result.at("/layout/foundBy").asText());
    assertEquals("vertical", result.at("/layout/rows/0/orientation").asText());
    assertEquals("[126,30]", result.at("/layout/rows/0/corners/0").toString());
    // Turned, the rows are what they are in the box as it lies, read in the other order.
    Path lying = folder.resolve("lying");
    Path labels =
        labelme(
            "box.png",
            700,
            282,
            "Box",
            new double[] {30, 30, 670, 126},
            new double[] {30, 156, 670, 252});
    Run flatRun =
        run("score", flat, "--rows", labels, "--segmenter", "boofcv-watershed", "--out", lying);
    assertEquals(0, flatRun.exitCode(), flatRun.err());
    JsonNode expected = JSON.readTree(lying.resolve("box.json").toFile());
    assertEquals("horizontal", expected.at("/layout/rows/0/orientation").asText());
    for (int row = 1; row <= 2; row++) {
      List<Double> areas = areas(expected, 3 - row);
      assertTrue(areas.size() > 2, areas.toString());
      assertEquals(areas, areas(result, row), "row " + row);
    }
    for (JsonNode fragment : result.get("fragments")) {
      double x = fragment.get("centroid_x").asDouble();
      assertEquals(x < 141 ? 1 : 2, fragment.get("row").asInt());
    }
    FragmentMap instances = InstancesPng.read(out.resolve("box.instances.png"));
    assertEquals(result.get("fragments").size(), instances.count());
    for (JsonNode fragment : result.get("fragments")) {
      assertEquals(
          fragment.get("area_px2").asLong(), instances.areas()[fragment.get("fragment").asInt()]);
    }
  }

  /** Areas of the fragments of a row, in rising order. */
  private static List<Double> areas(JsonNode result, int row) {
    List<Double> areas = new ArrayList<>();
    for (JsonNode fragment : result.get("fragments")) {
      if (fragment.get("row").asInt() == row) {
        areas.add(fragment.get("area_px2").asDouble());
      }
    }
    Collections.sort(areas);
    return areas;
  }

  @Test
  void rowsOfACopyOfThePhotoAreScaled() throws IOException {
    Run run = score(labelme("box.png", 141, 350, "Box", new double[] {15, 15, 63, 335}));
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("scaled by 2 across"), run.out());
    JsonNode result = JSON.readTree(out.resolve("box.json").toFile());
    assertEquals("[126,30]", result.at("/layout/rows/0/corners/0").toString());
  }

  @Test
  void inAPhotoWithoutRowsTheyAreLookedForAndThatIsSaid() throws IOException {
    Run found = score(labelme("box.png", 282, 700, "Rock_Fragment", LEFT));
    assertEquals(0, found.exitCode(), found.err());
    assertTrue(found.out().contains("rows.json; rows: 2"), found.out());
    JsonNode layout = JSON.readTree(out.resolve("box.json").toFile());
    assertEquals("channel-lines", layout.at("/layout/foundBy").asText());
    assertEquals("640", layout.at("/provenance/layoutFinder/options/working-size").asText());
    Run run = score(labelme("box.png", 282, 700, "Rock_Fragment", LEFT), "--layout", "whole-photo");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("no rows in "), run.out());
    assertTrue(run.out().contains("rows.json: scored whole"), run.out());
    JsonNode result = JSON.readTree(out.resolve("box.json").toFile());
    assertEquals("whole-photo", result.at("/layout/foundBy").asText());
  }

  @Test
  void rowsThatCannotBeUsedFailTheirPhotoAndNoOther() throws IOException {
    Files.copy(photo(FIRST), photos.resolve("other.jpg"));
    Path rows = labelme("box.png", 282, 700, "Box", LEFT);
    Files.writeString(rows, Files.readString(rows).replace(",[126.0,670.0]]", "]"));
    Run triangle = score(rows);
    assertEquals(1, triangle.exitCode());
    assertTrue(triangle.err().contains("box.png: "), triangle.err());
    assertTrue(triangle.err().contains("at least four sides, got a triangle"), triangle.err());
    assertTrue(triangle.out().contains("1 of 2 photos scored"), triangle.out());
    assertFalse(Files.exists(out.resolve("box.json")));
    Run size = score(labelme("box.png", 500, 500, "Box", LEFT));
    assertEquals(1, size.exitCode());
    assertTrue(size.err().contains("the labels are for 500 x 500"), size.err());
    Run gone = score(folder.resolve("gone.json"));
    assertEquals(1, gone.exitCode());
    assertTrue(gone.err().contains("gone.json"), gone.err());
  }

  /** A layout of rectangles for no photo in particular. */
  private Path layout(double[]... boxes) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (double[] b : boxes) {
      rows.append(
          String.format(
              Locale.ROOT,
              "%s[[%4$s,%3$s],[%4$s,%5$s],[%2$s,%5$s],[%2$s,%3$s]]",
              rows.length() == 0 ? "" : ",",
              b[0],
              b[1],
              b[2],
              b[3]));
    }
    return Files.writeString(folder.resolve("layout.json"), "{\"rows\": [" + rows + "]}");
  }

  @Test
  void theRowsOfAResultAreGivenAgain() throws IOException {
    assertEquals(0, score(labelme("box.png", 282, 700, "Box", RIGHT, LEFT)).exitCode());
    JsonNode first = result(out);
    Path earlier = folder.resolve("earlier");
    Files.move(out, earlier);
    for (Path rows :
        List.of(earlier, earlier.resolve("box.json"), earlier.resolve("box.geojson"))) {
      Run run = score(rows);
      assertEquals(0, run.exitCode(), run.err());
      assertTrue(run.out().contains("; rows: 2"), run.out());
      assertEquals(first.get("layout"), result(out).get("layout"), rows.toString());
      assertEquals(first.get("fragments"), result(out).get("fragments"), rows.toString());
    }
    // The right row first: the same rows and pieces under other numbers.
    Run turned = score(earlier, "--row-order", "right-to-left,top-to-bottom");
    assertEquals(0, turned.exitCode(), turned.err());
    assertEquals("[252,30]", result(out).at("/layout/rows/0/corners/0").toString());
    for (int row = 1; row <= 2; row++) {
      assertEquals(areas(first, 3 - row), areas(result(out), row));
    }
  }

  @Test
  void aLayoutByItselfIsOfTheOnlyPhoto() throws IOException {
    Path layout = layout(LEFT, RIGHT);
    Run run = score(layout);
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("[126,30]", result(out).at("/layout/rows/0/corners/0").toString());
    assertEquals("given", result(out).at("/layout/foundBy").asText());
    Files.copy(photo(FIRST), photos.resolve("other.jpg"));
    Run two = score(layout);
    assertEquals(1, two.exitCode());
    assertTrue(
        two.err().contains("layout.json: expected photo.name, of which photo the rows are, as 2"),
        two.err());
  }

  @Test
  void aLayoutThatIsWrongIsRefusedByName() throws IOException {
    Path layout = layout(LEFT);
    String text = Files.readString(layout);
    Files.writeString(layout, text.replace("[126.0,30.0],", ""));
    Run three = score(layout);
    assertEquals(1, three.exitCode());
    assertTrue(
        three.err().contains("layout.json: row 1: expected four corners, got 3"), three.err());
    Files.writeString(layout, text.replace("]]}", "],[[900,9],[990,9],[990,30],[900,30]]]}"));
    Run beside = score(layout);
    assertEquals(1, beside.exitCode());
    assertTrue(beside.err().contains("box.png: "), beside.err());
    assertTrue(beside.err().contains("row 2: expected corners on the photo of"), beside.err());
    // A photo of the same name and size, with other pixels.
    assertEquals(0, score(labelme("box.png", 282, 700, "Box", LEFT)).exitCode());
    Path earlier = Files.copy(out.resolve("box.json"), folder.resolve("earlier.json"));
    BufferedImage other = read(photos.resolve("box.png"));
    other.setRGB(0, 0, 0x123456);
    assertTrue(ImageIO.write(other, "png", photos.resolve("box.png").toFile()));
    Run changed = score(earlier);
    assertEquals(1, changed.exitCode());
    assertTrue(
        changed.err().contains("box.png: expected the photo of which its rows are, with SHA-256 "),
        changed.err());
  }

  @Test
  void orientationDecidesWhereTheShapeDoesNot() throws IOException {
    Path none = labelme("box.png", 282, 700, "Rock_Fragment", LEFT);
    Run whole = score(none, "--layout", "whole-photo", "--row-orientation", "vertical");
    assertEquals(0, whole.exitCode(), whole.err());
    assertEquals("given", result(out).at("/layout/foundBy").asText());
    Run lying = score(none, "--layout", "whole-photo", "--row-orientation", "horizontal");
    assertEquals(0, lying.exitCode(), lying.err());
    assertEquals("given", result(out).at("/layout/foundBy").asText());
    assertEquals("horizontal", result(out).at("/layout/rows/0/orientation").asText());
    Run square =
        score(
            labelme("box.png", 282, 700, "Box", new double[] {30, 30, 126, 130}),
            "--row-orientation",
            "horizontal");
    assertEquals(0, square.exitCode(), square.err());
    assertEquals("[30,30]", result(out).at("/layout/rows/0/corners/0").toString());
    Run against = score(layout(LEFT), "--row-orientation", "horizontal");
    assertEquals(1, against.exitCode());
    assertTrue(
        against
            .err()
            .contains(
                "box.png: row 1: expected a horizontal row, but it is 640 px long and 96 px wide"),
        against.err());
  }

  @Test
  void ordersThatThereAreNotAreWrongUse() throws IOException {
    Run unknown = score(layout(LEFT), "--row-order", "upwards");
    assertEquals(2, unknown.exitCode());
    assertTrue(
        unknown.err().contains("expected one of top-to-bottom, bottom-to-top"), unknown.err());
    Run both = score(layout(LEFT), "--row-order", "top-to-bottom,bottom-to-top");
    assertTrue(both.exitCode() != 0);
    assertTrue(both.err().contains("--row-order: rows come in one order"), both.err());
  }
}
