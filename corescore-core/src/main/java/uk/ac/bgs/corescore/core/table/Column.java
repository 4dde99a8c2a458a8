// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.table;

/**
 * A column of a table.
 *
 * @param name its name: lower case letters, digits and underscores
 * @param type what its cells hold; any cell may be null
 * @param unit the unit of its figures, for example {@code px^2} or {@code mm}; {@code 1} for plain
 *     numbers, empty for words and booleans
 * @param description what it means, in a sentence
 */
public record Column(String name, Type type, String unit, String description) {
  /** What a cell holds. */
  public enum Type {
    /** A {@link String}. */
    TEXT,
    /** A {@link Long}. */
    INTEGER,
    /** A finite {@link Double}. */
    REAL,
    /** A {@link Boolean}. */
    BOOLEAN;

    private Class<?> holds() {
      return switch (this) {
        case TEXT -> String.class;
        case INTEGER -> Long.class;
        case REAL -> Double.class;
        case BOOLEAN -> Boolean.class;
      };
    }
  }

  /**
   * Checks the name, and that figures have a unit.
   *
   * @param name its name
   * @param type what its cells hold
   * @param unit the unit of its figures
   * @param description what it means
   */
  public Column {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException(
          "a column's name is of lower case letters, digits and underscores, not '" + name + "'");
    }
    boolean figure = type == Type.INTEGER || type == Type.REAL;
    if (figure == unit.isBlank()) {
      throw new IllegalArgumentException(
          name + " of " + type + " has the unit '" + unit + "'; figures have one and others none");
    }
  }

  boolean accepts(Object cell) {
    return type.holds().isInstance(cell) && (type != Type.REAL || Double.isFinite((Double) cell));
  }
}
