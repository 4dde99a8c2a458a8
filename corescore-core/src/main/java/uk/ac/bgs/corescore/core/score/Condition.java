// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.score;

import java.util.List;
import java.util.Locale;

/**
 * The condition of a stretch of core, in the classes of an annotator, with the probability of each.
 * Immutable.
 *
 * @param probabilities of the classes in their order, which sum to 1
 * @param pieceSize the geometric mean of the fragments' sizes, weighted by them, in squares of the
 *     core's diameter: about how many diameters long a piece is
 * @param fullShare share of the rock that is in fragments with a section of full diameter, 0 to 1
 */
public record Condition(List<Double> probabilities, double pieceSize, double fullShare) {
  private static final double ROUNDING = 1e-9;

  /** A class of condition. */
  public enum Grade {
    /** Long pieces of whole core. */
    EXCELLENT,
    /** Whole core in shorter pieces. */
    MODERATE,
    /** Short pieces, and some that are no whole core. */
    POOR,
    /** Hardly any whole core. */
    VERY_POOR;

    /**
     * The name in files.
     *
     * @return the constant's name in lower case
     */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Copies the list; checks that there is a probability for each class and that they sum to 1.
   *
   * @param probabilities of the classes in their order
   * @param pieceSize mean size of a fragment
   * @param fullShare share of rock that is whole core
   */
  public Condition {
    probabilities = List.copyOf(probabilities);
    double sum = probabilities.stream().mapToDouble(Double::doubleValue).sum();
    if (probabilities.size() != Grade.values().length
        || probabilities.stream().anyMatch(p -> !(p >= 0))
        || !(Math.abs(sum - 1) <= ROUNDING)) {
      throw new IllegalArgumentException(
          "expected the probabilities of " + List.of(Grade.values()) + ", got " + probabilities);
    }
  }

  /**
   * The class of the highest probability, the better one of two.
   *
   * @return the class
   */
  public Grade grade() {
    Grade best = Grade.EXCELLENT;
    for (Grade one : Grade.values()) {
      if (probability(one) > probability(best)) {
        best = one;
      }
    }
    return best;
  }

  /**
   * The probability of a class.
   *
   * @param grade the class
   * @return 0 to 1
   */
  public double probability(Grade grade) {
    return probabilities.get(List.of(Grade.values()).indexOf(grade));
  }

  /**
   * Which class is expected, as a number that orders core finer than classes do.
   *
   * @return 1, excellent, to 4, very poor
   */
  public double expectedGrade() {
    double sum = 0;
    for (int i = 0; i < probabilities.size(); i++) {
      sum += (i + 1) * probabilities.get(i);
    }
    return sum;
  }
}
