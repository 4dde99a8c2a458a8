// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.Run;

/** Evaluations are weighed against each other. */
class GateCommandTest extends LabelledPair {
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

  private static Object[] in(Path folder) {
    return new Object[] {folder};
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
}
