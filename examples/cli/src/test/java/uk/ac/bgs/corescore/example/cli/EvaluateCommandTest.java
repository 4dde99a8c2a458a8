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
