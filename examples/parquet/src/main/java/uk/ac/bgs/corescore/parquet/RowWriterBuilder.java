// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.parquet;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.table.TableSchema;

/** Builds a writer of rows. */
final class RowWriterBuilder
    extends ParquetWriter.Builder<List<? extends @Nullable Object>, RowWriterBuilder> {
  private final TableSchema schema;

  RowWriterBuilder(OutputFile file, TableSchema schema) {
    super(file);
    this.schema = schema;
  }

  @Override
  protected RowWriterBuilder self() {
    return this;
  }

  @Override
  @Deprecated
  @SuppressWarnings("deprecation") // abstract still
  protected WriteSupport<List<? extends @Nullable Object>> getWriteSupport(Configuration conf) {
    return new RowWriteSupport(schema);
  }

  @Override
  protected WriteSupport<List<? extends @Nullable Object>> getWriteSupport(
      ParquetConfiguration conf) {
    return new RowWriteSupport(schema);
  }
}
