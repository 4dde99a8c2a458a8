// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.Run;

/** Score, rank and evaluate are told in the same words who is to look. */
class SegmenterChoiceTest {
  @TempDir Path folder = Path.of(".");

  private Path drawn = Path.of(".");
  private Path out = Path.of(".");

  @BeforeEach
  void draw() {
    drawn = folder.resolve("drawn");
    out = folder.resolve("out");
    DrawnFolder.copy(1, 1, 640, 96, drawn);
  }

  private Run with(String command, Object... more) {
    Path photos = drawn.resolve("photos");
    Object[] asked =
        switch (command) {
          case "score" -> new Object[] {"score", photos};
          case "rank" -> new Object[] {"rank", "--photos", photos};
          default ->
              new Object[] {"evaluate", "--photos", photos, "--masks", drawn.resolve("masks")};
        };
    return CoreScoreCommandTest.run(
        Stream.of(asked, new Object[] {"--out", out}, more).flatMap(Stream::of).toArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"score", "rank", "evaluate"})
  void optionsReachTheSegmenterAndAModelIsItsOption(String command) {
    String id = "boofcv-watershed";
    Run unknown = with(command, "--segmenter", id, "--option", "depth=3");
    assertEquals(2, unknown.exitCode());
    assertTrue(unknown.err().contains("'depth'"), unknown.err());
    Run noModel = with(command, "--segmenter", id, "--model", "m.corescore");
    assertEquals(2, noModel.exitCode());
    assertTrue(noModel.err().contains("'model'"), noModel.err());
    Run two = with(command, "--segmenter", "djl-unet", "--model", "a", "--option", "model=b");
    assertEquals(2, two.exitCode());
    assertTrue(two.err().contains("--model a and --option model=b"), two.err());
    assertFalse(Files.exists(out.resolve("measures.csv")));
  }

  @Test
  void aModelThatIsNotThereIsNamed() {
    Path absent = folder.resolve("none.corescore");
    Run run = with("score", "--segmenter", "djl-unet", "--model", absent);
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(run.err().contains("none.corescore"), run.err());
  }
}
