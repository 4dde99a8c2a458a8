// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uk.ac.bgs.corescore.core.photo.PhotoFolder;

/**
 * Where the records of the photos are in the journals of a result set. Holds a name and a few
 * numbers for each photo, no rows. Safe for use by many threads.
 */
final class ResultIndex implements Closeable {
  private final String set;
  private final List<Path> files = new ArrayList<>();
  private final List<FileChannel> channels = new ArrayList<>();
  private final Map<Path, Long> ends = new HashMap<>();
  private final Map<String, Place> places = new HashMap<>();

  private record Place(int journal, int version, long offset) {}

  private ResultIndex(String set) {
    this.set = set;
  }

  /** Reads all journals of a set. */
  static ResultIndex of(ResultFolder folder) throws IOException {
    return of(folder.set(), folder.journals());
  }

  /** Reads journals, as far as they are there. */
  static ResultIndex of(String set, List<Path> journals) throws IOException {
    ResultIndex index = new ResultIndex(set);
    boolean read = false;
    try {
      for (Path file : journals) {
        index.read(file);
      }
      read = true;
      return index;
    } finally {
      if (!read) {
        index.close();
      }
    }
  }

  /** Reads a journal, and keeps it open to read records again. */
  synchronized void read(Path file) throws IOException {
    int number = number(file);
    long end =
        JournalFile.read(
            file,
            set,
            (offset, bytes) -> {
              RecordCodec.Head head = RecordCodec.head(bytes);
              add(number, head.name(), head.version(), offset);
            });
    ends.put(file, end);
  }

  /** Where the sound records of a journal end; 0 if there is none. */
  synchronized long end(Path file) {
    return ends.getOrDefault(file, 0L);
  }

  private int number(Path file) throws IOException {
    int known = files.indexOf(file);
    if (known >= 0) {
      return known;
    }
    channels.add(FileChannel.open(file, StandardOpenOption.READ));
    files.add(file);
    return files.size() - 1;
  }

  private void add(int journal, String name, int version, long offset) {
    Place before = places.get(name);
    if (before == null || before.version() <= version) {
      places.put(name, new Place(journal, version, offset));
    }
  }

  /** Adds a record that was appended to a journal. */
  synchronized void add(Path file, PhotoRecord photo, long offset) throws IOException {
    add(number(file), photo.name(), photo.version(), offset);
  }

  /** The record of a photo; empty if it has none. */
  Optional<PhotoRecord> find(String name) throws IOException {
    return find(name, true);
  }

  /** The same without the rows of the photo's fragments. */
  Optional<PhotoRecord> summary(String name) throws IOException {
    return find(name, false);
  }

  private synchronized Optional<PhotoRecord> find(String name, boolean whole) throws IOException {
    Place place = places.get(name);
    if (place == null) {
      return Optional.empty();
    }
    FileChannel channel = channels.get(place.journal());
    byte[] bytes = JournalFile.at(channel, files.get(place.journal()), place.offset());
    return Optional.of(RecordCodec.decode(bytes, whole));
  }

  /** The names of photos that have a record and are not among others. */
  synchronized List<String> without(Set<String> others) {
    Set<String> names = new HashSet<>(places.keySet());
    names.removeAll(others);
    return names.stream().sorted(PhotoFolder.order()).toList();
  }

  @Override
  public synchronized void close() throws IOException {
    for (FileChannel channel : channels) {
      channel.close();
    }
  }
}
