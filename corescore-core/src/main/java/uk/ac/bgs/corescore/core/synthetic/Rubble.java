// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.synthetic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Fills a stretch of a channel with broken pieces, large ones first, small ones between. */
final class Rubble {
  private Rubble() {}

  /**
   * Plans the shards of a zone.
   *
   * @param zone the stretch
   * @param centre Y of the core's axis, mm
   * @param radius half the core's width, mm
   * @param least half the diameter of the smallest piece worth drawing, mm
   */
  static List<RubbleFragment> plan(
      RowPlan.Zone zone, double centre, double radius, double least, RandomSource random) {
    double length = zone.to() - zone.from();
    double typical = radius * random.between(0.09, 0.2);
    List<Double> sizes = new ArrayList<>();
    double area = 0;
    double full = length * 2 * radius * random.between(1.0, 1.7);
    while (area < full && sizes.size() < 4000) {
      double size = Math.max(least, Math.min(radius * 0.55, random.spread(typical, 0.55)));
      sizes.add(size);
      area += 2.6 * size * size;
    }
    sizes.sort(Comparator.reverseOrder());
    List<RubbleFragment> shards = new ArrayList<>();
    for (double size : sizes) {
      double reach = Math.min(size, length / 2);
      for (int attempt = 0; attempt < 20; attempt++) {
        double x = random.between(zone.from() + reach * 0.7, zone.to() - reach * 0.7);
        double room = Math.max(1, radius * 1.02 - size * 0.8);
        double y = centre + random.between(-room, room);
        if (free(shards, x, y, size)) {
          double sunk = (double) shards.size() / sizes.size();
          double base = radius * (random.between(0.3, 0.6) - 0.35 * sunk);
          shards.add(new RubbleFragment(x, y, size, base, random));
          break;
        }
      }
    }
    return shards;
  }

  private static boolean free(List<RubbleFragment> shards, double x, double y, double size) {
    for (RubbleFragment other : shards) {
      double dx = other.x - x;
      double dy = other.y - y;
      double apart = 0.66 * (other.size + size);
      if (dx * dx + dy * dy < apart * apart) {
        return false;
      }
    }
    return true;
  }
}
