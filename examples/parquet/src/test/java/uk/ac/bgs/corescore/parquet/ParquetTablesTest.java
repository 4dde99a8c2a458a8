// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.core.pipeline.ScoringPipeline;
import uk.ac.bgs.corescore.core.table.Column;
import uk.ac.bgs.corescore.core.table.CsvTables;
import uk.ac.bgs.corescore.core.table.PhotoTables;
import uk.ac.bgs.corescore.core.table.TableSchema;
import uk.ac.bgs.corescore.core.table.TableSink;

class ParquetTablesTest {
  private static final TableSchema SCHEMA =
      new TableSchema(
          "things",
          List.of(
              new Column("name", Column.Type.TEXT, "", "Its name, \"quoted\"."),
              new Column("number", Column.Type.INTEGER, "1", "Its number."),
              new Column("size", Column.Type.REAL, "mm^2", "Its size."),
              new Column("flag", Column.Type.BOOLEAN, "", "Whether it is one.")));

  private final Path folder;

  ParquetTablesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everyValueComesBackAsItWas() throws IOException, SQLException {
    String far =
        "Bohrung \"7\", Kiste 3/" + "lang ".repeat(2_000) + "\n\u00FC\uD83E\uDEA8,;\t'.jpg";
    List<List<@Nullable Object>> rows =
        List.of(
            cells("a.jpg", 1L, 0.1, true),
            cells(null, null, null, null),
            cells("", 0L, -0.0, false),
            cells("'=1+1", Long.MIN_VALUE, 0.0, true),
            cells(far, Long.MAX_VALUE, Double.MIN_VALUE, null),
            cells("null", -1L, 1e308, true),
            cells("NaN", null, -Double.MAX_VALUE, true),
            cells("z", (1L << 53) + 1, Math.nextUp(1.0), true),
            cells("z", 7L, 1 / 3.0, null));
    Path file = write(new ParquetTables(), SCHEMA, rows);
    keep(file, "values.parquet");
    try (DuckDb duck = DuckDb.open()) {
      assertEquals(
          List.of(
              List.of("name", "VARCHAR"),
              List.of("number", "BIGINT"),
              List.of("size", "DOUBLE"),
              List.of("flag", "BOOLEAN")),
          duck.rows("select column_name, column_type from (describe select * from $)", file));
      // Double.equals tells -0.0 from 0.0 and compares the bits of all that is finite.
      assertEquals(rows, duck.rows("select * from $", file));
    }
  }

  @Test
  void unitsAndPropertiesAreInTheFile() throws IOException, SQLException {
    String settings = "{\"segmenter\":\"djl-unet\",\"min area\":\"64\"}";
    Path file =
        write(new ParquetTables(), SCHEMA.with("settings", settings), List.<List<Object>>of());
    try (DuckDb duck = DuckDb.open()) {
      assertEquals(settings, value(duck, file, "corescore.settings"));
      assertEquals(ScoringPipeline.libraryVersion(), value(duck, file, "corescore.version"));
      JsonNode columns = new ObjectMapper().readTree(value(duck, file, "corescore.columns"));
      JsonNode spark =
          new ObjectMapper()
              .readTree(value(duck, file, "org.apache.spark.sql.parquet.row.metadata"));
      assertEquals("struct", spark.get("type").asText());
      List<String> types = List.of("string", "long", "double", "boolean");
      for (int i = 0; i < SCHEMA.columns().size(); i++) {
        Column column = SCHEMA.columns().get(i);
        JsonNode ours = columns.get(i);
        assertEquals(column.name(), ours.get("name").asText());
        assertEquals(column.type().name().toLowerCase(Locale.ROOT), ours.get("type").asText());
        assertEquals(column.unit(), ours.get("unit").asText());
        assertEquals(column.description(), ours.get("description").asText());
        JsonNode theirs = spark.get("fields").get(i);
        assertEquals(column.name(), theirs.get("name").asText());
        assertEquals(types.get(i), theirs.get("type").asText());
        assertTrue(theirs.get("nullable").asBoolean());
        assertEquals(column.description(), theirs.get("metadata").get("comment").asText());
        assertEquals(column.unit(), theirs.get("metadata").path("unit").asText());
      }
      assertEquals(4, columns.size());
      assertEquals(4, spark.get("fields").size());
    }
  }

