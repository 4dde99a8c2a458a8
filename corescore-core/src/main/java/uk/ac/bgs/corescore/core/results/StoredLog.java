// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The core log in the folder of a result.
 *
 * <pre>
 * log/1/state.json       a state: who, when, of which pieces
 * log/1/at-2/entry.json  what was entered, for the pieces of the result's files 2
 * log/1/at-2/files/      the log of it: tables, JSON, GeoJSON
 * log/1/at-2/later.json  which other files it has, and of which part each is
 * log/1/at-2/page/       a part, once a file of it was asked for; so are png, las and ags
 * log/current.json       which state holds
 * </pre>
 *
 * <p>Of a state there is a folder for the pieces that it was entered for, and one for each later
 * correction of which the log was requested. For use by one thread at a time.
 */
final class StoredLog {
  static final String ENTRY = "entry.json";
  static final String FILES = "files";
  static final String LATER = "later.json";

  private static final String STATE = "state.json";

  private final ResultDisk disk;
  private final Path folder;

  StoredLog(ResultDisk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
  }

  /** The current state; empty without an entry, or if all were undone. */
  Optional<LogState> current() throws IOException {
    int number;
    try {
      number = StoredJson.count(StoredJson.read(disk, folder.resolve("current.json")).get("state"));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    return number == 0 ? Optional.empty() : Optional.of(state(number));
  }

  private LogState state(int number) throws IOException {
    return LogState.of(StoredJson.read(disk, at(number).resolve(STATE)));
  }

  private Path at(int number) {
    return folder.resolve(Integer.toString(number));
  }

  /** Where entry and log of a state are, for the pieces of some files of the result. */
  Path made(int state, int files) {
    return at(state).resolve("at-" + files);
  }

  int nextNumber() throws IOException {
    return disk.names(folder).stream()
            .filter(name -> name.matches("\\d{1,9}"))
            .mapToInt(Integer::parseInt)
            .max()
            .orElse(0)
        + 1;
  }

  /** Adds a state and lets it hold. */
  void add(LogState state, ResultDisk.Writing made) throws IOException {
    if (!Files.isDirectory(folder)) {
      // Not its parents: a result that was removed meanwhile does not come back.
      disk.writing(folder, Files::createDirectory);
    }
    place(
        at(state.number()),
        part -> {
          Path inside = Files.createDirectory(part.resolve("at-" + state.files()));
          made.to(inside);
          Files.write(part.resolve(STATE), state.json());
        });
    hold(state.number());
  }

  /** Adds to a state its log for other pieces. */
  void remake(LogState state, int files, ResultDisk.Writing made) throws IOException {
    place(made(state.number(), files), made);
  }

  /** Lets a state hold; 0 for none. */
  void hold(int number) throws IOException {
    disk.put(
        folder.resolve("current.json"),
        StoredJson.object(json -> json.writeNumberField("state", number)));
  }

  /** Puts a folder in its place, whole or not at all. */
  void place(Path target, ResultDisk.Writing content) throws IOException {
    Path part = ResultDisk.aside(target);
    disk.remove(part);
    boolean whole = false;
    try {
      disk.writing(part, Files::createDirectory);
      disk.writing(part, content);
      for (Path file : below(part)) {
        disk.force(file);
      }
      disk.force(part);
      // One that never came to hold, because the process was killed in between.
      disk.remove(target);
      disk.move(part, target);
      whole = true;
    } finally {
      if (!whole) {
        disk.remove(part);
      }
    }
  }

  /** All files and folders in a folder. */
  private static List<Path> below(Path folder) throws IOException {
    List<Path> below = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(path -> !path.equals(folder)).forEach(below::add);
    }
    return below;
  }
}
