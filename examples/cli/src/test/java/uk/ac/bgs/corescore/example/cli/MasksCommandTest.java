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
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.core.mask.MaskPng;
import uk.ac.bgs.corescore.core.report.OutputFolder;
import uk.ac.bgs.corescore.core.report.TableFile;
import uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.Run;
import uk.ac.bgs.corescore.mask.LabelMask;
import uk.ac.bgs.corescore.mask.LabelSet;

/** Label files become masks. */
class MasksCommandTest extends LabelledPair {
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
  void anUnknownLabelIsNotTakenForNoRock() throws IOException {
    String text = Files.readString(labels).replace("\"Rock_Fragment\"", "\"Granite\"");
    Files.writeString(labels, text);
    Run run = masks();
    assertEquals(1, run.exitCode());
    assertTrue(run.out().contains("Granite"), run.out());
    assertTrue(run.err().contains(FIRST + ".jpg: none of the shapes that were drawn"), run.err());
    assertFalse(Files.exists(out.resolve(FIRST + ".mask.png")));
    Run merged = masks("--merge", "Granite=Rock_Fragment", "--force");
    assertEquals(0, merged.exitCode(), merged.err());
    assertTrue(count(rock(out.resolve(FIRST + ".mask.png"))) > 0);
    assertNotEquals(0, masks("--strict", "--force").exitCode());
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

  /** Where nothing can be read, it is said why; and whose annotations are read can be chosen. */
  @Test
  void theReasonsAreSaidWhereNoPhotoCanBeRead() throws IOException {
    String shape =
        """
        {"type": "rectanglelabels", "to_name": "image", "original_width": 100, "original_height": 50,
         "value": {"x": 0, "y": 0, "width": 50, "height": 50, "rectanglelabels": ["Rock_Fragment"]}}
        """;
    String task =
        """
        [{"data": {"dry": "a.jpg", "wet": "b.jpg"}, "annotations": [
          {"id": 1, "completed_by": 1, "result": []},
          {"id": 2, "completed_by": 2, "result": [SHAPE]}]}]
        """
            .replace("SHAPE", shape);
    Files.writeString(labels, task);
    Run unclear = masks();
    assertNotEquals(0, unclear.exitCode());
    assertTrue(unclear.out().contains("which photo it is on is not clear"), unclear.out());
    assertTrue(unclear.err().contains("2 failed"), unclear.err());
    assertTrue(
        unclear.err().contains("a.jpg: ") && unclear.err().contains("b.jpg: "), unclear.err());
    Run named = masks("--record", "a", "--force");
    assertTrue(named.out().contains("which photo it is on is not clear"), named.out());

    Files.writeString(labels, task.replace(", \"wet\": \"b.jpg\"", ""));
    Run latest = masks("--canvas", "100x50", "--force");
    assertEquals(0, latest.exitCode(), latest.err());
    assertTrue(latest.out().contains("annotation 2 by 2 is read, the latest"), latest.out());
    assertEquals(50 * 25, count(rock(out.resolve("a.mask.png"))));
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
    Run unknown = run(args);
    assertEquals(1, unknown.exitCode());
    assertTrue(
        unknown.err().contains("1 of 4 shapes lie outside the photo of 640 x 96"), unknown.err());
    Run run = run(with(args, new Object[] {"--labels-on", "shown", "--force"}));
    assertEquals(0, run.exitCode(), run.err());
    String place = "bad.json: " + FIRST + ".jpg: ";
    assertTrue(run.out().contains(place + "1 of 4 shapes lie outside the photo"), run.out());
    assertTrue(run.out().contains(place + "1 of 4 shapes reach beyond the photo"), run.out());
    assertTrue(run.out().contains(place + "Rock_Fragment[3]: the outline crosses"), run.out());
    List<String> rows = Files.readAllLines(out.resolve("masks.csv"));
    assertEquals(5, rows.size());
    String row = FIRST + ".jpg,Rock_Fragment[";
    assertTrue(rows.get(1).startsWith(row + "1],Rock_Fragment,,0,0,0,0,"), rows.get(1));
    assertTrue(rows.get(1).contains("the shape spans x 900 to 950"), rows.get(1));
    assertTrue(rows.get(2).startsWith(row + "0],"), rows.get(2));
    assertTrue(rows.get(2).contains("the shape spans x 600 to 700"), rows.get(2));
    assertTrue(rows.get(3).startsWith(row + "2],"), rows.get(3));
    assertTrue(rows.get(3).endsWith(","), rows.get(3));
    assertTrue(rows.get(4).startsWith(row + "3],"), rows.get(4));
    assertTrue(rows.get(4).contains("crosses or touches itself"), rows.get(4));
    Run strict = run(with(args, new Object[] {"--strict", "--force"}));
    assertEquals(1, strict.exitCode());
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

  @Test
  void namesThatASpreadsheetWouldRunAreGuardedInTheTable() throws IOException {
    Path table = folder.resolve("t/masks.csv");
    try (TableFile masks =
        TableFile.open(OutputFolder.makeFor(table), false, List.of("photo", "drawn_px"))) {
      masks.row("=1+1.jpg", -5);
      masks.row("@b.jpg", 7.5);
    }
    assertEquals(
        List.of("photo,drawn_px", "'=1+1.jpg,-5", "'@b.jpg,7.5"), Files.readAllLines(table));
  }

  @Test
  void anUnknownFormatIsRefused() {
    assertEquals(2, masks("--label-format", "nope").exitCode());
    assertFalse(Files.exists(out));
  }
}
