// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.Run;

/** Photos of the same file name in two folders, through the commands. */
class SubFoldersTest extends LabelledPair {
  private static final String ONE = "BH1/box_001";
  private static final String TWO = "BH2/box_001";

  private Path photos = Path.of(".");

  /** The two drawn photographs as BH1/box_001.jpg and BH2/box_001.jpg. */
  @BeforeEach
  void intoFolders() throws IOException {
    photos = folder.resolve("photos");
    move(FIRST, ONE);
    move(SECOND, TWO);
  }

  private void move(String from, String to) throws IOException {
    Files.createDirectories(photos.resolve(to).getParent());
    Files.copy(drawn.resolve("photos").resolve(from + ".jpg"), photos.resolve(to + ".jpg"));
    Path mask = folder.resolve("truth").resolve(to + ".png");
    Files.createDirectories(mask.getParent());
    Files.copy(drawn.resolve("masks").resolve(from + ".png"), mask);
  }

  /** Calls the first and the second photo so in the label file. */
  private void call(String first, String second) throws IOException {
    ObjectNode coco = (ObjectNode) JSON.readTree(labels.toFile());
    ArrayNode images = (ArrayNode) coco.get("images");
    ((ObjectNode) images.get(0)).put("file_name", first);
    ((ObjectNode) images.get(1)).put("file_name", second);
    JSON.writeValue(labels.toFile(), coco);
  }

  private static List<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  private static List<String> firstCells(Path table) throws IOException {
    return Files.readAllLines(table).stream()
        .skip(1)
        .map(row -> row.substring(0, row.indexOf(',')))
        .distinct()
        .toList();
  }

  private static List<String> names(JsonNode evaluation) {
    List<String> names = new ArrayList<>();
    evaluation.get("photos").forEach(photo -> names.add(photo.get("photo").asText()));
    return names;
  }

  @Test
  void scoresAreNamedByTheirFolders() throws IOException {
    Run run =
        run("score", photos, "--segmenter", "boofcv-edges", "--format", "csv,mask", "--out", out);
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(
        List.of(ONE + ".mask.png", TWO + ".mask.png", "fragments.csv", "measures.csv"),
        filesIn(out));
    assertEquals(List.of(ONE + ".jpg", TWO + ".jpg"), firstCells(out.resolve("measures.csv")));
    Path apart = folder.resolve("apart");
    Run two =
        run(
            "score",
            photos.resolve("BH1"),
            photos.resolve(TWO + ".jpg"),
            "--segmenter",
            "boofcv-edges",
            "--format",
            "csv",
            "--out",
            apart);
    assertEquals(0, two.exitCode(), two.err());
    assertEquals(List.of(ONE + ".jpg", TWO + ".jpg"), firstCells(apart.resolve("measures.csv")));
    Run flat =
        run("score", photos, "--segmenter", "boofcv-edges", "--no-recursive", "--out", apart);
    assertEquals(2, flat.exitCode());
    assertTrue(flat.err().contains("found none"), flat.err());
  }

  @Test
  void resultsInTheFolderAreNotScoredTheNextTime() throws IOException {
    Path results = photos.resolve("results");
    Object[] args = {
      "score", photos, "--segmenter", "boofcv-edges", "--format", "mask,overlay", "--out", results
    };
    assertEquals(0, run(args).exitCode());
    Run again = run(with(args, new Object[] {"--force"}));
    assertEquals(0, again.exitCode(), again.err());
    assertTrue(again.out().contains("2 of 2 photos scored"), again.out());
    assertTrue(again.out().contains("4 pictures of earlier results skipped"), again.out());
  }

  @Test
  void ranksAndMeasuresNameFolders() throws IOException {
    Run run = run("rank", "--photos", photos, "--segmenter", "boofcv-edges", "--out", out);
    assertEquals(0, run.exitCode(), run.err());
    String ranking = Files.readString(out.resolve("ranking.csv"));
    assertTrue(ranking.contains(ONE + ".jpg") && ranking.contains(TWO + ".jpg"), ranking);
    Path table = folder.resolve("measures.csv");
    Run measured = run("measures", "--masks", folder.resolve("truth"), "--out", table);
    assertEquals(0, measured.exitCode(), measured.err());
    assertEquals(List.of(ONE + ".png", TWO + ".png"), firstCells(table));
  }

  @Test
  void eachPhotoGetsItsOwnLabels() throws IOException {
    call(ONE + ".jpg", TWO + ".jpg");
    Run run = masks("--photos", photos);
    assertEquals(0, run.exitCode(), run.err());
    assertFalse(run.out().contains("its photo is"), run.out());
    assertArrayEquals(
        rock(drawn.resolve("masks").resolve(FIRST + ".png")), rock(out.resolve(ONE + ".mask.png")));
    assertArrayEquals(
        rock(drawn.resolve("masks").resolve(SECOND + ".png")),
        rock(out.resolve(TWO + ".mask.png")));
    assertEquals(List.of(ONE + ".jpg", TWO + ".jpg"), firstCells(out.resolve("masks.csv")));
    Path without = folder.resolve("without");
    assertEquals(0, run("masks", "--labels", labels, "--out", without).exitCode());
    assertArrayEquals(
        rock(out.resolve(TWO + ".mask.png")), rock(without.resolve(TWO + ".mask.png")));
  }

