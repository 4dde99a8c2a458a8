// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.parquet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.table.TableSchema;
import uk.ac.bgs.corescore.core.table.TableSink;

/** One Parquet file. */
final class ParquetSink implements TableSink {
  private static final int ROW_GROUP_ROWS = 100_000;
  private static final long ROW_GROUP_BYTES = 32L << 20;

  private final TableSchema schema;
  private final Path target;
  private final Path part;
  private final ParquetWriter<List<? extends @Nullable Object>> writer;
  private boolean broken;
  private boolean closed;

  private ParquetSink(
      TableSchema schema,
      Path target,
      Path part,
      ParquetWriter<List<? extends @Nullable Object>> writer) {
    this.schema = schema;
    this.target = target;
    this.part = part;
    this.writer = writer;
  }

  /**
   * Begins a file.
   *
   * @param files how the file aside is opened
   */
  static ParquetSink open(Path target, TableSchema schema, Function<Path, OutputFile> files)
      throws IOException {
    byte[] chance = new byte[Long.BYTES];
    new SecureRandom().nextBytes(chance);
    Path part =
        target.resolveSibling(
            "." + target.getFileName() + "." + HexFormat.of().formatHex(chance) + ".part");
    return new ParquetSink(
        schema,
        target,
        part,
        new RowWriterBuilder(files.apply(part), schema)
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new GzipCodecFactory())
            .withCompressionCodec(CompressionCodecName.GZIP)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .withRowGroupRowCountLimit(ROW_GROUP_ROWS)
            .build());
  }

  @Override
  public void write(List<? extends @Nullable Object> row) throws IOException {
    schema.check(row);
    requireWhole();
    broken = true;
    writer.write(row);
    broken = false;
  }

  @Override
  public void complete() throws IOException {
    requireWhole();
    broken = true;
    writer.close();
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
    closed = true;
  }

  private void requireWhole() throws IOException {
    if (closed) {
      throw new IOException(target + ": the table is closed");
    }
    if (broken) {
      throw new IOException(target + ": an earlier row could not be written whole");
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try {
        writer.close();
      } finally {
        Files.deleteIfExists(part);
      }
    }
  }
}
