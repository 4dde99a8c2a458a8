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

/** Rows of core that a label file gives: score --rows. */
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

  private Run score(Path rows) {
    return run(
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
        out);
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
  void aPhotoWithoutRowsIsScoredWholeAndThatIsSaid() throws IOException {
    Run run = score(labelme("box.png", 282, 700, "Rock_Fragment", LEFT));
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("no polygon Box in "), run.out());
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
}
