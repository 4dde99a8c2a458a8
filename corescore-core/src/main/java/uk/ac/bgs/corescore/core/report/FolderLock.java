// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import uk.ac.bgs.corescore.core.internal.lock.ProcessLock;

/**
 * Keeps a folder to one holder at a time, in this process and others, by the system's lock of a
 * file in it. The file stays when the lock is closed. The system drops the lock of a process that
 * ends, however it ends.
 *
 * <p>Safe for use by many threads.
 */
public final class FolderLock implements Closeable {
  private final ProcessLock lock;

  private FolderLock(ProcessLock lock) {
    this.lock = lock;
  }

  /**
   * Holds a folder until the lock is closed.
   *
   * @param folder the folder, which exists
   * @param name the name of the file in it that is locked; made if it does not exist
   * @return the lock; empty if the folder is held already, by this process or another
   * @throws IOException if the file cannot be opened, or the file system has no locks
   */
  public static Optional<FolderLock> tryAcquire(Path folder, String name) throws IOException {
    return ProcessLock.tryAcquire(folder.resolve(name)).map(FolderLock::new);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  @Override
  public String toString() {
    return lock.toString();
  }
}
