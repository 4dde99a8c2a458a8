// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.score;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An extra measure of a scorer besides the six: a figure, or a word such as a class.
 *
 * @param name its name in tables: lower case letters, digits and underscores
 * @param unit its unit as it is printed, for example {@code px^2}, {@code mm}, {@code %}; {@code 1}
 *     for a plain number, {@link #TEXT} for a word
 * @param value the figure, empty where it is not defined and where it is a word
 * @param text the word, empty where there is none and where it is a figure
 */
public record ExtraMeasure(String name, String unit, OptionalDouble value, Optional<String> text) {
  /** The unit of a word. */
  public static final String TEXT = "text";

  /**
   * Checks the name and the unit, that a value is a finite number, and that it is either a figure
   * or a word.
   *
   * @param name its name in tables
   * @param unit its unit as it is printed
   * @param value the figure
   * @param text the word
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
    if (unit.equals(TEXT) ? value.isPresent() : text.isPresent()) {
      throw new IllegalArgumentException(
          name + " is a word, whose unit is " + TEXT + ", or a figure, and not both");
    }
    if (text.isPresent() && text.get().isBlank()) {
      throw new IllegalArgumentException(name + " is blank; leave it empty");
    }
  }

  /**
   * A figure.
   *
   * @param name its name in tables
   * @param unit its unit as it is printed
   * @param value the figure, empty where it is not defined
   */
  public ExtraMeasure(String name, String unit, OptionalDouble value) {
    this(name, unit, value, Optional.empty());
  }

  /**
   * A word.
   *
   * @param name its name in tables
   * @param text the word, empty where there is none
   * @return a measure whose unit is {@link #TEXT}
   */
  public static ExtraMeasure word(String name, Optional<String> text) {
    return new ExtraMeasure(name, TEXT, OptionalDouble.empty(), text);
  }
}
