// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.CoreScoreException;

/**
 * Keeps a place to one writer at a time, by the system's lock of a small hidden file that is gone
 * when it is closed. The system drops the lock of a process that ends, however it ends: a file that
 * is left over holds nobody up. Where a file system has no locks, nothing is kept.
 */
public final class OutputLock implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(OutputLock.class);
  private static final int TRIES = 10;

  private final Path file;
  private final FileChannel channel;

  private OutputLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
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

  /** Empty where the one who had the lock removed the file meanwhile. */
  @SuppressWarnings("MustBeClosedChecker") // closed here, or by the lock
  private static Optional<OutputLock> tried(Path file, Path what) throws IOException {
    Optional<Object> key;
    FileChannel channel;
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.createFile(file);
      }
      key = key(file);
      channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      return Optional.empty();
    }
    boolean held = false;
    try {
      if (!isLocked(channel, file)) {
        throw taken(what);
      }
      held = Files.exists(file, LinkOption.NOFOLLOW_LINKS) && key.equals(key(file));
      return held ? Optional.of(new OutputLock(file, channel)) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } finally {
      if (!held) {
        channel.close();
      }
    }
  }

  private static boolean isLocked(FileChannel channel, Path file) {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // By this JVM.
      return false;
    } catch (IOException e) {
      LOG.warn("{}: no locks there, so two writers at a time are not told of: {}", file, e);
      return true;
    }
  }

  private static Optional<Object> key(Path file) throws IOException {
    return Optional.ofNullable(
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey());
  }

  private static CoreScoreException taken(Path what) {
    return new CoreScoreException(
        what + ": another run is writing there; wait for its end, or write elsewhere");
  }

  /** Removes the file and gives the place free. */
  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(file);
    } finally {
      channel.close();
    }
  }
}
