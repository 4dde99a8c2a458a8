// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.table;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table. Immutable; safe for use by many threads.
 *
 * @param name the table's name, by which its files are named
 * @param columns its columns, with distinct names
 */
public record TableSchema(String name, List<Column> columns) {
  /**
   * Copies the columns; checks that there is one and that their names are distinct.
   *
   * @param name the table's name
   * @param columns its columns
   */
  public TableSchema {
    columns = List.copyOf(columns);
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException("two columns " + column.name() + " in table " + name);
      }
    }
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("table " + name + " has no columns");
    }
  }

  /**
   * The place of a column.
   *
   * @param column its name
   * @return its index in {@link #columns()} and in each row, from 0
   * @throws IllegalArgumentException if there is none of that name
   */
  public int indexOf(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    throw new IllegalArgumentException("table " + name + " has no column " + column);
  }

  /**
   * Checks a row.
   *
   * @param row one cell for each column, in their order: null, or of the column's type
   * @throws IllegalArgumentException if there are more or fewer cells than columns, or one is of
   *     another type, or not finite
   */
  public void check(List<? extends @Nullable Object> row) {
    if (row.size() != columns.size()) {
      throw new IllegalArgumentException(
          row.size() + " cells for the " + columns.size() + " columns of table " + name);
    }
    for (int i = 0; i < row.size(); i++) {
      Object cell = row.get(i);
      if (cell != null && !columns.get(i).accepts(cell)) {
        throw new IllegalArgumentException(
            "table "
                + name
                + ": "
                + columns.get(i).name()
                + " is of "
                + columns.get(i).type()
                + ", not "
                + cell.getClass().getSimpleName()
                + " "
                + cell);
      }
    }
  }
}
