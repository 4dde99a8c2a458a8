// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTablesTest {
  private static final TableSchema SCHEMA =
      new TableSchema(
          "things",
          List.of(
              new Column("name", Column.Type.TEXT, "", "Its name."),
              new Column("number", Column.Type.INTEGER, "1", "Its number."),
              new Column("size", Column.Type.REAL, "mm^2", "Its size."),
              new Column("flag", Column.Type.BOOLEAN, "", "Whether.")));

  private final Path folder;

  CsvTablesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void cellsAreQuotedAndNullIsEmpty() throws IOException {
    try (TableSink table = new CsvTables().open(folder, SCHEMA)) {
      table.write(cells("a, \"b\"\nc", -7L, 0.1, true));
      table.write(cells(null, null, null, null));
      table.write(cells("=SUM(A1)", Long.MAX_VALUE, 1e300, false));
      table.write(cells("-0.5", 0L, 2.0, null));
      table.complete();
    }
    assertEquals(
        """
        name,number,size,flag
        "a, ""b""
        c",-7,0.1,true
        ,,,
        '=SUM(A1),9223372036854775807,1E+300,false
        '-0.5,0,2,
        """,
        Files.readString(folder.resolve("things.csv")));
  }

  @Test
  void everyFiniteDoubleReadsBackAsItself() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertEquals(value, Double.parseDouble(CsvTables.cell(value)));
      }
    }
    for (double value :
        new double[] {Double.MIN_VALUE, 1e308, Double.MAX_VALUE, 1 / 3.0, 0x1p53 + 2}) {
      assertEquals(value, Double.parseDouble(CsvTables.cell(value)));
    }
    assertEquals("0", CsvTables.cell(-0.0));
  }

  @Test
  void theFileHasItsNameOnlyWhenItIsWhole() throws IOException {
    Path file = Files.writeString(folder.resolve("things.csv"), "before");
    try (TableSink table = new CsvTables().open(folder, SCHEMA)) {
      table.write(cells("a", 1L, 1.0, true));
      assertEquals("before", Files.readString(file));
    }
    assertEquals("before", Files.readString(file), "what is not completed is discarded");
    assertEquals(List.of("things.csv"), files());
    TableSink table = new CsvTables().open(folder, SCHEMA);
    assertThrows(
        IllegalArgumentException.class, () -> table.write(cells("a", 1L, Double.NaN, true)));
    table.write(cells("b", 1L, 1.0, true));
    table.complete();
    table.close();
    table.close();
    assertThrows(IOException.class, () -> table.write(cells("late", 1L, 1.0, true)));
    assertThrows(IOException.class, table::complete);
    assertEquals("name,number,size,flag\nb,1,1,true\n", Files.readString(file));
    assertEquals(List.of("things.csv"), files());
    assertThrows(
        NoSuchFileException.class,
        () -> new CsvTables().open(folder.resolve("missing"), SCHEMA).close());
  }

  @Test
  void twoTablesOfANameAtOnceDoNotMix() throws IOException {
    try (TableSink first = new CsvTables().open(folder, SCHEMA);
        TableSink second = new CsvTables().open(folder, SCHEMA)) {
      first.write(cells("first", 1L, 1.0, true));
      second.write(cells("second", 2L, 2.0, true));
      second.complete();
      first.complete();
    }
    String text = Files.readString(folder.resolve("things.csv"));
    assertTrue(text.contains("first") && !text.contains("second"), text);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private static List<@Nullable Object> cells(@Nullable Object... cells) {
    return Arrays.asList(cells);
  }
}
