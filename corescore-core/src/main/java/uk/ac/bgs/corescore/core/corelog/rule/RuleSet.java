// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The rules for pieces that count for rock quality designation. Two standards give different
 * figures for the same core, so every figure names its rule set. Immutable.
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
   * Rule sets by their names, all with one threshold and one length.
   *
   * @param names {@code BS5930} and {@code ASTM_D6032}, in either case
   * @param threshold another threshold than that of each, mm; empty for its own
   * @param twoDiametersOf the diameter of the core, mm, where the threshold is twice that, and a
   *     piece of exactly that length counts; empty for its own
   * @param length how the length of a piece is taken
   * @return a rule set for each name, in their order
   * @throws IllegalArgumentException if there is no rule set of a name, both thresholds are given,
   *     or one is not above 0
   */
  public static List<RuleSet> of(
      List<String> names,
      OptionalDouble threshold,
      OptionalDouble twoDiametersOf,
      LengthRule length) {
    if (threshold.isPresent() && twoDiametersOf.isPresent()) {
      throw new IllegalArgumentException("expected a threshold or two diameters, got both");
    }
    List<RuleSet> sets = new ArrayList<>();
    for (String name : names) {
      RuleSet set =
          Stream.of(BS5930, ASTM_D6032)
              .filter(one -> one.name.equalsIgnoreCase(name.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "no rule set '" + name.strip() + "'; there are BS5930 and ASTM_D6032"));
      if (threshold.isPresent()) {
        set = set.withThreshold(threshold.getAsDouble(), set.inclusive);
      }
      if (twoDiametersOf.isPresent()) {
        set = set.withTwoDiameters(twoDiametersOf.getAsDouble());
      }
      sets.add(set.withLength(length));
    }
    return List.copyOf(sets);
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
   * The same with another length rule.
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
   * The rule set in words.
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
