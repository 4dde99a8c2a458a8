// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCommitTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @TempDir Path folder = Path.of(".");

  @Test
  void theCommitOfACheckoutIsRead() throws IOException {
    Path git = Files.createDirectories(folder.resolve(".git/refs/heads")).resolve("../..");
    Path below = Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/main\n");
    assertEquals(Optional.empty(), GitCommit.of(below), "no commit yet");
    Files.writeString(git.resolve("packed-refs"), "# pack\n" + COMMIT + " refs/heads/main\n");
    assertEquals(Optional.of(COMMIT), GitCommit.of(below));
    String other = COMMIT.replace('0', 'f');
    Files.writeString(git.resolve("refs/heads/main"), other + "\n");
    assertEquals(Optional.of(other), GitCommit.of(below));
    Files.writeString(git.resolve("HEAD"), COMMIT + "\n");
    assertEquals(Optional.of(COMMIT), GitCommit.of(below));
    Files.writeString(git.resolve("HEAD"), "nothing that git writes");
    assertEquals(Optional.empty(), GitCommit.of(below));
  }
}
