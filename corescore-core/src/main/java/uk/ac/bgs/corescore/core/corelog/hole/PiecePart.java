// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.hole;

import java.util.Optional;
import java.util.OptionalDouble;
import uk.ac.bgs.corescore.core.corelog.depth.AxialInterval;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.depth.DepthMap;
import uk.ac.bgs.corescore.core.corelog.piece.CoreScale;
import uk.ac.bgs.corescore.core.corelog.piece.RowPiece;
import uk.ac.bgs.corescore.core.corelog.rule.LengthRule;

/**
 * The part of a piece of core that lies in one row. Immutable.
 *
 * @param photo the photo's name
 * @param row number of the row in its photo
 * @param piece what lies there, in px of the row
 * @param scale the row's scale; empty where it is not known
 * @param counted depths of what is counted of it
 * @param extent depths of its tips
 * @param full depths of its full-diameter stretch, empty where it has none
 */
public record PiecePart(
    String photo,
    int row,
    RowPiece piece,
    Optional<CoreScale> scale,
    DepthSpan counted,
    DepthSpan extent,
    Optional<DepthSpan> full) {
  private static final double MILLIMETRES = 1000;

  /**
   * Places a piece in the hole.
   *
   * @param photo the photo's name
   * @param row number of the row in its photo
   * @param piece what lies there
   * @param scale the row's scale
   * @param depths the map from places to depths
   * @param offset where the row begins, in places
   * @param unit places for a pixel of the row
   * @return the part with its depths
   */
  public static PiecePart of(
      String photo,
      int row,
      RowPiece piece,
      Optional<CoreScale> scale,
      DepthMap depths,
      double offset,
      double unit) {
    return new PiecePart(
        photo,
        row,
        piece,
        scale,
        DepthSpan.of(piece.counted(), depths, offset, unit),
        DepthSpan.of(piece.extent(), depths, offset, unit),
        piece.fullDiameter().map(stretch -> DepthSpan.of(stretch, depths, offset, unit)));
  }

  /**
   * Its whole length, whatever run or interval it lies in.
   *
   * @param rule how lengths are taken
   * @return mm; empty without a scale
   */
  public OptionalDouble length(LengthRule rule) {
    if (scale.isEmpty()) {
      return OptionalDouble.empty();
    }
    Optional<AxialInterval> stretch =
        switch (rule) {
          case AXIS -> Optional.of(piece.axis());
          case TIP_TO_TIP -> Optional.of(piece.extent());
          case FULL_DIAMETER -> piece.fullDiameter();
        };
    return OptionalDouble.of(stretch.map(scale.get()::millimetresAlong).orElse(0.0));
  }

  /**
   * How much of it is counted in an interval: its share there by depth.
   *
   * @param rule how lengths are taken
   * @param interval part of the hole
   * @param byDepth whether depths are summed, not what is measured in the row
   * @return mm; by depth where there is no scale
   */
  public double within(LengthRule rule, DepthInterval interval, boolean byDepth) {
    Optional<DepthSpan> span =
        switch (rule) {
          case AXIS -> Optional.of(counted);
          case TIP_TO_TIP -> Optional.of(extent);
          case FULL_DIAMETER -> full;
        };
    if (span.isEmpty()) {
      return 0;
    }
    double share = span.get().share(interval);
    double whole =
        byDepth || scale.isEmpty()
            ? MILLIMETRES * span.get().metres()
            : rule == LengthRule.AXIS
                ? scale.get().millimetresAlong(piece.counted())
                : length(rule).orElse(0);
    return share * whole;
  }
}
