// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows of one table, for example into a CSV or a Parquet file. Not for use by several
 * threads at once. The one who opens it closes it.
 */
public interface TableSink extends Closeable {
  /**
   * Adds a row.
   *
   * @param row one cell for each column of the table's schema, in their order; null where a value
   *     is not defined
   * @throws IllegalArgumentException if it does not fit the schema, see {@link TableSchema#check}
   * @throws IOException if it cannot be written; then the table never gets its name
   */
  void write(List<? extends @Nullable Object> row) throws IOException;

  /**
   * Completes the table and gives it its name. Closing twice does nothing.
   *
   * @throws IOException if it cannot be written to its end, or a row was not written whole
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
     * @return a sink, to be closed; until then the file does not have its name. An existing file of
     *     that name is replaced
     * @throws IOException if the file cannot be made
     */
    TableSink open(java.nio.file.Path folder, TableSchema schema) throws IOException;
  }
}
