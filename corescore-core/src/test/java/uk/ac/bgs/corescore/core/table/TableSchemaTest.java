// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableSchemaTest {
  private static final Column NAME = new Column("name", Column.Type.TEXT, "", "Its name.");
  private static final Column NUMBER = new Column("number", Column.Type.INTEGER, "1", "A number.");
  private static final Column SIZE = new Column("size", Column.Type.REAL, "mm^2", "Its size.");
  private static final Column FLAG = new Column("flag", Column.Type.BOOLEAN, "", "Whether.");
  private static final TableSchema SCHEMA =
      new TableSchema("things", List.of(NAME, NUMBER, SIZE, FLAG));

  @ParameterizedTest
  @ValueSource(strings = {"", "Name", "1st", "_a", "a-b", "a b", "gr\u00F6\u00DFe"})
  void aNameIsOfLowerCaseLettersDigitsAndUnderscores(String name) {
    assertRefused("'" + name + "'", () -> new Column(name, Column.Type.TEXT, "", "Any."));
  }

  @Test
  void figuresHaveAUnitAndOthersNone() {
    assertRefused("size", () -> new Column("size", Column.Type.REAL, "", "Any."));
    assertRefused("number", () -> new Column("number", Column.Type.INTEGER, " ", "Any."));
    assertRefused("name", () -> new Column("name", Column.Type.TEXT, "mm", "Any."));
    assertRefused("flag", () -> new Column("flag", Column.Type.BOOLEAN, "1", "Any."));
  }

  @Test
  void columnsHaveDistinctNamesAndThereIsOne() {
    assertRefused(
        "two columns name in table things",
        () -> new TableSchema("things", List.of(NAME, SIZE, NAME)));
    assertRefused("no columns", () -> new TableSchema("things", List.of()));
  }

  @Test
  void columnsAndPropertiesAreCopied() {
    List<Column> columns = new ArrayList<>(List.of(NAME));
    Map<String, String> properties = new HashMap<>(Map.of("a", "1"));
    TableSchema schema = new TableSchema("things", columns, properties);
    columns.add(SIZE);
    properties.put("b", "2");
    assertEquals(List.of(NAME), schema.columns());
    assertEquals(Map.of("a", "1"), schema.properties());
    TableSchema more = schema.with("b", "2").with("a", "3");
    assertEquals(Map.of("a", "3", "b", "2"), more.properties());
    assertEquals(Map.of("a", "1"), schema.properties());
    assertThrows(UnsupportedOperationException.class, () -> schema.properties().put("c", "3"));
  }

  @Test
  void aColumnIsFoundByItsName() {
    assertEquals(2, SCHEMA.indexOf("size"));
    assertRefused("no column colour", () -> SCHEMA.indexOf("colour"));
  }

  @Test
  void aRowHasACellOfTheRightTypeForEachColumn() {
    SCHEMA.check(Arrays.asList("a", 1L, -0.0, true));
    SCHEMA.check(Arrays.asList(null, null, null, null));
    SCHEMA.check(Arrays.asList("", Long.MIN_VALUE, Double.MIN_VALUE, false));
    assertMisfit("3 cells for the 4 columns", "a", 1L, 1.0);
    assertMisfit("name", 1L, 1L, 1.0, true);
    assertMisfit("number is of INTEGER, not Integer 1", "a", 1, 1.0, true);
    assertMisfit("number is of INTEGER, not Double 1.0", "a", 1.0, 1.0, true);
    assertMisfit("size is of REAL, not Long 1", "a", 1L, 1L, true);
    assertMisfit("size is of REAL, not Float 1.0", "a", 1L, 1f, true);
    assertMisfit("size is of REAL, not Double NaN", "a", 1L, Double.NaN, true);
    assertMisfit("size is of REAL, not Double Infinity", "a", 1L, Double.POSITIVE_INFINITY, true);
    assertMisfit("flag is of BOOLEAN, not String true", "a", 1L, 1.0, "true");
  }

  private static void assertMisfit(String words, @Nullable Object... cells) {
    assertRefused(words, () -> SCHEMA.check(Arrays.asList(cells)));
  }

  private static void assertRefused(String words, Executable attempt) {
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, attempt).getMessage());
    assertTrue(message.contains(words), message);
  }
}
