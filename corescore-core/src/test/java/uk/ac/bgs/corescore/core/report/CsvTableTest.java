// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static uk.ac.bgs.corescore.core.report.Samples.message;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.core.internal.CsvTable;

class CsvTableTest {
  private final Path folder;

  CsvTableTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.jpg",
        "with,comma",
        "a \"quoted\" name",
        "two\nlines",
        "carriage\r\nreturn",
        "semi;=1+1",
        " space at the edges ",
        "Bohrkern Übung ☃ 𝄞",
        ""
      })
  void cellsReadBack(String text) throws IOException {
    Path file = folder.resolve("t.csv");
    try (CsvTable table = CsvTable.open(file, false, List.of("a", "b"))) {
      table.append(List.of(Map.of("a", CsvTable.text(text), "b", "1")));
    }
    List<List<String>> rows = read(file);
    assertEquals(List.of(List.of("a", "b"), List.of(text, "1")), rows);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "+1", "-x.jpg", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'quoted", "'="})
  void formulasAreDisarmedAndCanBeGotBack(String text) {
    String cell = CsvTable.text(text);
    assertEquals("'" + text, cell);
  }

  @Test
  void newColumnsWidenTheRowsThereAre() throws IOException {
    Path file = folder.resolve("t.csv");
    try (CsvTable table = CsvTable.open(file, false, List.of("a"))) {
      table.append(List.of(Map.of("a", "1,\n\"x\"\n"), Map.of("a", "2")));
      table.append(List.of(Map.of("a", "3", "b", "33")));
      table.append(List.of(Map.of("a", "4", "c", "44")));
    }
    assertEquals(
        List.of(
            List.of("a", "b", "c"),
            List.of("1,\n\"x\"\n", "", ""),
            List.of("2", "", ""),
            List.of("3", "33", ""),
            List.of("4", "", "44")),
        read(file));
    assertEquals(1, count(folder));
  }

  @Test
  void rowsAreInThePartAndNotUnderTheNameUntilClosed() throws IOException {
    Path file = folder.resolve("t.csv");
    CsvTable table = CsvTable.open(file, false, List.of("a"));
    table.append(List.of(Map.of("a", "1")));
    assertFalse(Files.exists(file));
    assertEquals("a\n1\n", Files.readString(part("t.csv")));
    table.close();
    table.close();
    assertEquals("a\n1\n", Files.readString(file));
  }

  /** A part that is moved away makes the append fail, as a full disk would. */
  @Test
  void aTableWithATornRowNeverGetsItsName() throws IOException {
    Path file = folder.resolve("t.csv");
    CsvTable table = CsvTable.open(file, false, List.of("a"));
    table.append(List.of(Map.of("a", "1")));
    Path away = Files.move(part("t.csv"), folder.resolve("away"));
    assertThrows(IOException.class, () -> table.append(List.of(Map.of("a", "2", "b", "3"))));
    assertThrows(IOException.class, () -> table.append(List.of(Map.of("a", "4"))));
    table.close();
    assertFalse(Files.exists(file));
    assertEquals("a\n1\n", Files.readString(away));
    assertEquals(1, count(folder));
  }

  @Test
  void tablesThatBelongTogetherGetTheirNamesTogether() throws IOException {
    Path one = folder.resolve("one.csv");
    Path two = folder.resolve("two.csv");
    CsvTable whole = CsvTable.open(one, false, List.of("a"));
    CsvTable broken = CsvTable.open(two, false, List.of("a"));
    whole.append(List.of(Map.of("a", "1")));
    Files.move(part("two.csv"), folder.resolve("away"));
    assertThrows(IOException.class, () -> broken.append(List.of(Map.of("b", "3"))));
    CsvTable.closeTogether(List.of(whole, broken));
    assertFalse(Files.exists(one));
    assertFalse(Files.exists(two));
    assertEquals("a\n1\n", Files.readString(part("one.csv")));
  }

  @Test
  void noneOfTheTablesReplacesWhatCameMeanwhile() throws IOException {
    Path one = folder.resolve("one.csv");
    Path two = folder.resolve("two.csv");
    List<CsvTable> tables =
        List.of(CsvTable.open(one, false, List.of("a")), CsvTable.open(two, false, List.of("a")));
    Files.writeString(two, "mine");
    assertThrows(FileAlreadyExistsException.class, () -> CsvTable.closeTogether(tables));
    assertFalse(Files.exists(one));
    assertEquals("mine", Files.readString(two));
  }

  @Test
  void refusesToReplaceATableOrWhatARunLeft() throws IOException {
    Path file = folder.resolve("t.csv");
    Path part = folder.resolve(".t.csv.part");
    Files.writeString(part, "a\nkept\n");
    FileAlreadyExistsException left =
        assertThrows(
            FileAlreadyExistsException.class, () -> CsvTable.open(file, false, List.of("a")));
    assertTrue(message(left).contains(part.toString()), message(left));
    assertEquals("a\nkept\n", Files.readString(part));
    Files.move(part, file);
    FileAlreadyExistsException there =
        assertThrows(
            FileAlreadyExistsException.class, () -> CsvTable.open(file, false, List.of("a")));
    assertTrue(message(there).contains(file.toString()), message(there));
    CsvTable.open(file, true, List.of("a")).close();
    assertEquals("a\n", Files.readString(file));
  }

  private Path part(String name) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("." + name + "."))
          .findFirst()
          .orElseThrow();
    }
  }

  private static long count(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.count();
    }
  }

  /** RFC 4180 as plainly as it can be read. */
  static List<List<String>> read(Path file) throws IOException {
    String text = Files.readString(file);
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        row.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else {
        cell.append(c);
      }
    }
    assertEquals(0, cell.length() + row.size(), "the last line ends");
    return rows;
  }
}
