// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.parquet;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.io.LocalOutputFile;
import uk.ac.bgs.corescore.core.table.TableSchema;
import uk.ac.bgs.corescore.core.table.TableSink;

/**
 * Tables as Parquet: {@code NAME.parquet}, made aside and moved when it is complete. Every column
 * is optional: {@code TEXT} is a string, {@code INTEGER} int64, {@code REAL} double, {@code
 * BOOLEAN} boolean; null stays null, and a double keeps its bits.
 *
 * <p>Metadata of the file, as key and value:
 *
 * <ul>
 *   <li>{@code corescore.version}: the version of the library;
 *   <li>{@code corescore.columns}: a JSON array with {@code name}, {@code type}, {@code unit} and
 *       {@code description} of each column;
 *   <li>{@code org.apache.spark.sql.parquet.row.metadata}: the schema as Spark writes it, with
 *       {@code unit} and {@code comment} of each column;
 *   <li>{@code corescore.KEY} for each of the schema's properties.
 * </ul>
 *
 * <p>Row groups have at most 100,000 rows or about 32 MB, which bounds memory; columns are
 * compressed by the JDK's GZIP, with dictionaries, statistics and page indexes. So rows that are
 * sorted by photo are found without reading the others. No native code is loaded. Stateless; safe
 * for use by many threads.
 */
public final class ParquetTables implements TableSink.Format {
  /** Makes the format. */
  public ParquetTables() {}

  /**
   * Begins a table.
   *
   * @param folder an existing folder
   * @param schema the table
   * @return a sink of {@code NAME.parquet}, to be closed
   * @throws IllegalArgumentException if a property of the schema is {@code version} or {@code
   *     columns}
   * @throws IOException if the file cannot be made
   */
  @Override
  public TableSink open(Path folder, TableSchema schema) throws IOException {
    return ParquetSink.open(
        folder.resolve(schema.name() + ".parquet"), schema, LocalOutputFile::new);
  }
}
