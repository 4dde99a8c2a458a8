// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.service;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;

/**
 * The folder of results and feedback, of one service at a time: a second one would take up the
 * photos that the first is looking at, and remove its uploads. A process that is killed lets go of
 * it.
 */
final class DataFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel lock;

  private DataFolder(Path path, FileChannel lock) {
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
    FileChannel lock =
        FileChannel.open(
            path.resolve("service.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      taken = lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      throw inUse(path, e);
    } finally {
      if (!taken) {
        lock.close();
      }
    }
    if (!taken) {
      throw inUse(path, null);
    }
    return new DataFolder(path, lock);
  }

  private static CoreScoreException inUse(Path path, @Nullable Throwable cause) {
    return new CoreScoreException(
        "--data " + path + ": another service uses this folder; give each one of its own", cause);
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