  @Test
  void aPropertyCannotReplaceWhatIsSaidOfEveryTable() {
    for (String key : List.of("version", "columns")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new ParquetTables().open(folder, SCHEMA.with(key, "other")).close());
    }
  }

  @Test
  void aTableWithoutRowsHasItsColumns() throws IOException, SQLException {
    Path file = write(new ParquetTables(), PhotoTables.fragments(), List.<List<Object>>of());
    try (DuckDb duck = DuckDb.open()) {
      assertEquals(List.of(List.of(0L)), duck.rows("select count(*) from $", file));
      assertEquals(
          PhotoTables.fragments().columns().stream().map(Column::name).toList(),
          duck.rows("select column_name from (describe select * from $)", file).stream()
              .map(row -> row.get(0))
              .toList());
    }
  }

  @Test
  void equalRowsGiveEqualFiles() throws IOException {
    List<List<@Nullable Object>> rows =
        List.of(cells("a", 1L, 0.1, true), cells("b", null, null, null));
    byte[] first = Files.readAllBytes(write(new ParquetTables(), SCHEMA.with("a", "b"), rows));
    Files.delete(folder.resolve("things.parquet"));
    assertArrayEquals(
        first, Files.readAllBytes(write(new ParquetTables(), SCHEMA.with("a", "b"), rows)));
  }

  @Test
  void rowGroupsAreBoundedAndSayWhatIsInThem() throws IOException, SQLException {
    int count = 250_001;
    try (TableSink table = new ParquetTables().open(folder, SCHEMA)) {
      for (int i = 0; i < count; i++) {
        table.write(
            cells(String.format(Locale.ROOT, "photo-%06d", i / 25), (long) i, i / 8.0, null));
      }
      table.complete();
    }
    Path file = folder.resolve("things.parquet");
    keep(file, "groups.parquet");
    try (DuckDb duck = DuckDb.open()) {
      assertEquals(
          List.of(
              List.of((long) count, (long) (count - 1) * count / 2, (count - 1) / 8.0, 10_001L)),
          duck.rows(
              "select count(*), sum(number)::bigint, max(size), count(distinct name) from $",
              file));
      assertEquals(
          List.of(
              // The least 0 is written as -0.0, so that it is below both.
              List.of("photo-000000", "photo-003999", "-0.0", "12499.875", 100_000L),
              List.of("photo-004000", "photo-007999", "12500.0", "24999.875", 100_000L),
              List.of("photo-008000", "photo-010000", "25000.0", "31250.0", 50_001L)),
          duck.rows(
              "select n.stats_min_value, n.stats_max_value, s.stats_min_value, s.stats_max_value,"
                  + " n.row_group_num_rows from parquet_metadata($) n join parquet_metadata($) s"
                  + " using (row_group_id) where n.path_in_schema = 'name' and"
                  + " s.path_in_schema = 'size' order by row_group_id",
              file));
      assertEquals(
          List.of(List.of("GZIP")),
          duck.rows("select distinct compression from parquet_metadata($)", file));
    }
  }

  @Test
  void theOrderOfDoublesIsOneThatEveryReaderKnows() throws IOException, SQLException {
    Path file = write(new ParquetTables(), SCHEMA, List.of(cells("a", 1L, 0.5, true)));
    try (DuckDb duck = DuckDb.open()) {
      // Spark 4 does not use the statistics of columns of any other order.
      String orders =
          String.valueOf(
              duck.rows("select column_orders::varchar from parquet_file_metadata($)", file)
                  .get(0)
                  .get(0));
      assertEquals(4, orders.split("TypeDefinedOrder", -1).length - 1, orders);
    }
  }

  @Test
  void csvHoldsTheSameValuesToTheLastDigit() throws IOException, SQLException {
    Random random = new Random(23);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      double any = Double.longBitsToDouble(random.nextLong());
      rows.add(
          cells(
              "photo " + i + ",\"" + random.nextInt() + "\"",
              random.nextInt(9) == 0 ? null : random.nextLong(),
              Double.isFinite(any) && random.nextInt(9) > 0 ? any : null,
              random.nextBoolean()));
    }
    Path parquet = write(new ParquetTables(), SCHEMA, rows);
    write(new CsvTables(), SCHEMA, rows);
    Path csv = folder.resolve("things.csv");
    try (DuckDb duck = DuckDb.open()) {
      List<List<@Nullable Object>> ofParquet = duck.rows("select * from $", parquet);
      List<List<@Nullable Object>> ofCsv =
          duck.rows("select * from read_csv($, all_varchar = true)", csv).stream()
              .map(
                  row ->
                      cells(
                          row.get(0),
                          row.get(1) instanceof String number ? Long.valueOf(number) : null,
                          row.get(2) instanceof String number ? Double.valueOf(number) : null,
                          Boolean.valueOf(String.valueOf(row.get(3)))))
              .toList();
      assertEquals(rows, ofParquet);
      assertEquals(rows, ofCsv);
    }
  }

  @Test
  void aRowThatDoesNotFitNamesItsColumnAndLeavesTheTableAsItWas() throws IOException, SQLException {
    try (TableSink table = new ParquetTables().open(folder, SCHEMA)) {
      table.write(cells("a", 1L, 1.5, true));
      assertRefused(table, cells("b", 2L, Double.NaN, true), "size");
      assertRefused(table, cells("b", 2L, Double.NEGATIVE_INFINITY, true), "size");
      assertRefused(table, cells("b", 2, 1.0, true), "number");
      assertRefused(table, cells(7L, 2L, 1.0, true), "name");
      assertRefused(table, cells("b", 2L, 1.0, "true"), "flag");
      assertRefused(table, cells("b", 2L, 1.0), "3 cells");
      table.write(cells("c", 3L, 2.5, false));
      table.complete();
    }
    try (DuckDb duck = DuckDb.open()) {
      assertEquals(
          List.of(List.of("a", 1L, 1.5, true), List.of("c", 3L, 2.5, false)),
          duck.rows("select * from $", folder.resolve("things.parquet")));
    }
  }

  private static void assertRefused(
      TableSink table, List<? extends @Nullable Object> row, String column) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> table.write(row)).getMessage();
    assertTrue(message != null && message.contains(column), message);
  }

  @Test
  void theFileHasItsNameOnlyWhenItIsWhole() throws IOException {
    Path file = write(new ParquetTables(), SCHEMA, List.of(cells("before", 1L, 1.0, true)));
    byte[] before = Files.readAllBytes(file);
    try (TableSink table = new ParquetTables().open(folder, SCHEMA)) {
      table.write(cells("after", 2L, 2.0, true));
      // What a kill leaves: the file of before, and a hidden part.
      assertArrayEquals(before, Files.readAllBytes(file));
      assertEquals(2, files().size(), files().toString());
      assertTrue(files().get(0).matches("\\.things\\.parquet\\.[0-9a-f]{16}\\.part"));
    }
    assertArrayEquals(before, Files.readAllBytes(file), "what is not completed is discarded");
    assertEquals(List.of("things.parquet"), files());
    TableSink table = new ParquetTables().open(folder, SCHEMA);
    table.complete();
    table.close();
    table.close();
    assertThrows(IOException.class, () -> table.write(cells("late", 1L, 1.0, true)));
    assertThrows(IOException.class, table::complete);
    assertEquals(List.of("things.parquet"), files());
    assertThrows(
        NoSuchFileException.class,
        () -> new ParquetTables().open(folder.resolve("missing"), SCHEMA).close());
  }

  @Test
  void aFullDiskLeavesNothing() throws IOException {
    Path file = folder.resolve("things.parquet");
    ParquetSink table = ParquetSink.open(file, SCHEMA, part -> new FullDisk(part, 1_000));
    assertThrows(
        IOException.class,
        () -> {
          try (table) {
            for (int i = 0; i < 100_001; i++) {
              table.write(cells("photo " + i, (long) i, i * 0.1, true));
            }
            table.complete();
          }
        });
    assertThrows(IOException.class, () -> table.write(cells("more", 1L, 1.0, true)));
    assertThrows(IOException.class, table::complete);
    assertEquals(List.of(), files());
  }

  @Test
  void neitherHadoopNorNativeCodecsAreThere() {
    for (String name :
        List.of(
            "org.apache.hadoop.security.UserGroupInformation",
            "org.xerial.snappy.Snappy",
            "com.github.luben.zstd.Zstd")) {
      assertThrows(ClassNotFoundException.class, () -> Class.forName(name), name);
    }
  }

  private Path write(
      TableSink.Format format,
      TableSchema schema,
      List<? extends List<? extends @Nullable Object>> rows)
      throws IOException {
    try (TableSink table = format.open(folder, schema)) {
      for (List<? extends @Nullable Object> row : rows) {
        table.write(row);
      }
      table.complete();
    }
    return folder.resolve(schema.name() + ".parquet");
  }

  /** Leaves a file for the tests of the example for Spark, which read it. */
  private static void keep(Path file, String name) throws IOException {
    Path kept = Files.createDirectories(Path.of("target", "read-by-spark"));
    Files.copy(file, kept.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private static String value(DuckDb duck, Path file, String key) throws SQLException {
    for (List<@Nullable Object> row :
        duck.rows("select key, value from parquet_kv_metadata($)", file)) {
      if (key.equals(row.get(0))) {
        return String.valueOf(row.get(1));
      }
    }
    throw new AssertionError("no key " + key);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private static List<@Nullable Object> cells(@Nullable Object... cells) {
    return Collections.unmodifiableList(Arrays.asList(cells));
  }

  /** A file on a disk that takes so many bytes. */
  private record FullDisk(OutputFile file, int bytes) implements OutputFile {
    FullDisk(Path path, int bytes) {
      this(new LocalOutputFile(path), bytes);
    }

    @Override
    public PositionOutputStream create(long blockSize) throws IOException {
      return limited(file.create(blockSize));
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSize) throws IOException {
      return limited(file.createOrOverwrite(blockSize));
    }

    private PositionOutputStream limited(PositionOutputStream out) {
      return new PositionOutputStream() {
        @Override
        public long getPos() throws IOException {
          return out.getPos();
        }

        @Override
        public void write(int b) throws IOException {
          if (out.getPos() >= bytes) {
            throw new IOException("No space left on device");
          }
          out.write(b);
        }

        @Override
        public void close() throws IOException {
          out.close();
        }
      };
    }

    @Override
    public boolean supportsBlockSize() {
      return file.supportsBlockSize();
    }

    @Override
    public long defaultBlockSize() {
      return file.defaultBlockSize();
    }
  }
}
