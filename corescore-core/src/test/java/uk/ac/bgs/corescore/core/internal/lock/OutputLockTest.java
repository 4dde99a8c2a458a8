// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.house.JavaProgram;

/** One at a time writes into a place. */
class OutputLockTest {
  private final Path folder;

  OutputLockTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private void refused() {
    CoreScoreException refused =
        assertThrows(CoreScoreException.class, () -> OutputLock.ofFolder(folder).close());
    assertEquals(
        folder + ": another run is writing there; wait for its end, or write elsewhere",
        refused.getMessage());
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  @Test
  void theSecondIsToldAndTheNextIsNot() throws IOException {
    try (OutputLock lock = OutputLock.ofFolder(folder)) {
      assertNotNull(lock);
      refused();
      OutputLock.ofFile(folder.resolve("a.csv")).close();
    }
    assertEquals(0, files(), "nothing is left");
    OutputLock.ofFolder(folder).close();
  }

  @Test
  void theLockOfADeadProcessIsFree() throws IOException {
    Path left = Files.writeString(folder.resolve(".corescore.lock"), "left");
    OutputLock.ofFolder(folder).close();
    assertFalse(Files.exists(left));
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "of another");
    Files.createSymbolicLink(folder.resolve(".corescore.lock"), other);
    assertThrows(IOException.class, () -> OutputLock.ofFolder(folder).close());
    assertEquals("of another", Files.readString(other));
  }

  @Test
  void anotherProcessIsTold() throws IOException, InterruptedException {
    Process process =
        JavaProgram.of(Holder.class, List.of(), folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertEquals("held", said.readLine());
      refused();
    } finally {
      process.destroyForcibly().waitFor();
    }
    OutputLock.ofFolder(folder).close();
    assertEquals(0, files());
  }

  /** Holds a folder until it is killed or its input is closed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws IOException {
      try (OutputLock lock = OutputLock.ofFolder(Path.of(args[0]))) {
        assertNotNull(lock);
        System.out.println("held");
        System.in.read();
      }
    }
  }
}
