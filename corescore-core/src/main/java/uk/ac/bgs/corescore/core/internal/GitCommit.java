// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commit that is checked out in a folder, read from git's files without running git. */
public final class GitCommit {
  private static final Logger LOG = LoggerFactory.getLogger(GitCommit.class);
  private static final String COMMIT = "[0-9a-f]{40}([0-9a-f]{24})?";

  private GitCommit() {}

  /** Empty where the folder is in no checkout, or its files are not understood. */
  public static Optional<String> of(Path folder) {
    try {
      for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
        Path git = at.resolve(".git");
        if (Files.isRegularFile(git)) {
          // A worktree: the file states where its folder is.
          git = at.resolve(Files.readString(git).strip().replaceFirst("^gitdir: ", ""));
        }
        if (Files.isRegularFile(git.resolve("HEAD"))) {
          return head(git);
        }
      }
    } catch (IOException | java.nio.file.InvalidPathException e) {
      LOG.debug("no commit known", e);
    }
    return Optional.empty();
  }

  private static Optional<String> head(Path git) throws IOException {
    String head = Files.readString(git.resolve("HEAD")).strip();
    if (head.matches(COMMIT)) {
      return Optional.of(head);
    }
    Path common = git;
    if (Files.exists(git.resolve("commondir"))) {
      common = git.resolve(Files.readString(git.resolve("commondir")).strip());
    }
    String name = head.replaceFirst("^ref: ", "");
    Path ref = common.resolve(name);
    if (Files.isRegularFile(ref)) {
      return Optional.of(Files.readString(ref).strip()).filter(text -> text.matches(COMMIT));
    }
    Path packed = common.resolve("packed-refs");
    if (!Files.isRegularFile(packed)) {
      return Optional.empty();
    }
    return Files.readAllLines(packed).stream()
        .filter(line -> line.endsWith(" " + name))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .filter(text -> text.matches(COMMIT))
        .findFirst();
  }
}
