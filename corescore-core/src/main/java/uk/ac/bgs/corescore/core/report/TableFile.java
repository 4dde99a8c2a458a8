// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.core.internal.CsvTable;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.files.CellText;
import uk.ac.bgs.corescore.core.internal.lock.OutputLock;

/**
 * A CSV file that an application writes beside the reports, of the same kind as they are: UTF-8
 * without a mark, quoted by RFC 4180 (2005), lines that end in a line feed alone, numbers with a
 * point in every locale, and text that a spreadsheet would read as a formula escaped ({@link
 * #guarded}).
 *
 * <p>Rows are flushed one by one into a hidden part, which gets the file's name in {@link
 * #close()}; when the process dies the part stays and holds every row. One at a time writes a file:
 * it holds the system's lock of a hidden file beside it, which is gone afterwards.
 *
 * <p>Not for use by several threads at once. The one who opens it closes it.
 */
public final class TableFile implements Closeable {
  private final OutputLock lock;
  private final CsvTable table;
  private final List<String> columns;

  private TableFile(OutputLock lock, CsvTable table, List<String> columns) {
    this.lock = lock;
    this.table = table;
    this.columns = columns;
  }

  /**
   * Begins a table.
   *
   * @param file the CSV file to make, in a folder that exists
   * @param overwrite whether a file of that name, and the part that a run left behind, may be
   *     replaced
   * @param columns the names in the first row, each once
   * @return a table to be closed
   * @throws java.nio.file.FileAlreadyExistsException if the file, or such a part, exists and is not
   *     to be replaced
   * @throws uk.ac.bgs.corescore.CoreScoreException if the file is being written by another
   * @throws IOException if the folder cannot be written to
   */
  public static TableFile open(Path file, boolean overwrite, List<String> columns)
      throws IOException {
    OutputLock lock = OutputLock.ofFile(file);
    boolean opened = false;
    try {
      TableFile table =
          new TableFile(lock, CsvTable.open(file, overwrite, columns), List.copyOf(columns));
      opened = true;
      return table;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  /**
   * Adds a row and flushes it. Numbers stay numbers, {@code -5} too; anything else is text and
   * {@linkplain #guarded guarded}.
   *
   * @param cells one for each column
   * @throws IllegalArgumentException if there are more or fewer cells than columns, or a number is
   *     not finite
   * @throws IOException if it cannot be written whole; then the file never gets its name
   */
  public void row(Object... cells) throws IOException {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells for the columns " + columns);
    }
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i++) {
      row.put(columns.get(i), cell(cells[i]));
    }
    table.append(List.of(row));
  }

  private static String cell(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return NumberText.exact(((Number) value).doubleValue());
    }
    return value instanceof Number ? value.toString() : guarded(value.toString());
  }

  /**
   * A text as a cell's content. One that begins with {@code = + - @}, also in full width, a tab or
   * a line break would be run by a spreadsheet as a formula: it gets an apostrophe in front, and so
   * does one that begins with an apostrophe.
   *
   * @param text any text
   * @return the content of the cell, before quoting
   */
  public static String guarded(String text) {
    return CellText.guarded(text);
  }

  /**
   * The text of a cell that {@link #guarded} made.
   *
   * @param cell the cell's content, without quotes
   * @return the text
   */
  public static String plain(String cell) {
    return CellText.plain(cell);
  }

  /**
   * Moves the file to its name, unless a row was not written completely. Closing twice does
   * nothing.
   *
   * @throws IOException if it cannot be written to its end or moved; its part stays
   */
  @Override
  public void close() throws IOException {
    try (lock) {
      table.close();
    }
  }
}
