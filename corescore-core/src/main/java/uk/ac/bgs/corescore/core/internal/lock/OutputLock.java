// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.lock;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * A lock for one writer at a time: the system's lock of a small hidden file, which is deleted when
 * the lock is closed. The system drops the lock of a process that ends, however it ends: a file
 * that is left over has no effect. Where a file system has no locks, nothing is kept.
 */
public final class OutputLock implements Closeable {
  private static final int TRIES = 10;

  private final Path file;
  private final ProcessLock lock;

  private OutputLock(Path file, ProcessLock lock) {
    this.file = file;
    this.lock = lock;
  }

  /** Of a folder, which is there, by a file in it. */
  public static OutputLock ofFolder(Path folder) throws IOException {
    return hold(folder.resolve(".corescore.lock"), folder);
  }

  /** Of a file in a folder that is there, by a file beside it. */
  public static OutputLock ofFile(Path target) throws IOException {
    return hold(target.resolveSibling("." + target.getFileName() + ".lock"), target);
  }

  private static OutputLock hold(Path file, Path what) throws IOException {
    for (int tries = 0; tries < TRIES; tries++) {
      Optional<OutputLock> held = tried(file, what);
      if (held.isPresent()) {
        return held.get();
      }
    }
    throw taken(what);
  }

  /** Empty if the previous holder of the lock removed the file meanwhile. */
  private static Optional<OutputLock> tried(Path file, Path what) throws IOException {
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.createFile(file);
      }
      Optional<Object> key = key(file);
      ProcessLock lock = ProcessLock.tryAcquireIfSupported(file).orElseThrow(() -> taken(what));
      boolean held = false;
      try {
        held = key.equals(key(file));
        return held ? Optional.of(new OutputLock(file, lock)) : Optional.empty();
      } finally {
        if (!held) {
          lock.close();
        }
      }
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> key(Path file) throws IOException {
    return Optional.ofNullable(
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey());
  }

  private static CoreScoreException taken(Path what) {
    return new CoreScoreException(
        FailureKind.BUSY,
        what + ": another run is writing there; wait for its end, or write elsewhere");
  }

  /** Removes the file and releases the lock. */
  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(file);
    } finally {
      lock.close();
    }
  }

  @Override
  public String toString() {
    return "lock " + file;
  }
}
