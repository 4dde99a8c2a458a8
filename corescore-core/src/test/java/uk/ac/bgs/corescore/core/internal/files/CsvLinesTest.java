// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.bgs.corescore.CoreScoreException;

class CsvLinesTest {
  @Test
  void lineBreaksOfAnyKindEndARow() {
    assertEquals(
        List.of(List.of("a", "b"), List.of("c", ""), List.of(), List.of("d\r\n\"e\"", " f ")),
        CsvLines.read("\uFEFFa,b\r\nc,\r\r\n\"d\r\n\"\"e\"\"\", f ", "t.csv"));
    assertEquals(List.of(), CsvLines.read("", "t.csv"));
    assertEquals(List.of(List.of("a")), CsvLines.read("a\n", "t.csv"));
  }

  @Test
  void theHeaderIsTheFirstRowWithText() {
    assertEquals(2, CsvLines.header(CsvLines.read("\n, ,\na,b,c\n", "t.csv")));
    assertEquals(1, CsvLines.header(CsvLines.read(" , \n", "t.csv")));
  }

  /** What follows would be lost in one cell. */
  @ParameterizedTest
  @ValueSource(strings = {"a,b\n1,\"x\n2,y\n3,z\n", "a,b\n1,\"x\"\"\n2,y", "a,b\n\""})
  void aQuotationMarkThatIsNotClosedIsTold(String text) {
    CoreScoreException refused =
        assertThrows(CoreScoreException.class, () -> CsvLines.read(text, "t.csv"));
    assertEquals(
        "t.csv, row 2: expected a cell in quotation marks to be closed, the file ends in it",
        refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "a,b", "a;b", "tab\t", " edges ", "a\"b\"", "l\r\nb", "", "\""})
  void whatIsWrittenIsRead(String cell) {
    List<String> row = List.of(cell, "1", cell);
    assertEquals(List.of(row), CsvLines.read(CsvLines.line(row), "t.csv"));
    assertEquals(
        List.of(List.of("k", cell)), CsvLines.read("k," + CsvLines.quoted(cell) + "\n", "t.csv"));
  }
}
