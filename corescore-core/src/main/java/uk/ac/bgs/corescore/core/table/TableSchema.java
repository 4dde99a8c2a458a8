// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.table;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table. Immutable; safe for use by many threads.
 *
 * @param name the table's name, by which its files are named
 * @param columns its columns, with distinct names
 * @param properties what is to be known of all its rows, for example the settings of their result
 *     set; formats that can hold it do (Parquet), others leave it out (CSV)
 */
@SuppressWarnings("exports") // an annotation that hosts need not have
public record TableSchema(String name, List<Column> columns, Map<String, String> properties) {
  /**
   * Copies columns and properties; checks that there is a column and that their names are distinct.
   *
   * @param name the table's name
   * @param columns its columns
   * @param properties what is to be known of all its rows
   */
  public TableSchema {
    columns = List.copyOf(columns);
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
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
   * A table without properties.
   *
   * @param name the table's name
   * @param columns its columns
   */
  public TableSchema(String name, List<Column> columns) {
    this(name, columns, Map.of());
  }

  /**
   * The same table with one more property.
   *
   * @param key what it says; a key that there is is replaced
   * @param value its text
   * @return a new schema
   */
  public TableSchema with(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(properties);
    more.put(key, value);
    return new TableSchema(name, columns, more);
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