  @Test
  void aNameThatIsNotTheFilesIsSaidAndOneWithoutAPhotoFails() throws IOException {
    call("BH1%5Cbox_001.tif", "BH3/box_001.jpg");
    Run run = masks("--photos", photos);
    assertEquals(1, run.exitCode());
    assertTrue(run.out().contains("its photo is " + ONE + ".jpg"), run.out());
    assertTrue(run.err().contains("1 failed"), run.err());
    assertTrue(run.err().contains("BH3/box_001.jpg: no photo"), run.err());
    assertTrue(run.err().contains(TWO + ".jpg"), run.err());
    assertFalse(Files.exists(out.resolve("BH3")));
    assertTrue(Files.exists(out.resolve(ONE + ".mask.png")));
  }

  @Test
  void aNameThatFitsBothIsRefused() throws IOException {
    call("box_001.jpg", TWO + ".jpg");
    Run run = masks("--photos", photos);
    assertEquals(1, run.exitCode());
    assertTrue(
        run.err().contains("several files could be meant: " + ONE + ".jpg, " + TWO + ".jpg"),
        run.err());
    assertTrue(Files.exists(out.resolve(TWO + ".mask.png")));
  }

  @Test
  void judgedAreAllThatHaveAPhotoAndTheRestIsInTheExitCode() throws IOException {
    call(ONE + ".jpg", TWO + ".jpg");
    Path predictions = folder.resolve("predictions");
    assertEquals(
        0, run("masks", "--labels", labels, "--photos", photos, "--out", predictions).exitCode());
    Object[] args = {
      "evaluate", "--labels", labels, "--photos", photos, "--predictions", "own=" + predictions
    };
    Run run = run(with(args, new Object[] {"--out", out}));
    assertEquals(0, run.exitCode(), run.err());
    JsonNode evaluation = JSON.readTree(out.resolve("evaluation.json").toFile());
    assertEquals(List.of(ONE, TWO), names(evaluation));
    assertEquals(1, evaluation.get("mean").get("rock_iou").asDouble());
    Path byMasks = folder.resolve("by-masks");
    Run masks =
        run(
            "evaluate",
            "--masks",
            folder.resolve("truth"),
            "--photos",
            photos,
            "--predictions",
            "own=" + predictions,
            "--out",
            byMasks);
    assertEquals(0, masks.exitCode(), masks.err());
    assertEquals(
        List.of(ONE, TWO), names(JSON.readTree(byMasks.resolve("evaluation.json").toFile())));
    Run gate =
        run(
            "gate",
            "--candidate",
            out.resolve("evaluation.json"),
            "--production",
            byMasks.resolve("evaluation.json"));
    assertTrue(gate.out().contains("PASS") || gate.out().contains("FAIL"), gate.err());

    call("BH9/box_009.jpg", TWO + ".jpg");
    Path lacking = folder.resolve("lacking");
    Run partly = run(with(args, new Object[] {"--out", lacking}));
    assertEquals(1, partly.exitCode());
    assertTrue(partly.err().contains("BH9/box_009.jpg: no photo"), partly.err());
    assertEquals(List.of(TWO), names(JSON.readTree(lacking.resolve("evaluation.json").toFile())));
    Run flat = run(with(args, new Object[] {"--no-recursive", "--out", lacking, "--force"}));
    assertEquals(1, flat.exitCode());
    assertTrue(flat.err().contains("has ground truth"), flat.err());
  }

  @Test
  void twoPhotosOfOneStemAreToldApartOrRefused() throws IOException {
    Files.copy(photos.resolve(TWO + ".jpg"), photos.resolve("BH1").resolve("box_001.tif.jpg"));
    Files.copy(photos.resolve(TWO + ".jpg"), photos.resolve("BH1").resolve("box_001.JPG"));
    Run run =
        run("score", photos, "--segmenter", "boofcv-edges", "--format", "csv,mask", "--out", out);
    assertEquals(1, run.exitCode());
    assertTrue(run.out().contains("3 of 4 photos scored"), run.out());
    assertTrue(run.err().contains("which has the same stem"), run.err());
    call("BH1/box_001", TWO + ".jpg");
    Run drawnTwo = run("masks", "--labels", labels, "--photos", photos, "--out", out.resolve("m"));
    assertEquals(1, drawnTwo.exitCode());
    assertTrue(drawnTwo.err().contains("BH1/box_001.JPG, BH1/box_001.jpg"), drawnTwo.err());
  }
}
