// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.hole;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.rule.RuleFigures;
import uk.ac.bgs.corescore.core.score.Condition;

/**
 * The figures of an interval of a hole. Lengths are mm along the core; depths are m. Immutable.
 *
 * @param kind what the interval is
 * @param name what it is called; may be empty
 * @param depths from its top to its base
 * @param coveredMetres how much of it is in the photos, m; percentages and frequencies are of this
 * @param pieces how many pieces have a part in it
 * @param figures core recovery and rock quality, one for each rule set
 * @param fractures how many are counted in it; one on a border belongs to the upper interval
 * @param frequency fractures per metre of what is in the photos
 * @param fractureIndex fractures per metre of intact core; empty where there is none
 * @param intactMetres intact core, m of depth
 * @param nonIntactMetres non-intact core, m of depth
 * @param notRecoveredMetres core that is not recovered, m of depth
 * @param spacing between fractures that follow each other in intact core; empty under two, and
 *     without a scale
 * @param sizes how long the pieces are; empty without pieces
 * @param rubbleMillimetres what rubble would fill, mm; empty without a scale
 * @param statedLossMetres loss whose place is stated, m
 * @param assumedLossMetres loss whose place is assumed, m
 * @param condition how broken the core is, as an annotator judged rows of core by eye: the
 *     fragments in it, each with its share there and the size of all of it; empty where there is
 *     less core than a piece as long as it is wide
 */
public record LogInterval(
    Kind kind,
    String name,
    DepthInterval depths,
    double coveredMetres,
    int pieces,
    List<RuleFigures> figures,
    int fractures,
    double frequency,
    OptionalDouble fractureIndex,
    double intactMetres,
    double nonIntactMetres,
    double notRecoveredMetres,
    Optional<Spacing> spacing,
    Optional<Sizes> sizes,
    OptionalDouble rubbleMillimetres,
    double statedLossMetres,
    double assumedLossMetres,
    Optional<Condition> condition) {
  private static final double SAME = 0.0005;

  /** What an interval is. */
  public enum Kind {
    /** A run of the core barrel. */
    RUN,
    /** A box. */
    BOX,
    /** One of even length. */
    FIXED,
    /** One that a person named. */
    NAMED;

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
   * Distances between fractures.
   *
   * @param most mm
   * @param mean mm
   * @param least mm
   */
  public record Spacing(double most, double mean, double least) {}

  /**
   * How long the pieces of an interval are, weighted by their length in it.
   *
   * @param d50 half of the core is in pieces of at most this length, mm; empty without a scale
   * @param d80 four fifths of it are, mm; empty without a scale
   * @param largestShare the longest piece's share of the core in pieces, 0 to 1
   */
  public record Sizes(OptionalDouble d50, OptionalDouble d80, double largestShare) {}

  /**
   * Copies the list.
   *
   * @param kind what the interval is
   * @param name what it is called
   * @param depths from its top to its base
   * @param coveredMetres how much of it is in the photos
   * @param pieces how many pieces have a part in it
   * @param figures core recovery and rock quality
   * @param fractures how many are counted
   * @param frequency fractures per metre
   * @param fractureIndex fractures per metre of intact core
   * @param intactMetres intact core
   * @param nonIntactMetres non-intact core
   * @param notRecoveredMetres core that is not recovered
   * @param spacing between fractures
   * @param sizes how long the pieces are
   * @param rubbleMillimetres what rubble would fill
   * @param statedLossMetres loss whose place is stated
   * @param assumedLossMetres loss whose place is assumed
   * @param condition how broken the core is
   */
  public LogInterval {
    figures = List.copyOf(figures);
  }

  /**
   * Whether the photos show all of it.
   *
   * @return false where a part of more than half a millimetre is in none
   */
  public boolean whole() {
    return coveredMetres >= depths.metres() - SAME;
  }

  /**
   * RQD as Priest and Hudson (1976) expect it of fractures at random: a check of the others.
   *
   * @return 100 e^(-0.1 F) (0.1 F + 1) of the frequency F, %
   */
  public double expectedRqd() {
    return 100 * Math.exp(-0.1 * frequency) * (0.1 * frequency + 1);
  }
}
