// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.internal.files.CellText;
import uk.ac.bgs.corescore.core.internal.files.CsvLines;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;

/**
 * A CSV file that grows by whole rows: RFC 4180 (2005) quoting, UTF-8 without a mark, lines end
 * with a line feed alone.
 *
 * <p>Rows go to a {@link TemporaryFile} and are flushed with each call of {@link #append}; {@link
 * #close} gives the file its name. A part that is left over holds every row that was appended.
 *
 * <p>Not for use by several threads at once.
 */
public final class CsvTable implements Closeable {
  private final Path target;
  private final Path part;
  private final boolean overwrite;
  private final Set<String> columns;
  private Writer out;
  private boolean broken;
  private boolean closed;

  private CsvTable(Path target, Path part, boolean overwrite, List<String> columns, Writer out) {
    this.target = target;
    this.part = part;
    this.overwrite = overwrite;
    this.columns = new LinkedHashSet<>(columns);
    this.out = out;
  }

  public static CsvTable open(Path target, boolean overwrite, List<String> columns)
      throws IOException {
    if (!overwrite) {
      TemporaryFile.requireFree(target);
    }
    for (Path left : TemporaryFile.left(target)) {
      if (!overwrite) {
        throw new FileAlreadyExistsException(
            left.toString(),
            null,
            "it holds the rows of a run that has not ended, or is still running;"
                + " move it away, or ask for overwriting");
      }
      Files.deleteIfExists(left);
    }
    Path part = TemporaryFile.aside(target);
    Writer out = Files.newBufferedWriter(part, StandardCharsets.UTF_8, TemporaryFile.anew());
    CsvTable table = new CsvTable(target, part, overwrite, columns, out);
    boolean begun = false;
    try {
      out.write(header(table.columns));
      out.flush();
      begun = true;
    } finally {
      if (!begun) {
        out.close();
      }
    }
    return table;
  }

  /**
   * Appends rows and flushes them. A row is a map from column to finished cell; columns that it
   * does not have stay empty, columns that the table does not have yet are added at its right end.
   *
   * <p>When a row cannot be written whole the table is broken for good: it takes no more rows and
   * never gets its name.
   */
  public void append(List<Map<String, String>> rows) throws IOException {
    if (broken) {
      throw new IOException(part + ": an earlier row could not be written whole");
    }
    broken = true;
    Set<String> added = new LinkedHashSet<>();
    rows.forEach(row -> added.addAll(row.keySet()));
    added.removeAll(columns);
    if (!added.isEmpty()) {
      widen(added);
    }
    StringBuilder lines = new StringBuilder();
    for (Map<String, String> row : rows) {
      lines.append(
          CsvLines.line(
              columns.stream()
                  .map(column -> row.getOrDefault(column, ""))
                  .collect(Collectors.toList())));
    }
    out.write(lines.toString());
    out.flush();
    broken = false;
  }

  /** Rewrites the part with more columns, whose cells are empty in the rows there are. */
  private void widen(Set<String> added) throws IOException {
    List<String> header = new ArrayList<>(columns);
    header.addAll(added);
    String empty = ",".repeat(added.size());
    Path wider = TemporaryFile.aside(target);
    out.close();
    boolean whole = false;
    try (Reader in = Files.newBufferedReader(part, StandardCharsets.UTF_8);
        Writer copy =
            Files.newBufferedWriter(wider, StandardCharsets.UTF_8, TemporaryFile.anew())) {
      copy.write(header(header));
      boolean quoted = false;
      boolean inHeader = true;
      for (int c = in.read(); c >= 0; c = in.read()) {
        quoted ^= c == '"';
        boolean ends = c == '\n' && !quoted;
        if (ends && !inHeader) {
          copy.write(empty);
        }
        if (!inHeader) {
          copy.write(c);
        }
        inHeader &= !ends;
      }
      copy.flush();
      whole = true;
    } finally {
      if (!whole) {
        Files.deleteIfExists(wider);
      }
    }
    TemporaryFile.move(wider, part, true);
    columns.addAll(added);
    out = Files.newBufferedWriter(part, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
  }

  /** Gives the table its name, unless a row could not be written whole. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      finish();
      if (!broken) {
        TemporaryFile.move(part, target, overwrite);
      }
    }
  }

  /** Closes the part and leaves it without its name. */
  private void finish() throws IOException {
    closed = true;
    boolean finished = false;
    try {
      out.close();
      finished = true;
    } finally {
      broken |= !finished;
    }
  }

  /**
   * Gives tables that belong together their names, all or none: where one is broken, or cannot be
   * closed, all stay parts.
   *
   * @throws IOException the first failure, with the others suppressed
   */
  public static void closeTogether(List<CsvTable> tables) throws IOException {
    List<IOException> failures = new ArrayList<>();
    for (CsvTable table : tables) {
      try {
        table.finish();
        if (!table.overwrite) {
          TemporaryFile.requireFree(table.target);
        }
      } catch (IOException e) {
        failures.add(e);
      }
    }
    if (failures.isEmpty() && tables.stream().noneMatch(table -> table.broken)) {
      for (CsvTable table : tables) {
        TemporaryFile.move(table.part, table.target, table.overwrite);
      }
    }
    if (!failures.isEmpty()) {
      IOException first = failures.get(0);
      failures.subList(1, failures.size()).forEach(first::addSuppressed);
      throw first;
    }
  }

  /** Ends without a table. */
  public void abandon() throws IOException {
    closed = true;
    out.close();
    Files.deleteIfExists(part);
  }

  /** Text that came from outside, as a cell's content. */
  public static String text(String text) {
    return CellText.guarded(text);
  }

  /** Names of columns are external text too: scorers choose some. */
  private static String header(Collection<String> columns) {
    return CsvLines.line(columns.stream().map(CellText::guarded).toList());
  }
}
