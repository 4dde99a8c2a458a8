// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.example.cli.CoreScoreCommandTest.Run;

/**
 * A mistyped folder is not one without models or runs. Those that put something there make it, see
 * the tests of train and retrain.
 */
class PlacesToReadTest {
  @TempDir Path folder = Path.of(".");

  private Run ask(String command, Path place) {
    Path drawn = folder.resolve("drawn");
    String[] words = command.split(" ", -1);
    Object[] all = new Object[words.length];
    for (int i = 0; i < words.length; i++) {
      all[i] =
          switch (words[i]) {
            case "PLACE" -> place;
            case "PHOTOS" -> drawn.resolve("photos");
            case "MASKS" -> drawn.resolve("masks");
            case "OUT" -> folder.resolve("out");
            default -> words[i];
          };
    }
    return CoreScoreCommandTest.run(all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "models --registry PLACE",
        "models --registry PLACE --roll-back",
        "runs --track PLACE",
        "promote --registry PLACE --candidate 1 --masks MASKS --photos PHOTOS",
        "score PHOTOS --registry PLACE --model registry:corescore@production",
        "evaluate --photos PHOTOS --masks MASKS --segmenter djl-unet"
            + " --registry PLACE --model registry:corescore --out OUT",
      })
  void aFolderThatIsNotThereIsRefused(String command) throws IOException {
    Run run =
        CoreScoreCommandTest.run(
            "draw", "--width", 640, "--height", 96, "--out", folder.resolve("drawn"));
    assertEquals(0, run.exitCode(), run.err());
    Path nowhere = folder.resolve("nowhere");
    run = ask(command, nowhere);
    assertEquals(2, run.exitCode(), run.out() + run.err());
    assertTrue(run.err().contains(nowhere + " does not exist"), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertFalse(Files.exists(nowhere), "asking makes nothing");
    Path file = Files.writeString(folder.resolve("file"), "something else");
    run = ask(command, file);
    assertEquals(2, run.exitCode(), run.out() + run.err());
    assertTrue(run.err().contains(file + " is a file"), run.err());
  }

  @Test
  void oneWithoutAnythingIsTold() {
    Run run = ask("models --registry PLACE", folder);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("no versions of corescore in " + folder), run.out());
    run = ask("runs --track PLACE", folder);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("no runs"), run.out());
    run = ask("models --registry PLACE --roll-back", folder);
    assertEquals(1, run.exitCode(), run.out());
  }
}
