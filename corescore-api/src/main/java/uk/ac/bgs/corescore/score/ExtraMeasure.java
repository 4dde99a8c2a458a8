// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.score;

import java.util.OptionalDouble;

/**
 * A figure that a scorer adds to the six measures.
 *
 * @param name its name in tables: lower case letters, digits and underscores
 * @param unit its unit as it is printed, for example {@code px^2}, {@code mm}, {@code %}; {@code 1}
 *     for a plain number
 * @param value the figure, empty where it is not defined
 */
public record ExtraMeasure(String name, String unit, OptionalDouble value) {
  /**
   * Checks the name and the unit, and that a value is a finite number.
   *
   * @param name its name in tables
   * @param unit its unit as it is printed
   * @param value the figure
   */
  public ExtraMeasure {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException(
          "a measure's name is of lower case letters, digits and underscores, not '" + name + "'");
    }
    if (unit.isBlank()) {
      throw new IllegalArgumentException(name + " has a unit; that of a plain number is 1");
    }
    if (value.isPresent() && !Double.isFinite(value.getAsDouble())) {
      throw new IllegalArgumentException(name + " is " + value.getAsDouble() + "; leave it empty");
    }
  }
}
