// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.names;
import static uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.Run;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;

/** The commands that work on labels, on a drawn data set of which the truth is known. */
class LabelCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FIRST = "drawn-000003";
  private static final String SECOND = "drawn-000004";

  @TempDir Path folder = Path.of(".");

  private Path drawn = Path.of(".");
  private Path labels = Path.of(".");
  private Path out = Path.of(".");

  @BeforeEach
  void drawTwo() {
    drawn = folder.resolve("drawn");
    labels = drawn.resolve("labels.json");
    out = folder.resolve("out");
    Run run =
        run("draw", "--count", 2, "--seed", 3, "--width", 640, "--height", 96, "--out", drawn);
    assertEquals(0, run.exitCode(), run.err());
  }

  private static Object[] with(Object[] args, Object[] more) {
    return Stream.of(args, more).flatMap(Stream::of).toArray();
  }

  private Run masks(Object... more) {
    Object[] args = {"masks", "--labels", labels, "--out", out};
    return run(with(args, more));
  }

  private static boolean[] rock(Path file) throws IOException {
    LabelMask mask = MaskPng.read(file, LabelSet.CORESCORE);
    boolean[] rock = new boolean[mask.width() * mask.height()];
    for (int i = 0; i < rock.length; i++) {
      rock[i] = mask.labels().isRock(mask.index(i % mask.width(), i / mask.width()));
    }
    return rock;
  }

  private static int count(boolean[] rock) {
    return (int) IntStream.range(0, rock.length).filter(i -> rock[i]).count();
  }

  /** Rewrites the label file: its sizes are gone, and the first photo has another name. */
  private void forgetSizes(String firstName) throws IOException {
    ObjectNode coco = (ObjectNode) JSON.readTree(labels.toFile());
    ArrayNode images = (ArrayNode) coco.get("images");
    images.forEach(image -> ((ObjectNode) image).remove(List.of("width", "height")));
    ((ObjectNode) images.get(0)).put("file_name", firstName);
    JSON.writeValue(labels.toFile(), coco);
  }

  @Test
  void drawnMasksFeedTheOtherCommands() throws IOException {
    assertEquals(0, masks("--photos", drawn.resolve("photos")).exitCode());
    Path table = folder.resolve("measures.csv");
    assertEquals(0, run("measures", "--masks", out, "--out", table).exitCode());
    assertEquals(3, Files.readAllLines(table).size());
    Path judged = folder.resolve("judged");
    Run run =
        run(
            "evaluate",
            "--masks",
            drawn.resolve("masks"),
            "--predictions",
            "own=" + out,
            "--out",
            judged);
    assertEquals(0, run.exitCode(), run.err());
    JsonNode mean = JSON.readTree(judged.resolve("evaluation.json").toFile()).get("mean");
    assertEquals(1, mean.get("rock_iou").asDouble());
  }

  @Test
  void anUnknownLabelLosesNoPhoto() throws IOException {
    String text = Files.readString(labels).replace("\"Rock_Fragment\"", "\"Granite\"");
    Files.writeString(labels, text);
    Run run = masks();
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("Granite"), run.out());
    Run merged = masks("--merge", "Granite=Rock_Fragment", "--force");
    assertEquals(0, merged.exitCode(), merged.err());
    assertTrue(count(rock(out.resolve(FIRST + ".mask.png"))) > 0);
    assertNotEquals(0, masks("--strict", "--force").exitCode());
  }

  @Test
  void namesAndNumbersThatMeanNothingAreRefused() {
    Path masks = drawn.resolve("masks");
    assertEquals(
        1,
        run("evaluate", "--masks", masks, "--predictions", "../x=" + masks, "--out", out)
            .exitCode());
    assertEquals(
        1,
        run(
                "evaluate",
                "--masks",
                masks,
                "--predictions",
                "x=" + masks,
                "--boundary",
                -1,
                "--out",
                out)
            .exitCode());
    Run model =
        run(
            "evaluate",
            "--masks",
            masks,
            "--photos",
            drawn.resolve("photos"),
            "--segmenter",
            "boofcv-edges",
            "--model",
            "m",
            "--out",
            out);
    assertEquals(2, model.exitCode());
    assertTrue(model.err().contains("'model'"), model.err());
    assertEquals(2, masks("--label-format", "nope").exitCode());
    assertEquals(2, run("measures", "--masks", masks, "--min-area", -5, "--out", out).exitCode());
    assertFalse(Files.exists(folder.resolve("x")));
  }

  @Test
  void masksAreTheDrawnRock() throws IOException {
    Run run = masks("--photos", drawn.resolve("photos"), "--rule", "exact");
    assertEquals(0, run.exitCode(), run.err());
    for (String stem : List.of(FIRST, SECOND)) {
      boolean[] truth = rock(drawn.resolve("masks").resolve(stem + ".png"));
      assertTrue(count(truth) > 0);
      assertArrayEquals(truth, rock(out.resolve(stem + ".mask.png")));
      assertTrue(Files.size(out.resolve(stem + ".instances.png")) > 0);
      assertTrue(Files.size(out.resolve(stem + ".preview.png")) > 0);
    }
    JsonNode coco = JSON.readTree(labels.toFile());
    assertEquals(
        1 + coco.get("annotations").size(),
        Files.readAllLines(out.resolve("masks.csv")).size(),
        "a row a polygon");
  }

  @Test
  void masksOfOneRecordWithoutPhotos() throws IOException {
    Run run = masks("--record", SECOND + ".jpg");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(List.of(SECOND + ".instances.png", SECOND + ".mask.png", "masks.csv"), names(out));
    assertEquals(0, masks("--record", FIRST, "--force").exitCode(), "the name without extension");
    assertTrue(Files.exists(out.resolve(FIRST + ".mask.png")));
    Run none = run("masks", "--labels", labels, "--record", "none", "--out", folder.resolve("x"));
    assertEquals(2, none.exitCode());
    assertTrue(none.err().contains(FIRST), none.err());
  }

  @Test
  void aPhotoOfUnknownSizeIsReportedAndTheRestGoesOn() throws IOException {
    forgetSizes("gone.jpg");
    Run run = masks("--photos", drawn.resolve("photos"));
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("gone.jpg: no photo of that name"), run.err());
    assertTrue(run.out().contains("1 of 2 masks drawn"), run.out());
    assertTrue(Files.exists(out.resolve(SECOND + ".mask.png")));
    assertFalse(Files.exists(out.resolve("gone.mask.png")));
  }

  @Test
  void theCanvasIsTheSizeOfWhatHasNone() throws IOException {
    forgetSizes("gone.jpg");
    Run run = masks("--canvas", "640x96");
    assertEquals(0, run.exitCode(), run.err());
    assertArrayEquals(
        rock(drawn.resolve("masks").resolve(FIRST + ".png")), rock(out.resolve("gone.mask.png")));
    Run wrong = run("masks", "--labels", labels, "--canvas", "640", "--out", folder.resolve("x"));
    assertEquals(2, wrong.exitCode());
    assertTrue(wrong.err().contains("--canvas takes WxH"), wrong.err());
  }

  @Test
  void labelsAreMergedAndOrdered() throws IOException {
    assertEquals(0, masks("--merge", "Rock_Fragment=Rock_Fragment_2").exitCode());
    LabelMask merged = MaskPng.read(out.resolve(FIRST + ".mask.png"), LabelSet.CORESCORE);
    long[] pixels = merged.histogram();
    int second = merged.labels().indexOf("Rock_Fragment_2").orElseThrow();
    assertEquals(count(rock(drawn.resolve("masks").resolve(FIRST + ".png"))), (int) pixels[second]);
    Run ordered = masks("--order", "Rock_Fragment_2", "--force");
    assertEquals(0, ordered.exitCode(), ordered.err());
    assertEquals(0, count(rock(out.resolve(FIRST + ".mask.png"))), "Rock_Fragment is left out");
    assertTrue(Files.readString(out.resolve("masks.csv")).contains("left out"));
    assertEquals(2, masks("--order", "No_Such_Label", "--force").exitCode());
  }

  @Test
  void aBadLabelFileIsNamed() throws IOException {
    for (String text : List.of("{ not labels", "", "[{\"External ID\": 1,")) {
      Files.writeString(labels, text);
      Run run = masks();
      assertEquals(1, run.exitCode());
      assertTrue(run.err().contains("labels.json"), run.err());
      assertFalse(run.err().contains("REDACTED"), run.err());
    }
    assertFalse(Files.exists(out), "nothing is begun");
  }

  @Test
  void masksOverwriteNothingUnlessForced() throws IOException {
    assertEquals(0, masks().exitCode());
    byte[] before = Files.readAllBytes(out.resolve(FIRST + ".mask.png"));
    Files.delete(out.resolve("masks.csv"));
    Run again = masks("--merge", "Rock_Fragment=Rock_Fragment_2");
    assertEquals(1, again.exitCode());
    assertTrue(again.err().contains("--force"), again.err());
    assertArrayEquals(before, Files.readAllBytes(out.resolve(FIRST + ".mask.png")));
    Run forced = masks("--merge", "Rock_Fragment=Rock_Fragment_2", "--force");
    assertEquals(0, forced.exitCode(), forced.err());
    assertFalse(Arrays.equals(before, Files.readAllBytes(out.resolve(FIRST + ".mask.png"))));
  }

  private List<String[]> measures(Object... more) throws IOException {
    Path table = folder.resolve("measures.csv");
    Object[] args = {"measures", "--masks", drawn.resolve("masks"), "--out", table, "--force"};
    Run run = run(with(args, more));
    assertEquals(0, run.exitCode(), run.err());
    return Files.readAllLines(table).stream().map(line -> line.split(",", -1)).toList();
  }

  @Test
  void measuresCountTheRock() throws IOException {
    List<String[]> rows = measures();
    assertEquals("absolute_area", rows.get(0)[3]);
    assertEquals(3, rows.size());
    for (String[] row : rows.subList(1, 3)) {
      int rock = count(rock(drawn.resolve("masks").resolve(row[0])));
      assertEquals(Integer.toString(rock), row[3], row[0]);
      assertEquals(rock / (640.0 * 96), Double.parseDouble(row[4]), 1e-12);
    }
    List<String[]> none = measures("--min-area", 640 * 96);
    assertEquals("0", none.get(1)[3]);
    assertEquals("0", none.get(1)[7]);
    assertNotEquals("0", rows.get(1)[7]);
    Run kept =
        run("measures", "--masks", drawn.resolve("masks"), "--out", folder.resolve("measures.csv"));
    assertEquals(1, kept.exitCode());
    assertTrue(kept.err().contains("--force"), kept.err());
  }

  private JsonNode evaluate(Path to, Object... contender) throws IOException {
    Object[] args = {
      "evaluate",
      "--masks",
      drawn.resolve("masks"),
      "--photos",
      drawn.resolve("photos"),
      "--out",
      to
    };
    Run run = run(with(args, contender));
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(List.of("evaluate.html", "evaluation.csv", "evaluation.json"), names(to));
    return JSON.readTree(to.resolve("evaluation.json").toFile());
  }

  @Test
  void theTruthIsRightAboutItself() throws IOException {
    JsonNode json = evaluate(out, "--predictions", "x=" + drawn.resolve("masks"));
    assertEquals("x", json.get("name").asText());
    assertEquals(List.of(FIRST, SECOND), json.get("photos").findValuesAsText("photo"));
    assertEquals(1, json.get("mean").get("rock_iou").asDouble());
  }

  @Test
  void polygonsAreTheSameTruth() {
    Run run =
        run(
            "evaluate",
            "--labels",
            labels,
            "--photos",
            drawn.resolve("photos"),
            "--predictions",
            "x=" + drawn.resolve("masks"),
            "--out",
            out);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("rock_iou 1.0000"), run.out());
  }

  @Test
  void severalAreComparedSideBySide() throws IOException {
    Run run =
        run(
            "compare",
            "--masks",
            drawn.resolve("masks"),
            "--photos",
            drawn.resolve("photos"),
            "--segmenter",
            "boofcv-edges",
            "--segmenter",
            "boofcv-watershed",
            "--predictions",
            "x=" + drawn.resolve("masks"),
            "--out",
            out);
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(List.of("boofcv-edges", "boofcv-watershed", "compare.html", "x"), names(out));
    for (String name : List.of("boofcv-edges", "boofcv-watershed", "x")) {
      JsonNode json = JSON.readTree(out.resolve(name).resolve("evaluation.json").toFile());
      assertEquals(2, json.get("photos").size());
      double iou = json.get("mean").get("rock_iou").asDouble();
      assertTrue(name.equals("x") ? iou == 1 : iou >= 0 && iou < 1, name + " " + iou);
    }
    assertEquals(
        2,
        run("compare", "--masks", labels, "--segmenter", "boofcv-edges", "--out", out).exitCode());
  }

  @Test
  void theGateOpensForTheBetterOne() throws IOException {
    Path right = folder.resolve("right");
    Path edges = folder.resolve("edges");
    evaluate(right, "--predictions", "x=" + drawn.resolve("masks"));
    evaluate(edges, "--segmenter", "boofcv-edges");
    Path best = right.resolve("evaluation.json");
    Run pass = run("gate", "--candidate", best, "--production", best, "--out", out);
    assertEquals(0, pass.exitCode(), pass.err());
    assertTrue(pass.out().contains("PASS"), pass.out());
    assertEquals(
        "PASS", JSON.readTree(out.resolve("verdict.json").toFile()).get("verdict").asText());
    assertTrue(Files.size(out.resolve("verdict.html")) > 0);
    Run fail = run("gate", "--candidate", edges.resolve("evaluation.json"), "--production", best);
    assertEquals(1, fail.exitCode());
    assertTrue(fail.out().contains("FAIL"), fail.out());
    Run kept = run("gate", "--candidate", best, "--production", best, "--out", out);
    assertEquals(2, kept.exitCode());
    assertTrue(kept.err().contains("--force"), kept.err());
    Run absent = run("gate", "--candidate", folder.resolve("none.json"));
    assertEquals(2, absent.exitCode());
    assertTrue(absent.err().contains("none.json: does not exist"), absent.err());
    Path polished = folder.resolve("polished.json");
    ObjectNode json = (ObjectNode) JSON.readTree(edges.resolve("evaluation.json").toFile());
    ((ObjectNode) json.get("mean")).put("rock_iou", 0.99);
    JSON.writeValue(polished.toFile(), json);
    Run refused = run("gate", "--candidate", polished, "--production", best);
    assertEquals(2, refused.exitCode());
    assertTrue(refused.err().contains("rock_iou is stated as 0.99"), refused.err());
  }

  @Test
  void aPhotoHasOneNameWhateverTheTruthIsIn() throws IOException {
    assertEquals(0, masks("--photos", drawn.resolve("photos")).exitCode());
    Path byMasks = folder.resolve("byMasks");
    Path byLabels = folder.resolve("byLabels");
    Object[] rest = {"--photos", drawn.resolve("photos"), "--predictions", "x=" + out, "--out"};
    Run masks = run(with(with(new Object[] {"evaluate", "--masks", out}, rest), in(byMasks)));
    assertEquals(0, masks.exitCode(), masks.err());
    assertTrue(masks.out().contains("from .instances.png for 2 of 2"), masks.out());
    Run polygons =
        run(with(with(new Object[] {"evaluate", "--labels", labels}, rest), in(byLabels)));
    assertEquals(0, polygons.exitCode(), polygons.err());
    Run gate =
        run(
            "gate",
            "--candidate",
            byMasks.resolve("evaluation.json"),
            "--production",
            byLabels.resolve("evaluation.json"));
    assertEquals(0, gate.exitCode(), gate.err());
    JsonNode one = JSON.readTree(byMasks.resolve("evaluation.json").toFile()).get("mean");
    JsonNode two = JSON.readTree(byLabels.resolve("evaluation.json").toFile()).get("mean");
    assertEquals(two, one, "polygons and instances are the same fragments");
  }

  private static Object[] in(Path folder) {
    return new Object[] {folder};
  }

  @Test
  void instancesThatAreNotTheMasksAreRefused() throws IOException {
    assertEquals(0, masks().exitCode());
    Files.copy(
        out.resolve(SECOND + ".instances.png"),
        out.resolve(FIRST + ".instances.png"),
        StandardCopyOption.REPLACE_EXISTING);
    Run run =
        run("evaluate", "--masks", out, "--predictions", "x=" + out, "--out", folder.resolve("e"));
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains(FIRST + ".instances.png: not the fragments of"), run.err());
    assertTrue(run.out().contains("mean of 1"), run.out());
  }

  @Test
  void anEvaluationThatExistsIsSeenBeforeTheWork() throws IOException {
    evaluate(out, "--predictions", "x=" + drawn.resolve("masks"));
    Run again =
        run(
            "evaluate",
            "--masks",
            drawn.resolve("masks"),
            "--predictions",
            "x=" + drawn.resolve("masks"),
            "--out",
            out);
    assertEquals(1, again.exitCode());
    assertTrue(again.err().contains("--force"), again.err());
    assertEquals("", again.out());
  }

  @Test
  void shapesBeyondThePhotoAreReportedByTheirPlaces() throws IOException {
    Path bad = folder.resolve("bad.json");
    Files.writeString(
        bad,
        "[{\"External ID\":\""
            + FIRST
            + ".jpg\",\"Label\":{\"Rock_Fragment\":["
            + "{\"geometry\":"
            + box(600, 10, 700, 40)
            + "},{\"geometry\":"
            + box(900, 10, 950, 40)
            + "},{\"geometry\":"
            + box(10, 10, 50, 40)
            + "},{\"geometry\":[{\"x\":60,\"y\":10},{\"x\":90,\"y\":40},"
            + "{\"x\":90,\"y\":10},{\"x\":60,\"y\":40}]}]}}]");
    Object[] args = {"masks", "--labels", bad, "--photos", drawn.resolve("photos"), "--out", out};
    Run run = run(args);
    assertEquals(0, run.exitCode(), run.err());
    String place = "bad.json: " + FIRST + ".jpg: Rock_Fragment[";
    assertTrue(run.out().contains(place + "0]: the shape spans x 600.0 to 700.0"), run.out());
    assertTrue(run.out().contains(place + "1]: the shape spans x 900.0 to 950.0"), run.out());
    assertTrue(run.out().contains(place + "3]: the outline crosses"), run.out());
    assertFalse(run.out().contains(place + "2]"), run.out());
    List<String> rows = Files.readAllLines(out.resolve("masks.csv"));
    assertEquals(5, rows.size());
    for (int i = 0; i < 4; i++) {
      assertTrue(
          rows.get(i + 1).startsWith(FIRST + ".jpg,Rock_Fragment[" + i + "],"), rows.get(i + 1));
    }
    assertTrue(rows.get(1).contains("the shape spans x 600.0"), rows.get(1));
    assertTrue(rows.get(2).contains("covers no pixel of the photo; the shape spans"), rows.get(2));
    assertTrue(rows.get(3).endsWith(","), rows.get(3));
    assertTrue(rows.get(4).contains("crosses or touches itself"), rows.get(4));
    Run strict = run(with(args, new Object[] {"--strict", "--force"}));
    assertEquals(1, strict.exitCode());
  }

  static String box(int left, int top, int right, int bottom) {
    return String.format(
        Locale.ROOT,
        "[{\"x\":%1$d,\"y\":%2$d},{\"x\":%3$d,\"y\":%2$d},{\"x\":%3$d,\"y\":%4$d},{\"x\":%1$d,\"y\":%4$d}]",
        left,
        top,
        right,
        bottom);
  }

  @Test
  void aTableThatARunLeftIsNotLost() throws IOException {
    Files.createDirectories(out);
    Path part = out.resolve(".masks.csv.part");
    Files.writeString(part, "rows of an earlier run");
    Run run = masks();
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("a run that has not ended"), run.err());
    assertEquals("rows of an earlier run", Files.readString(part));
    assertEquals(0, masks("--force").exitCode());
    assertFalse(Files.exists(part));
  }
}
