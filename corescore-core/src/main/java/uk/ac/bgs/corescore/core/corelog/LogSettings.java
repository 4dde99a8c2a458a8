// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.corelog.depth.DepthRule;
import uk.ac.bgs.corescore.core.corelog.depth.MissingRock;
import uk.ac.bgs.corescore.core.corelog.piece.PieceRules;
import uk.ac.bgs.corescore.core.corelog.piece.ScaleSource;
import uk.ac.bgs.corescore.core.corelog.piece.StatedScale;
import uk.ac.bgs.corescore.core.corelog.rule.RuleSet;

/**
 * The rules of a core log. Immutable; the result states each rule.
 *
 * @param depth how depth runs along a row
 * @param missing how missing rock is treated
 * @param scale the scale of all photos that have none of their own
 * @param depthsAsScale whether a row without a scale is taken to be as long as the hole between its
 *     depths; else it has no lengths, and no RQD
 * @param byDepth whether recovery sums depths, so that it is at most 100 %, and not what is
 *     measured in the rows
 * @param diameterMillimetres the core's diameter, mm, for what is solid; empty to measure it in the
 *     photo
 * @param pieces what makes a piece
 * @param ruleSets the rule sets to give figures by, at least one
 * @param joinRowEnds whether a piece that ends square at the end of a row, and one that begins so
 *     at the beginning of the next, are one piece that was cut to fit the tray
 * @param rowEndMillimetres how near to the end of the row that is, mm
 * @param gapMillimetres a longer empty part between pieces is core that is not recovered, mm
 * @param boundaryPixels by how much the boundary of a piece may be wrong, standard deviation in px
 * @param apparent whether the photos show old core, which broke further since it was drilled
 * @param stepMetres the length of even intervals, m, from 0.001; empty for none
 */
