// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.Run;

class RankCommandTest {
  @TempDir Path folder = Path.of(".");

  private static Run run(Object... args) {
    return CoreScoreCommandTest.run(args);
  }

  private Path draw() {
    Path drawn = folder.resolve("drawn");
    DrawnFolder.copy(3, 3, 640, 96, drawn);
    return drawn.resolve("photos");
  }

  @Test
  void rankWritesItsContractAndABadPhotoDoesNotStopIt() throws IOException {
    Path photos = draw();
    Files.writeString(photos.resolve("a-broken.jpg"), "not a photo");
    Path out = folder.resolve("ranking");
    Run run = run("rank", "--photos", photos, "--out", out, "--top", 2);
    assertEquals(1, run.exitCode());
    assertTrue(run.out().contains("3 of 4 photos ranked"), run.out());
    assertTrue(run.err().contains("a-broken.jpg"), run.err());
    assertEquals(List.of("ranking.csv", "ranking.html"), CoreScoreCommandTest.names(out));
    List<String> lines = Files.readAllLines(out.resolve("ranking.csv"));
    assertEquals(4, lines.size());
    double last = 1;
    for (String line : lines.subList(1, 4)) {
      double score = Double.parseDouble(line.split(",", -1)[2]);
      assertTrue(score <= last && score >= 0, line);
      last = score;
    }
    assertTrue(Files.readString(out.resolve("ranking.html")).contains("the first 2 of 3 photos"));
    Files.delete(photos.resolve("a-broken.jpg"));
    Run again = run("rank", "--photos", photos, "--out", out);
    assertEquals(1, again.exitCode());
    assertTrue(again.err().contains("exists already; --force replaces it"), again.err());
    Run forced = run("rank", "--photos", photos, "--out", out, "--force");
    assertEquals(0, forced.exitCode(), forced.err());
  }

  @Test
  void aScorerAddsItsColumns() throws IOException {
    Path photos = draw();
    Path out = folder.resolve("ranking");
    Run run = run("rank", "--photos", photos, "--scorer", "condition", "--out", out);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains(", condition "), run.out());
    List<String> lines = Files.readAllLines(out.resolve("ranking.csv"));
    int column = List.of(lines.get(0).split(",")).indexOf("condition");
    assertTrue(column > 0, lines.get(0));
    for (String line : lines.subList(1, 4)) {
      String word = line.split(",", -1)[column];
      assertTrue(List.of("excellent", "moderate", "poor", "very_poor").contains(word), line);
    }
    Run wrong =
        run("rank", "--photos", photos, "--scorer", "nobody", "--out", folder.resolve("none"));
    assertEquals(2, wrong.exitCode(), wrong.err());
  }

  @Test
  void wrongUseIsSaidBeforeTheWork() {
    Path photos = draw();
    Path out = folder.resolve("ranking");
    Object[][] wrong = {
      {"boofcv-watershed", "--top", 0},
      {"boofcv-watershed", "--boundary", -1},
      {"nobody", "--top", 1},
      {"boofcv-watershed", "--option", "depth=3"},
      {"boofcv-watershed", "--model", "m.corescore"},
      {"boofcv-watershed", "--option", "flips=false"}
    };
    for (Object[] use : wrong) {
      Run run =
          run("rank", "--photos", photos, "--out", out, "--segmenter", use[0], use[1], use[2]);
      assertEquals(2, run.exitCode(), use[1] + " " + use[2] + ": " + run.err());
      assertFalse(Files.exists(out.resolve("ranking.csv")), use[1].toString());
    }
    Run none = run("rank", "--photos", folder.resolve("drawn"), "--no-recursive", "--out", out);
    assertEquals(2, none.exitCode(), none.err());
    assertTrue(none.err().contains("no photographs"), none.err());
  }
}
