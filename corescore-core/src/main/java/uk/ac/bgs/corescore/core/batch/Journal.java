// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * The file to which a run appends a record for each photo that is done. A record that a kill has
 * cut off is overwritten. Safe for use by many threads.
 */
final class Journal implements Closeable {
  /** So many records, or so much time, is between two times that it is forced to the disk. */
  private static final int RECORDS = 256;

  private static final long FORCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Path file;
  private final FileChannel channel;
  private long end;
  private int unforced;
  private long forced = System.nanoTime();
  private boolean broken;

  private Journal(Path file, FileChannel channel, long end) {
    this.file = file;
    this.channel = channel;
    this.end = end;
  }

  /**
   * Opens a journal to append to it.
   *
   * @param end where its sound records end, as {@link JournalFile} found it; 0 to begin it
   */
  static Journal open(Path file, String set, long end) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean opened = false;
    try {
      channel.truncate(end);
      Journal journal = new Journal(file, channel, end);
      if (end == 0) {
        journal.put(ByteBuffer.wrap(JournalFile.beginning(set)));
      }
      journal.force();
      opened = true;
      return journal;
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  /**
   * Appends a record.
   *
   * @return where it begins
   * @throws IOException if it cannot be written whole; then nothing of it stays, and the journal
   *     takes no more
   */
  synchronized long append(PhotoRecord photo) throws IOException {
    if (broken) {
      throw new IOException(file + ": an earlier record could not be written");
    }
    long at = end;
    broken = true;
    put(ByteBuffer.wrap(JournalFile.framed(RecordCodec.encode(photo))));
    unforced++;
    if (unforced >= RECORDS || System.nanoTime() - forced > FORCE_NANOS) {
      force();
    }
    broken = false;
    return at;
  }

  private void put(ByteBuffer bytes) throws IOException {
    long at = end;
    boolean whole = false;
    try {
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
      whole = true;
    } finally {
      if (!whole) {
        channel.truncate(end);
      }
    }
    end = at;
  }

  synchronized void force() throws IOException {
    channel.force(true);
    unforced = 0;
    forced = System.nanoTime();
  }

  @Override
  public synchronized void close() throws IOException {
    try (channel) {
      if (!broken && channel.isOpen()) {
        force();
      }
    }
  }
}
