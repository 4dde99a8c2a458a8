// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.parquet;

import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.ColumnOrder;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.table.Column;
import uk.ac.bgs.corescore.core.table.TableSchema;

/** Gives the cells of checked rows to Parquet. */
final class RowWriteSupport extends WriteSupport<List<? extends @Nullable Object>> {
  private final TableSchema schema;
  private @Nullable RecordConsumer out;

  RowWriteSupport(TableSchema schema) {
    this.schema = schema;
  }

  @Override
  public String getName() {
    return "corescore";
  }

  @Override
  @Deprecated
  @SuppressWarnings("deprecation") // abstract still
  public WriteContext init(Configuration configuration) {
    return context();
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return context();
  }

  private WriteContext context() {
    return new WriteContext(
        new MessageType(
            schema.name(), schema.columns().stream().map(RowWriteSupport::field).toList()),
        FileMetadata.of(schema));
  }

  private static Type field(Column column) {
    return switch (column.type()) {
      case TEXT ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(column.name());
      case INTEGER -> Types.optional(PrimitiveTypeName.INT64).named(column.name());
      // The default order of doubles is a newer one, because of NaN, which no table here has. Spark
      // 4
      // does not use its statistics.
      case REAL ->
          Types.optional(PrimitiveTypeName.DOUBLE)
              .columnOrder(ColumnOrder.typeDefined())
              .named(column.name());
      case BOOLEAN -> Types.optional(PrimitiveTypeName.BOOLEAN).named(column.name());
    };
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    out = recordConsumer;
  }

  @Override
  public void write(List<? extends @Nullable Object> row) {
    RecordConsumer consumer = Objects.requireNonNull(out);
    consumer.startMessage();
    for (int i = 0; i < row.size(); i++) {
      Object cell = row.get(i);
      if (cell != null) {
        Column column = schema.columns().get(i);
        consumer.startField(column.name(), i);
        switch (column.type()) {
          case TEXT -> consumer.addBinary(Binary.fromString((String) cell));
          case INTEGER -> consumer.addLong((Long) cell);
          case REAL -> consumer.addDouble((Double) cell);
          case BOOLEAN -> consumer.addBoolean((Boolean) cell);
        }
        consumer.endField(column.name(), i);
      }
    }
    consumer.endMessage();
  }
}
