// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.training.retrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;

class YamlNodeTest {
  private final Path file;

  YamlNodeTest(@TempDir Path folder) {
    this.file = folder.resolve("retrain.yaml");
  }

  @Test
  void nestingIsCountedBeforeTheLibraryRecurses() throws IOException {
    for (String deep : List.of("a:\n  b: [[x]]", "a:\n  - - b:\n        c", "a: {b: {c: [x]}}")) {
      Files.writeString(file, deep);
      assertEquals(1, YamlNode.read(file, 4).members(Set.of("a")).size());
      CoreScoreException refused =
          assertThrows(CoreScoreException.class, () -> YamlNode.read(file, 3));
      String message = String.valueOf(refused.getMessage());
      assertTrue(message.startsWith(file + ", line "), message);
      assertTrue(message.contains("nested at most 3 deep"), message);
    }
    Files.writeString(file, "a: " + "[".repeat(32) + "]".repeat(32));
    assertThrows(CoreScoreException.class, () -> YamlNode.read(file));
    Files.writeString(file, "a: " + "[".repeat(31) + "]".repeat(31));
    assertEquals(1, YamlNode.read(file).members(Set.of("a")).size());
  }

  @Test
  void aPipeIsRefusedAndNotWaitedFor() throws IOException, InterruptedException {
    try {
      boolean made = new ProcessBuilder("mkfifo", file.toString()).start().waitFor() == 0;
      assumeTrue(made, "no pipe can be made here");
    } catch (IOException e) {
      assumeTrue(false, "this machine has no mkfifo");
    }
    CoreScoreException refused =
        assertTimeoutPreemptively(
            Duration.ofMinutes(1),
            () -> assertThrows(CoreScoreException.class, () -> YamlNode.read(file)));
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith(file + ": expected a file, it is a pipe"));
  }
}
