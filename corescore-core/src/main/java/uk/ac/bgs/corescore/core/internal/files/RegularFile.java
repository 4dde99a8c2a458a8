// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/** Checks that a path is a regular file: reading a pipe may block, and a device never ends. */
public final class RegularFile {
  private RegularFile() {}

  /**
   * What a path is that is no regular file; links are followed, nothing is opened.
   *
   * @throws java.nio.file.NoSuchFileException if there is nothing
   */
  public static Optional<String> other(Path path) throws IOException {
    BasicFileAttributes is = Files.readAttributes(path, BasicFileAttributes.class);
    if (is.isRegularFile()) {
      return Optional.empty();
    }
    return Optional.of(is.isDirectory() ? "a folder" : "a pipe, a socket or a device");
  }

  /**
   * Refuses what is no regular file.
   *
   * @throws CoreScoreException which names it
   * @throws java.nio.file.NoSuchFileException if there is nothing
   */
  public static void require(Path path) throws IOException {
    Optional<String> other = other(path);
    if (other.isPresent()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, path + ": expected a file, it is " + other.get());
    }
  }
}