public record LogSettings(
    DepthRule depth,
    MissingRock missing,
    Optional<StatedScale> scale,
    boolean depthsAsScale,
    boolean byDepth,
    OptionalDouble diameterMillimetres,
    PieceRules pieces,
    List<RuleSet> ruleSets,
    boolean joinRowEnds,
    double rowEndMillimetres,
    double gapMillimetres,
    double boundaryPixels,
    boolean apparent,
    OptionalDouble stepMetres) {
  private static final double ROW_END = 10;
  private static final double GAP = 50;
  private static final double BOUNDARY = 2;

  /** Depths are rounded to the millimetre. */
  private static final double SHORTEST_STEP = 0.001;

  /** The usual rules: depth by position, both standards, old core. */
  public static final LogSettings DEFAULT =
      new LogSettings(
          DepthRule.POSITION,
          MissingRock.LOSS_AT_BASE,
          Optional.empty(),
          true,
          false,
          OptionalDouble.empty(),
          PieceRules.DEFAULT,
          List.of(RuleSet.BS5930, RuleSet.ASTM_D6032),
          true,
          ROW_END,
          GAP,
          BOUNDARY,
          true,
          OptionalDouble.empty());

  /**
   * Copies the list and checks the numbers.
   *
   * @param depth how depth runs along a row
   * @param missing how missing rock is treated
   * @param scale the scale of all photos
   * @param depthsAsScale whether depths are a scale
   * @param byDepth whether recovery sums depths
   * @param diameterMillimetres the core's diameter
   * @param pieces what makes a piece
   * @param ruleSets the rule sets
   * @param joinRowEnds whether cuts at row ends are joined
   * @param rowEndMillimetres how near to the end of the row
   * @param gapMillimetres what is a gap
   * @param boundaryPixels by how much a boundary may be wrong
   * @param apparent whether the photos show old core
   * @param stepMetres the length of even intervals
   */
  public LogSettings {
    ruleSets = List.copyOf(ruleSets);
    if (ruleSets.isEmpty()) {
      throw new IllegalArgumentException("a log has at least one rule set");
    }
    if (ruleSets.stream().map(RuleSet::name).distinct().count() < ruleSets.size()) {
      throw new IllegalArgumentException("two rule sets have one name: " + ruleSets);
    }
    notNegative("the distance to a row's end", rowEndMillimetres);
    notNegative("a gap", gapMillimetres);
    notNegative("the error of a boundary", boundaryPixels);
    positive("a diameter", diameterMillimetres.orElse(1));
    if (scale.isPresent()
        && scale.get().source() == ScaleSource.CORE_DIAMETER
        && diameterMillimetres.orElse(scale.get().x()) != scale.get().x()) {
      throw new IllegalArgumentException(
          "the core's diameter is "
              + scale.get().x()
              + " mm for the scale and "
              + diameterMillimetres.getAsDouble()
              + " mm for what is solid: expected one");
    }
    if (!(stepMetres.orElse(1) >= SHORTEST_STEP
        && stepMetres.orElse(1) < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the length of intervals is from "
              + SHORTEST_STEP
              + " m, not "
              + stepMetres.getAsDouble());
    }
  }

  private static void notNegative(String what, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(what + " is from 0, not " + value);
    }
  }

  private static void positive(String what, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(what + " is above 0, not " + value);
    }
  }

  /**
   * The same with another way from places to depths.
   *
   * @param rule how depth runs along a row
   * @param rest how missing rock is treated
   * @return a copy
   */
  public LogSettings withDepth(DepthRule rule, MissingRock rest) {
    return copy(rule, rest, scale, depthsAsScale, pieces, ruleSets, joinRowEnds, stepMetres);
  }

  /**
   * The same with a scale.
   *
   * @param given the scale of all photos that have none of their own
   * @return a copy
   */
  public LogSettings withScale(StatedScale given) {
    return copy(
        depth,
        missing,
        Optional.of(given),
        depthsAsScale,
        pieces,
        ruleSets,
        joinRowEnds,
        stepMetres);
  }

  /**
   * The same where depths are no scale.
   *
   * @return a copy in which rows without a scale have no lengths
   */
  public LogSettings withoutDepthsAsScale() {
    return copy(depth, missing, scale, false, pieces, ruleSets, joinRowEnds, stepMetres);
  }

  /**
   * The same with other rules for pieces.
   *
   * @param rules what makes a piece
   * @return a copy
   */
  public LogSettings withPieces(PieceRules rules) {
    return copy(depth, missing, scale, depthsAsScale, rules, ruleSets, joinRowEnds, stepMetres);
  }

  /**
   * The same with other rule sets.
   *
   * @param sets the rule sets to give figures by, at least one
   * @return a copy
   */
  public LogSettings withRuleSets(List<RuleSet> sets) {
    return copy(depth, missing, scale, depthsAsScale, pieces, sets, joinRowEnds, stepMetres);
  }

  /**
   * The same with another answer on cuts at the ends of rows.
   *
   * @param join whether they are joined
   * @return a copy
   */
  public LogSettings withJoinedRowEnds(boolean join) {
    return copy(depth, missing, scale, depthsAsScale, pieces, ruleSets, join, stepMetres);
  }

  /**
   * The same with even intervals.
   *
   * @param metres their length, m
   * @return a copy
   */
  public LogSettings withStep(double metres) {
    return copy(
        depth,
        missing,
        scale,
        depthsAsScale,
        pieces,
        ruleSets,
        joinRowEnds,
        OptionalDouble.of(metres));
  }

  /**
   * The same with the diameter of the core stated.
   *
   * @param millimetres the diameter of the core, not of the hole, mm; needs a scale
   * @return a copy
   */
  public LogSettings withDiameter(double millimetres) {
    return new LogSettings(
        depth,
        missing,
        scale,
        depthsAsScale,
        byDepth,
        OptionalDouble.of(millimetres),
        pieces,
        ruleSets,
        joinRowEnds,
        rowEndMillimetres,
        gapMillimetres,
        boundaryPixels,
        apparent,
        stepMetres);
  }

  /**
   * The same with recovery by depth.
   *
   * @return a copy in which recovery is at most 100 %
   */
  public LogSettings withRecoveryByDepth() {
    return new LogSettings(
        depth,
        missing,
        scale,
        depthsAsScale,
        true,
        diameterMillimetres,
        pieces,
        ruleSets,
        joinRowEnds,
        rowEndMillimetres,
        gapMillimetres,
        boundaryPixels,
        apparent,
        stepMetres);
  }

  private LogSettings copy(
      DepthRule rule,
      MissingRock rest,
      Optional<StatedScale> given,
      boolean depths,
      PieceRules rules,
      List<RuleSet> sets,
      boolean join,
      OptionalDouble step) {
    return new LogSettings(
        rule,
        rest,
        given,
        depths,
        byDepth,
        diameterMillimetres,
        rules,
        sets,
        join,
        rowEndMillimetres,
        gapMillimetres,
        boundaryPixels,
        apparent,
        step);
  }
}
