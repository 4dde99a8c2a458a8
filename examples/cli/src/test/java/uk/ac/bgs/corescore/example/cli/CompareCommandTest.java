// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.names;
import static uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.Run;

/** Several contenders are judged by the same truth. */
class CompareCommandTest extends LabelledPair {
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
}
