// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.rule;

/**
 * Which pieces of core count for rock quality designation. Two standards give two answers on the
 * same core, so every figure names its rule set. Immutable.
 *
 * @param name what figures are called by
 * @param thresholdMillimetres how long a piece is to be, mm
 * @param inclusive whether a piece of exactly the threshold counts
 * @param solidOnly whether a piece counts only if it has a section of full diameter
 * @param soundOnly whether pieces that are marked as unsound do not count
 * @param length how the length of a piece is taken
 */
public record RuleSet(
    String name,
    double thresholdMillimetres,
    boolean inclusive,
    boolean solidOnly,
    boolean soundOnly,
    LengthRule length) {
  private static final double ROUNDING = 1e-6;

  /**
   * BS 5930: solid core in pieces each longer than 100 mm. With lengths by {@link LengthRule#AXIS}
   * RQD is at most solid core recovery, which is at most total core recovery, by construction.
   */
  public static final RuleSet BS5930 =
      new RuleSet("BS5930", 100, false, true, false, LengthRule.AXIS);

  /**
   * ASTM D6032: intact pieces of at least 100 mm along the centre line, whatever their width, so
   * that core split along its axis counts; pieces marked as unsound do not. RQD is at most total
   * core recovery; solid core recovery is not defined.
   */
  public static final RuleSet ASTM_D6032 =
      new RuleSet("ASTM_D6032", 100, true, false, true, LengthRule.AXIS);

  /**
   * Checks the name and the threshold.
   *
   * @param name what figures are called by
   * @param thresholdMillimetres how long a piece is to be
   * @param inclusive whether a piece of exactly the threshold counts
   * @param solidOnly whether a piece counts only with a full section
   * @param soundOnly whether unsound pieces do not count
   * @param length how the length of a piece is taken
   */
  public RuleSet {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a rule set has a name");
    }
    if (!(thresholdMillimetres > 0 && thresholdMillimetres < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a threshold is above 0 mm, not " + thresholdMillimetres);
    }
  }

  /**
   * The same with another threshold.
   *
   * @param millimetres mm
   * @param counts whether a piece of exactly that length counts
   * @return a copy whose name says so
   */
  public RuleSet withThreshold(double millimetres, boolean counts) {
    String base = name.replaceAll("[<>]=?.*", "");
    return new RuleSet(
        base + (counts ? ">=" : ">") + number(millimetres),
        millimetres,
        counts,
        solidOnly,
        soundOnly,
        length);
  }

  /**
   * The same with a threshold of twice the core's diameter, inclusive.
   *
   * @param diameterMillimetres the diameter of the core, not of the hole, mm
   * @return a copy whose name says so
   */
  public RuleSet withTwoDiameters(double diameterMillimetres) {
    return withThreshold(2 * diameterMillimetres, true);
  }

  /**
   * The same with lengths taken otherwise.
   *
   * @param rule how the length of a piece is taken
   * @return a copy whose name says so
   */
  public RuleSet withLength(LengthRule rule) {
    String base = name.replaceAll(" \\(.*", "");
    return new RuleSet(
        rule == LengthRule.AXIS ? base : base + " (" + rule.id() + ")",
        thresholdMillimetres,
        inclusive,
        solidOnly,
        soundOnly,
        rule);
  }

  /**
   * Whether a piece is long enough.
   *
   * @param millimetres its whole length, mm
   * @return true from the threshold on, to a millionth of a millimetre
   */
  public boolean longEnough(double millimetres) {
    return inclusive
        ? millimetres >= thresholdMillimetres - ROUNDING
        : millimetres > thresholdMillimetres + ROUNDING;
  }

  /**
   * What the rule set asks, for a person.
   *
   * @return a sentence without its full stop
   */
  public String description() {
    return (solidOnly ? "pieces with a section of full diameter" : "pieces of any width")
        + (soundOnly ? ", unsound ones left out" : "")
        + (inclusive ? ", of at least " : ", longer than ")
        + number(thresholdMillimetres)
        + " mm "
        + switch (length) {
          case AXIS -> "along their own axis line";
          case TIP_TO_TIP -> "from tip to tip";
          case FULL_DIAMETER -> "in full diameter";
        };
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
