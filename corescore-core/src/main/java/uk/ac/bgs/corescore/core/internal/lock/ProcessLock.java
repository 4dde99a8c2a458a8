// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.lock;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The system's lock of a file, held by one place of one process at a time. The system drops the
 * lock of a process that ends, however it ends.
 *
 * <p>The system's locks are the process's, and closing any channel of a file drops them all: who is
 * refused must not have opened the file. So the process keeps a table of the files that it holds,
 * and checks it first. The table is the system properties, which are there once for all copies of
 * this library in a process, where a static field is there once for each class loader.
 *
 * <p>A file is known by the real path of its folder and its name. A link in the place of the file
 * is not followed. Safe for use by many threads.
 */
public final class ProcessLock implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessLock.class);

  private final FileChannel channel;
  private final String key;

  private ProcessLock(FileChannel channel, String key) {
    this.channel = channel;
    this.key = key;
  }

  /**
   * Holds a file, which is made where it does not exist; empty if it is held already, by this
   * process or another.
   *
   * @throws IOException if it cannot be opened, or the file system has no locks
   */
  public static Optional<ProcessLock> tryAcquire(Path file) throws IOException {
    String key = key(file);
    return claim(key) ? locked(file, key, false, true) : Optional.empty();
  }

  /**
   * As {@link #tryAcquire}, but where the file system has no locks the file is kept from this
   * process alone, and a warning says so.
   */
  static Optional<ProcessLock> tryAcquireIfSupported(Path file) throws IOException {
    String key = key(file);
    return claim(key) ? locked(file, key, false, false) : Optional.empty();
  }

  /**
   * Holds a file, which is made where it does not exist, as soon as nothing else holds it.
   *
   * @throws InterruptedIOException if the thread is interrupted while this process holds it
   * @throws IOException if it cannot be opened, the file system has no locks, or other code of this
   *     process has locked it
   */
  public static ProcessLock hold(Path file) throws IOException {
    String key = key(file);
    synchronized (monitor(key)) {
      while (!claim(key)) {
        try {
          monitor(key).wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          InterruptedIOException stopped =
              new InterruptedIOException(file + ": interrupted while another thread holds it");
          stopped.initCause(e);
          throw stopped;
        }
      }
    }
    return locked(file, key, true, true)
        .orElseThrow(() -> new IOException(file + ": other code of this process has locked it"));
  }

  /** Whether this process holds a file; the file is not touched. */
  public static boolean isHeldHere(Path file) throws IOException {
    return System.getProperty(key(file)) != null;
  }

  @SuppressWarnings("MustBeClosedChecker") // closed here, or by the lock
  private static Optional<ProcessLock> locked(Path file, String key, boolean wait, boolean required)
      throws IOException {
    boolean held = false;
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      held = isLocked(channel, file, wait, required);
      return held ? Optional.of(new ProcessLock(channel, key)) : Optional.empty();
    } finally {
      if (!held) {
        free(channel, key);
      }
    }
  }

  private static boolean isLocked(FileChannel channel, Path file, boolean wait, boolean required)
      throws IOException {
    try {
      FileLock lock = wait ? channel.lock() : channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // By code of this process that is not ours.
      return false;
    } catch (IOException e) {
      if (required) {
        throw e;
      }
      LOG.warn("{}: no locks there, so other processes are not kept out: {}", file, e);
      return true;
    }
  }

  private static String key(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    Path known = folder == null ? absolute : folder.toRealPath().resolve(absolute.getFileName());
    return "uk.ac.bgs.corescore.lock " + known;
  }

  /** An interned text is there once for all class loaders. */
  private static Object monitor(String key) {
    return key.intern();
  }

  private static boolean claim(String key) {
    return System.getProperties().putIfAbsent(key, "held") == null;
  }

  private static void free(@Nullable FileChannel channel, String key) throws IOException {
    try {
      if (channel != null) {
        channel.close();
      }
    } finally {
      synchronized (monitor(key)) {
        System.clearProperty(key);
        monitor(key).notifyAll();
      }
    }
  }

  /** Gives the file free; once. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      free(channel, key);
    }
  }

  @Override
  public String toString() {
    return key;
  }
}
