// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import java.util.ArrayList;
import java.util.List;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.hole.LogZone;

/**
 * Divides intact core into zones of similar fracture spacing.
 *
 * <p>A stretch is divided at the fracture on whose sides fractures are at even rates most likely,
 * as long as one rate is at least {@value #FACTOR} times the other and the likelihood ratio of two
 * rates to one is significant at the 5 % level, and so are its parts. A zone is at least half a
 * metre long, or has at least three pieces and a tenth of a metre. The fracture between two zones
 * belongs to the upper one.
 */
final class SpacingZones {
  static final double FACTOR = 2;

  /** Half of the 95 % point of chi squared with one degree of freedom. */
  private static final double SIGNIFICANT = 1.92;

  private static final double LONG = 0.5;
  private static final double SHORTEST = 0.1;
  private static final int PIECES = 3;
  private static final double SAME = 1e-9;

  private SpacingZones() {}

  /**
   * The zones of a stretch.
   *
   * @param stretch intact core
   * @param fractures depths of the fractures in it, downwards
   */
  static List<LogZone> of(DepthInterval stretch, List<Double> fractures) {
    List<LogZone> zones = new ArrayList<>();
    add(stretch.top().metres(), stretch.base().metres(), fractures, zones);
    return zones;
  }

  private static void add(double top, double base, List<Double> fractures, List<LogZone> zones) {
    int best = -1;
    double most = SIGNIFICANT;
    int count = fractures.size();
    for (int i = 0; i < count; i++) {
      double at = fractures.get(i);
      int above = i + 1;
      int below = count - above;
      // The last fracture of a stretch may be its end, and then no piece follows it.
      int pieces = fractures.get(count - 1) < base - SAME ? below + 1 : below;
      if (!isZone(at - top, above) || !isZone(base - at, pieces)) {
        continue;
      }
      double upper = above / (at - top);
      double lower = below / (base - at);
      double gain =
          likelihood(above, at - top)
              + likelihood(below, base - at)
              - likelihood(count, base - top);
      if (gain > most && Math.max(upper, lower) >= FACTOR * Math.min(upper, lower)) {
        best = i;
        most = gain;
      }
    }
    if (best < 0) {
      zones.add(new LogZone(LogZone.Kind.INTACT, DepthInterval.of(top, base), count));
    } else {
      double at = fractures.get(best);
      add(top, at, fractures.subList(0, best + 1), zones);
      add(at, base, fractures.subList(best + 1, count), zones);
    }
  }

  private static boolean isZone(double metres, int pieces) {
    return metres >= LONG - SAME || (metres >= SHORTEST - SAME && pieces >= PIECES);
  }

  /** The logarithm of how likely so many fractures are at their own rate, but for a constant. */
  private static double likelihood(int fractures, double metres) {
    return fractures == 0 ? 0 : fractures * Math.log(fractures / metres);
  }
}
