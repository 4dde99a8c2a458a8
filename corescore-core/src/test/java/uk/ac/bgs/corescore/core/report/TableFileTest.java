// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.bgs.corescore.CoreScoreException;

class TableFileTest {
  private static final List<String> COLUMNS = List.of("a", "b");

  private final Path file;

  TableFileTest(@TempDir Path folder) {
    this.file = folder.resolve("t.csv");
  }

  @Test
  void numbersStayNumbersAndTextIsGuarded() throws IOException {
    List<String> texts = List.of("=1+1", "+1", "-5", "@x", "\tx", "\rx", "'x", "x=1", "");
    try (TableFile table = TableFile.open(file, false, COLUMNS)) {
      table.row(-5, -0.25);
      table.row(3.0, 1e-7f);
      for (String text : texts) {
        table.row(text, Path.of("-f"));
      }
    }
    List<List<String>> rows = CsvTableTest.read(file);
    assertEquals(List.of("-5", "-0.25"), rows.get(1));
    assertEquals("3", rows.get(2).get(0));
    for (int i = 0; i < texts.size(); i++) {
      String cell = rows.get(3 + i).get(0);
      assertFalse(cell.matches("(?s)[=+@\t\r-].*"), cell);
      assertEquals(texts.get(i), TableFile.plain(cell));
      assertEquals("'-f", rows.get(3 + i).get(1));
    }
  }

  @Test
  void oneAtATimeWritesAFile() throws IOException {
    try (TableFile table = TableFile.open(file, true, COLUMNS)) {
      table.row(1, 2);
      CoreScoreException second =
          assertThrows(CoreScoreException.class, () -> TableFile.open(file, true, COLUMNS));
      assertTrue(
          String.valueOf(second.getMessage()).startsWith(file + ": another run"),
          second.getMessage());
      table.row(3, 4);
    }
    assertEquals("a,b\n1,2\n3,4\n", Files.readString(file));
    assertThrows(FileAlreadyExistsException.class, () -> TableFile.open(file, false, COLUMNS));
    TableFile.open(file, true, COLUMNS).close();
  }

  @Test
  void aRowHasACellForEachColumn() throws IOException {
    try (TableFile table = TableFile.open(file, false, COLUMNS)) {
      assertThrows(IllegalArgumentException.class, () -> table.row(1));
      assertThrows(IllegalArgumentException.class, () -> table.row(1, Double.NaN));
    }
  }
}
