// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.table;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.internal.NumberText;
import uk.ac.bgs.corescore.core.internal.files.CellText;
import uk.ac.bgs.corescore.core.internal.files.CsvLines;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;

/**
 * Tables as CSV: {@code NAME.csv}, UTF-8 without a mark, lines that end with a line feed, quoted by
 * RFC 4180 (2005). Null is an empty cell. A number has as many digits as it takes to read back the
 * same double. A text that a spreadsheet would run gets an apostrophe in front. Units are not in
 * the file. Stateless; safe for use by many threads.
 */
@SuppressWarnings("exports") // an annotation that hosts need not have
public final class CsvTables implements TableSink.Format {
  /** Makes the format. */
  public CsvTables() {}

  @Override
  public TableSink open(Path folder, TableSchema schema) throws IOException {
    Path target = folder.resolve(schema.name() + ".csv");
    Path part = TemporaryFile.aside(target);
    Writer out = Files.newBufferedWriter(part, StandardCharsets.UTF_8, TemporaryFile.anew());
    CsvSink sink = new CsvSink(schema, target, part, out);
    boolean begun = false;
    try {
      out.write(CsvLines.line(schema.columns().stream().map(Column::name).toList()));
      begun = true;
      return sink;
    } finally {
      if (!begun) {
        sink.close();
      }
    }
  }

  /**
   * A cell's text.
   *
   * @param value null, or a value of a {@link Column.Type}
   * @return the text, not yet quoted; empty for null
   */
  public static String cell(@Nullable Object value) {
    if (value instanceof String text) {
      return CellText.guarded(text);
    }
    return value instanceof Double number ? NumberText.exact(number) : Objects.toString(value, "");
  }

  /** One file. */
  private static final class CsvSink implements TableSink {
    private final TableSchema schema;
    private final Path target;
    private final Path part;
    private final Writer out;
    private boolean broken;
    private boolean closed;

    CsvSink(TableSchema schema, Path target, Path part, Writer out) {
      this.schema = schema;
      this.target = target;
      this.part = part;
      this.out = out;
    }

    @Override
    public void write(List<? extends @Nullable Object> row) throws IOException {
      schema.check(row);
      List<String> cells = new ArrayList<>(row.size());
      for (Object cell : row) {
        cells.add(cell(cell));
      }
      requireWhole();
      broken = true;
      out.write(CsvLines.line(cells));
      broken = false;
    }

    @Override
    public void complete() throws IOException {
      requireWhole();
      broken = true;
      out.close();
      TemporaryFile.move(part, target, true);
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
          out.close();
        } finally {
          Files.deleteIfExists(part);
        }
      }
    }
  }
}
