// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.hole;

import java.util.List;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.corelog.depth.Depth;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.rule.LengthRule;

/**
 * A piece of core in a hole: a piece in a row, or several that are one because the breaks between
 * them are not natural. Immutable.
 *
 * @param number its number in the hole, from 1 downwards
 * @param parts its parts, downwards
 * @param solid whether one of its parts has a section of full diameter
 * @param unsound whether a person marked one of its fragments as unsound
 */
public record LogPiece(int number, List<PiecePart> parts, boolean solid, boolean unsound) {
  /**
   * Copies the list.
   *
   * @param number its number in the hole
   * @param parts its parts
   * @param solid whether it is solid
   * @param unsound whether it is unsound
   */
  public LogPiece {
    parts = List.copyOf(parts);
    if (parts.isEmpty() || number < 1) {
      throw new IllegalArgumentException("a piece has a number from 1 and a part");
    }
  }

  /**
   * Where it begins.
   *
   * @return depth of its first end on its axis line
   */
  public Depth top() {
    return parts.get(0).counted().top();
  }

  /**
   * Where it ends.
   *
   * @return depth of its last end on its axis line
   */
  public Depth base() {
    return parts.get(parts.size() - 1).counted().base();
  }

  /**
   * Its whole length, to which a threshold applies.
   *
   * @param rule how lengths are taken
   * @return mm, without the gaps between its parts; empty without a scale
   */
  public OptionalDouble length(LengthRule rule) {
    double sum = 0;
    for (PiecePart part : parts) {
      OptionalDouble length = part.length(rule);
      if (length.isEmpty()) {
        return OptionalDouble.empty();
      }
      sum += length.getAsDouble();
    }
    return OptionalDouble.of(sum);
  }

  /**
   * How much of it is counted in an interval.
   *
   * @param rule how lengths are taken
   * @param interval part of the hole
   * @param byDepth whether depths are summed, not what is measured in the rows
   * @return mm
   */
  public double within(LengthRule rule, DepthInterval interval, boolean byDepth) {
    return parts.stream().mapToDouble(part -> part.within(rule, interval, byDepth)).sum();
  }
}
