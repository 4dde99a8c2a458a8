// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.report.FolderLock;

/**
 * The folder of results and feedback, of one service at a time: a second one would take up the
 * photos that the first is looking at, and remove its uploads. A process that is killed lets go of
 * it.
 */
final class DataFolder implements AutoCloseable {
  private final Path path;
  private final FolderLock lock;

  private DataFolder(Path path, FolderLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes it where it does not exist, and takes it.
   *
   * @throws CoreScoreException if another service has it
   */
  static DataFolder open(Path path) throws IOException {
    Files.createDirectories(path);
    FolderLock lock =
        FolderLock.tryAcquire(path, "service.lock")
            .orElseThrow(
                () ->
                    new CoreScoreException(
                        FailureKind.BUSY,
                        "--data "
                            + path
                            + ": another service uses this folder; give each one of its own"));
    return new DataFolder(path, lock);
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
