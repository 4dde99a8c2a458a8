// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;
import uk.ac.bgs.corescore.core.internal.files.FileTree;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.core.internal.lock.OutputLock;
import uk.ac.bgs.corescore.core.table.PhotoTables;
import uk.ac.bgs.corescore.core.table.TableSchema;
import uk.ac.bgs.corescore.core.table.TableSink;

/** The tables of a result set, made of the records of its photos. */
final class ResultTables {
  private final ResultFolder folder;
  private final TableSchema photos;
  private final List<TableSink.Format> formats;

  /**
   * Tables.
   *
   * @param files the names of their files
   * @param failed the names of the photos that failed
   */
  record Made(List<String> files, Set<String> failed) {}

  ResultTables(ResultFolder folder, TableSchema photos, List<TableSink.Format> formats) {
    this.folder = folder;
    this.photos = photos;
    this.formats = formats;
  }

  /**
   * Makes the tables of photos, in the order of their names, aside and gives them their names when
   * all are whole. One record at a time is in memory.
   *
   * @return what was made
   */
  Made make(List<String> names, ResultIndex index) throws IOException {
    OutputLock lock = folder.awaited("tables");
    try (lock) {
      Path aside = folder.tablesAside();
      try {
        Set<String> failed = write(names, index, aside);
        List<String> files = new ArrayList<>();
        try (Stream<Path> made = Files.list(aside)) {
          for (Path table : made.sorted().toList()) {
            TemporaryFile.move(table, folder.folder().resolve(table.getFileName()), true);
            files.add(String.valueOf(table.getFileName()));
          }
        }
        return new Made(files, failed);
      } finally {
        FileTree.deleteRecursively(aside);
      }
    }
  }

  private Set<String> write(List<String> names, ResultIndex index, Path aside) throws IOException {
    List<TableSink> photoSinks = new ArrayList<>();
    List<TableSink> fragmentSinks = new ArrayList<>();
    String settings = folder.settingsText();
    try {
      for (TableSink.Format format : formats) {
        photoSinks.add(format.open(aside, photos.with("settings", settings)));
        fragmentSinks.add(format.open(aside, PhotoTables.fragments().with("settings", settings)));
      }
      Set<String> failed = new HashSet<>();
      for (String name : names) {
        PhotoRecord record =
            index
                .find(name)
                .orElseThrow(
                    () ->
                        new CoreScoreException(
                            FailureKind.OTHER, name + ": expected a record, there is none"));
        if (!record.scored()) {
          failed.add(name);
        }
        for (TableSink sink : photoSinks) {
          sink.write(record.photo());
        }
        for (List<@Nullable Object> fragment : record.fragments()) {
          for (TableSink sink : fragmentSinks) {
            sink.write(fragment);
          }
        }
      }
      for (TableSink sink : sinks(photoSinks, fragmentSinks)) {
        sink.complete();
      }
      return failed;
    } finally {
      closeAll(sinks(photoSinks, fragmentSinks));
    }
  }

  private static List<TableSink> sinks(List<TableSink> some, List<TableSink> others) {
    List<TableSink> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  private static void closeAll(List<TableSink> sinks) throws IOException {
    IOException failure = null;
    for (TableSink sink : sinks) {
      try {
        sink.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
