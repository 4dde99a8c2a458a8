// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch.page;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.batch.page.PhotoColumns.State;
import uk.ac.bgs.corescore.core.internal.files.FileTree;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.core.table.Column;

/**
 * The data of the page's table, a file for each column, in a folder that is named by their content
 * when all rows are there.
 */
final class DataFolder implements Closeable {
  private static final String NAME = "page";
  private static final Pattern DATA = Pattern.compile(NAME + "-[0-9a-f]{16}");
  private static final int NAME_BYTES = 8;
  private static final String COLUMN = "column-";
  private static final String STATE = "state";
  private static final String REASON = "reason";
  private static final String REPORT = "report";
  private static final String THUMBNAIL = "thumbnail";

  /** Columns that {@link #STATE} and {@link #REASON} hold, and what no person reads. */
  private static final Set<String> LEFT_OUT =
      Set.of(PhotoColumns.STATUS, "failure", "doubt_reason", "sha256");

  private final Path folder;
  private final PhotoColumns columns;
  private final BatchPage.Links links;
  private final Path part;
  private final Map<String, ColumnFile> files = new LinkedHashMap<>();
  private final Map<String, ColumnFile> byColumn = new LinkedHashMap<>();
  private long rows;
  private long scored;
  private String name = "";
  private boolean published;

  DataFolder(Path folder, PhotoColumns columns, BatchPage.Links links) throws IOException {
    this.folder = folder;
    this.columns = columns;
    this.links = links;
    for (Path left : TemporaryFile.left(folder.resolve(NAME))) {
      FileTree.deleteRecursively(left);
    }
    this.part = Files.createDirectory(TemporaryFile.aside(folder.resolve(NAME)));
    for (String made : List.of(STATE, REASON, REPORT, THUMBNAIL)) {
      files.put(made, new ColumnFile(part, made));
    }
    for (Column column : columns.all()) {
      if (!LEFT_OUT.contains(column.name())) {
        ColumnFile file = new ColumnFile(part, COLUMN + column.name());
        files.put(file.name(), file);
        byColumn.put(column.name(), file);
      }
    }
  }

  void add(List<? extends @Nullable Object> row) throws IOException {
    String photo = columns.photo(row);
    State state = columns.state(row);
    rows++;
    scored += state == State.FAILED ? 0 : 1;
    put(STATE, state.code);
    put(REASON, columns.text(row, state == State.FAILED ? "failure" : "doubt_reason").orElse(null));
    put(REPORT, compact(photo, links.report(photo)));
    put(
        THUMBNAIL,
        compact(photo, state == State.FAILED ? Optional.empty() : links.thumbnail(photo)));
    List<Column> all = columns.all();
    for (int i = 0; i < all.size(); i++) {
      ColumnFile file = byColumn.get(all.get(i).name());
      if (file != null) {
        file.add(row.get(i));
      }
    }
  }

  private void put(String made, @Nullable Object cell) throws IOException {
    ColumnFile file = files.get(made);
    if (file != null) {
      file.add(cell);
    }
  }

  private static @Nullable String compact(String photo, Optional<String> path) {
    return PageLinks.inside(path).map(inside -> PageLinks.compact(photo, inside)).orElse(null);
  }

  /**
   * Ends the files, deletes those that the page does not offer, and names their folder by their
   * content; it has that name when it is published.
   */
  void complete() throws IOException {
    MessageDigest digest = Sha256.digest();
    for (ColumnFile file : files.values()) {
      digest.update(file.complete());
    }
    for (Map.Entry<String, ColumnFile> column : byColumn.entrySet()) {
      boolean always = List.of(PhotoColumns.PHOTO, PhotoColumns.DOUBT).contains(column.getKey());
      if (!always && !differing(column.getValue())) {
        Files.delete(part.resolve(column.getValue().name() + ".js"));
      }
    }
    name = NAME + "-" + HexFormat.of().formatHex(digest.digest(), 0, NAME_BYTES);
  }

  /** The name that the folder gets. */
  String name() {
    return name;
  }

  /** Columns of which rows differ, or have a value or not; of one photo all that it has. */
  List<Column> differing() {
    List<Column> differing = new ArrayList<>();
    for (Column column : columns.all()) {
      ColumnFile file = byColumn.get(column.name());
      if (file != null && differing(file)) {
        differing.add(column);
      }
    }
    return differing;
  }

  /** Columns with one value for all photos that were scored, and that value. */
  Map<Column, Object> same() {
    Map<Column, Object> same = new LinkedHashMap<>();
    for (Column column : columns.all()) {
      ColumnFile file = byColumn.get(column.name());
      Object value = file == null ? null : file.first();
      if (file != null && value != null && same(file)) {
        same.put(column, value);
      }
    }
    return same;
  }

  private boolean differing(ColumnFile file) {
    return file.given() > 0 && !same(file);
  }

  private boolean same(ColumnFile file) {
    return scored > 1 && !file.differs() && (file.given() == scored || file.given() == rows);
  }

  /** Whether any photo has a thumbnail. */
  boolean hasThumbnails() {
    ColumnFile file = files.get(THUMBNAIL);
    return file != null && file.given() > 0;
  }

  /** Gives the folder its name. */
  void publish() throws IOException {
    Path target = folder.resolve(name);
    FileTree.deleteRecursively(target);
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    published = true;
  }

  /** Deletes the data of older pages. */
  void deleteOlder() throws IOException {
    List<Path> older;
    try (Stream<Path> all = Files.list(folder)) {
      older =
          all.filter(path -> DATA.matcher(String.valueOf(path.getFileName())).matches())
              .filter(path -> !path.equals(folder.resolve(name)))
              .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
              .toList();
    }
    for (Path path : older) {
      FileTree.deleteRecursively(path);
    }
  }

  @Override
  public void close() throws IOException {
    for (ColumnFile file : files.values()) {
      file.close();
    }
    if (!published) {
      FileTree.deleteRecursively(part);
    }
  }
}
