// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.table;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows of one table, for example into a CSV or a Parquet file. The file has its name only
 * when the table is whole: after {@link #complete}. Not for use by several threads at once. The one
 * who opens it closes it:
 *
 * <pre>{@code
 * try (TableSink table = format.open(folder, schema)) {
 *   for (...) {
 *     table.write(row);
 *   }
 *   table.complete();
 * }
 * }</pre>
 */
@SuppressWarnings("exports") // an annotation that hosts need not have
public interface TableSink extends Closeable {
  /**
   * Adds a row.
   *
   * @param row one cell for each column of the table's schema, in their order; null where a value
   *     is not defined
   * @throws IllegalArgumentException if it does not fit the schema, see {@link TableSchema#check};
   *     the table is as before
   * @throws IOException if it cannot be written; then the table never gets its name
   */
  void write(List<? extends @Nullable Object> row) throws IOException;

  /**
   * Ends the table and gives it its name. No rows are written afterwards.
   *
   * @throws IOException if it cannot be written to its end, or an earlier row was not written whole
   */
  void complete() throws IOException;

  /**
   * Closes the file. A table that was not completed is discarded. Closing twice does nothing.
   *
   * @throws IOException if what is discarded cannot be closed or deleted
   */
  @Override
  void close() throws IOException;

  /** Opens sinks, one for each table. */
  @FunctionalInterface
  interface Format {
    /**
     * Begins a table.
     *
     * @param folder an existing folder
     * @param schema the table; its name, with the format's suffix, is the name of the file
     * @return a sink, to be closed; until it is completed the file does not have its name. An
     *     existing file of that name is replaced
     * @throws IOException if the file cannot be made
     */
    TableSink open(Path folder, TableSchema schema) throws IOException;
  }
}
