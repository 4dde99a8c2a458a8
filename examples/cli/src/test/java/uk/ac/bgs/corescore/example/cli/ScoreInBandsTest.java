// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.core.photo.PhotoMemory;
import uk.ac.bgs.corescore.core.photo.PhotoReader;
import uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.Run;

/** A TIFF file that is read in bands is scored as the whole one is. */
class ScoreInBandsTest {
  @TempDir static Path shared = Path.of(".");

  private static Path jpeg = Path.of(".");
  private static Path photo = Path.of(".");

  @TempDir Path folder = Path.of(".");

  @BeforeAll
  static void drawTiff() throws IOException {
    Path drawn = shared.resolve("drawn");
    Run run =
        CoreScoreCommandTest.run(
            "draw", "--seed", 3, "--width", 4000, "--height", 560, "--out", drawn);
    assertEquals(0, run.exitCode(), run.err());
    Path photos = drawn.resolve("photos");
    jpeg = photos.resolve(CoreScoreCommandTest.names(photos).get(0));
    BufferedImage image = ImageIO.read(jpeg.toFile());
    assertNotNull(image);
    photo = shared.resolve("core.tif");
    assertTrue(ImageIO.write(image, "tiff", photo.toFile()));
  }

  private Path score(String segmenter, Object wholeUpTo) {
    return score(photo, segmenter, wholeUpTo);
  }

  private Path score(Path photo, String segmenter, Object wholeUpTo) {
    Path out = folder.resolve(segmenter + wholeUpTo);
    Run run =
        CoreScoreCommandTest.run(
            "score",
            photo,
            "--segmenter",
            segmenter,
            "--min-area",
            30,
            "--mm-per-pixel",
            "0.25",
            "--whole-up-to",
            wholeUpTo,
            "--out",
            out);
    assertEquals(0, run.exitCode(), run.err());
    return out;
  }

  @ParameterizedTest
  @ValueSource(strings = {"boofcv-edges", "boofcv-watershed", "djl-unet"})
  void everyFigureIsThatOfTheWhole(String segmenter) throws IOException {
    Path whole = score(segmenter, 100);
    Path bands = score(segmenter, 0.5);
    for (String table : List.of("measures.csv", "fragments.csv")) {
      assertEquals(
          withoutConfidence(whole.resolve(table)), withoutConfidence(bands.resolve(table)), table);
    }
    assertTrue(Files.readAllLines(whole.resolve("fragments.csv")).size() > 3);
    PhotoReader reader = PhotoReader.create();
    assertEquals(4000, reader.read(whole.resolve("core.mask.png")).image().width());
    int small = reader.read(bands.resolve("core.mask.png")).image().width();
    assertTrue(small < 4000);
    assertEquals(small, reader.read(bands.resolve("core.overlay.png")).image().width());
    assertTrue(Files.readString(bands.resolve("core.html")).contains("too large to be held whole"));
  }

  /** All columns but those of the confidence, which in bands is a mean over coarser cells. */
  private static List<List<String>> withoutConfidence(Path table) throws IOException {
    List<String> lines = Files.readAllLines(table);
    List<String> columns = List.of(lines.get(0).split(",", -1));
    return lines.stream()
        .map(
            line -> {
              List<String> cells = List.of(line.split(",", -1));
              return IntStream.range(0, cells.size())
                  .filter(i -> !columns.get(i).matches("confidence|uncertain_share"))
                  .mapToObj(cells::get)
                  .toList();
            })
        .toList();
  }

  @Test
  void aJpegDecodedAtAPartIsScoredNearlyAsTheWhole() throws IOException {
    List<Double> whole = rock(score(jpeg, "djl-unet", 100));
    List<Double> part = rock(score(jpeg, "djl-unet", 0));
    assertTrue(whole.get(0) > 1000, whole.toString());
    for (int i = 0; i < whole.size(); i++) {
      assertEquals(whole.get(i), part.get(i), 0.02 * whole.get(0), whole + " and " + part);
    }
  }

  /** Total area, and the areas of the two largest fragments, in pixels. */
  private static List<Double> rock(Path out) throws IOException {
    Path table = out.resolve("fragments.csv");
    List<String> lines = Files.readAllLines(table);
    int area = List.of(lines.get(0).split(",", -1)).indexOf("area_px2");
    List<Double> areas =
        lines.stream()
            .skip(1)
            .map(line -> Double.parseDouble(line.split(",", -1)[area]))
            .sorted(Comparator.reverseOrder())
            .toList();
    return List.of(
        areas.stream().mapToDouble(Double::doubleValue).sum(), areas.get(0), areas.get(1));
  }

  /** More threads hold more photos, in the same heap. */
  @Test
  void whatIsHeldWholeIsSharedByTheThreads() {
    long heap = 2560L << 20;
    assertEquals(80 << 20, PhotoMemory.wholePixels(heap, 1));
    for (int photos = 2; photos <= 64; photos++) {
      long pixels = PhotoMemory.wholePixels(heap, photos);
      assertTrue(pixels > 0 && 20 * pixels * photos < heap, photos + " of " + pixels);
    }
  }

  @Test
  void aWrongLimitIsWrongUse() {
    for (String limit : List.of("-1", "many")) {
      Run run =
          CoreScoreCommandTest.run(
              "score", photo, "--whole-up-to", limit, "--out", folder.resolve("out"));
      assertEquals(2, run.exitCode());
      assertTrue(run.err().contains("--whole-up-to"), run.err());
    }
  }
}
