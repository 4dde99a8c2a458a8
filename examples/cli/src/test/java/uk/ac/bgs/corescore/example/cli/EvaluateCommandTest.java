// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.Run;

/** One contender is judged by what is true. */
class EvaluateCommandTest extends LabelledPair {
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

  /** Polygons Box are rows: that of the photo is the row of whole-photo, two halves are two. */
  @Test
  void rowsOfTheTruthAreJudged() throws IOException {
    Path photos = Files.createDirectory(folder.resolve("boxes"));
    Path photo;
    try (Stream<Path> files = Files.list(drawn.resolve("photos"))) {
      photo = files.sorted().findFirst().orElseThrow();
    }
    for (String name : List.of("a.jpg", "b.jpg", "c.jpg")) {
      Files.copy(photo, photos.resolve(name));
    }
    Path truth = Files.createDirectory(folder.resolve("rows"));
    String rock = "{'label':'Rock_Fragment','points':[[10,30],[300,30],[300,60],[10,60]]}";
    Files.writeString(
        truth.resolve("a.json"), labelme("a.jpg", rock, rowBox("[0,0],[640,0],[640,96],[0,96]")));
    Files.writeString(
        truth.resolve("b.json"),
        labelme(
            "b.jpg",
            rock,
            rowBox("[0,0],[640,0],[640,48],[0,48]"),
            rowBox("[0,48],[640,48],[640,96],[0,96]")));
    Files.writeString(truth.resolve("c.json"), labelme("c.jpg", rock));
    Run run =
        run(
            "evaluate",
            "--labels",
            truth,
            "--photos",
            photos,
            "--segmenter",
            "boofcv-edges",
            "--layout",
            "whole-photo",
            "--out",
            out);
    assertEquals(0, run.exitCode(), run.err());
    JsonNode json = JSON.readTree(out.resolve("evaluation.json").toFile());
    JsonNode one = json.at("/photos/0");
    assertEquals(1, one.get("row_iou").asDouble());
    assertEquals(1, one.get("row_number_right").asDouble());
    assertEquals(1, one.get("row_order_right").asDouble());
    JsonNode two = json.at("/photos/1");
    assertEquals(0, two.get("row_number_right").asDouble());
    assertEquals(0.25, two.get("row_iou").asDouble(), 1e-9);
    assertTrue(json.at("/photos/2").get("row_iou").isNull());
    assertEquals(0.5, json.at("/mean/row_number_right").asDouble());
  }

  private static String rowBox(String points) {
    return "{'label':'Box','points':[" + points + "]}";
  }

  private static String labelme(String photo, String... shapes) {
    return ("{'version':'5.5.0','flags':{},'imagePath':'"
            + photo
            + "','imageData':null,'imageWidth':640,'imageHeight':96,'shapes':["
            + String.join(",", shapes)
                .replace("{'label'", "{'shape_type':'polygon','flags':{},'group_id':null,'label'")
            + "]}")
        .replace('\'', '"');
  }

  @Test
  void namesAndNumbersThatMeanNothingAreRefused() {
    Path masks = drawn.resolve("masks");
    assertEquals(
        2,
        run("evaluate", "--masks", masks, "--predictions", "../x=" + masks, "--out", out)
            .exitCode());
    assertEquals(
        2,
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
    assertFalse(Files.exists(folder.resolve("x")));
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
}
