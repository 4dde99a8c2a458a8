// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogZone;

/**
 * Zones rounded to centimetres: a shorter one is part of the zone above it, or where there is none
 * of the one below, since two rows of FRAC must not have the same depths.
 */
final class AgsZones {
  private static final double CENTIMETRE = 0.01;
  private static final double SAME = 1e-6;

  private AgsZones() {}

  /**
   * Zones that are one.
   *
   * @param kind what the longest of them is
   * @param parts the zones, downwards
   */
  record Merged(LogZone.Kind kind, List<LogZone> parts) {
    double top() {
      return parts.get(0).depths().top().metres();
    }

    double base() {
      return parts.get(parts.size() - 1).depths().base().metres();
    }

    int fractures() {
      return parts.stream().mapToInt(LogZone::fractures).sum();
    }

    double intactMetres() {
      return parts.stream()
          .filter(zone -> zone.kind() == LogZone.Kind.INTACT)
          .mapToDouble(zone -> zone.depths().metres())
          .sum();
    }

    /** Those that are of another kind. */
    List<LogZone> strangers() {
      return parts.stream().filter(zone -> zone.kind() != kind).toList();
    }
  }

  /** What can be written, and what is too short and stands alone. */
  record Result(List<Merged> zones, List<LogZone> leftOut) {}

  static Result of(HoleLog hole) {
    List<Merged> all = new ArrayList<>();
    List<LogZone> leftOut = new ArrayList<>();
    List<LogZone> stretch = new ArrayList<>();
    for (LogZone zone : hole.zones()) {
      if (!stretch.isEmpty()
          && zone.depths().top().metres()
              > stretch.get(stretch.size() - 1).depths().base().metres() + SAME) {
        merge(stretch, all, leftOut);
        stretch.clear();
      }
      stretch.add(zone);
    }
    if (!stretch.isEmpty()) {
      merge(stretch, all, leftOut);
    }
    return new Result(all, leftOut);
  }

  /** Merges zones that follow each other. */
  private static void merge(List<LogZone> stretch, List<Merged> all, List<LogZone> leftOut) {
    Optional<LogZone> first = stretch.stream().filter(AgsZones::isLong).findFirst();
    if (first.isEmpty()) {
      double metres =
          stretch.get(stretch.size() - 1).depths().base().metres()
              - stretch.get(0).depths().top().metres();
      if (metres < CENTIMETRE - SAME) {
        leftOut.addAll(stretch);
      } else {
        all.add(new Merged(longest(stretch).kind(), List.copyOf(stretch)));
      }
      return;
    }
    List<List<LogZone>> groups = new ArrayList<>();
    for (LogZone zone : stretch) {
      boolean begins = groups.isEmpty();
      boolean waiting =
          !begins && groups.get(groups.size() - 1).stream().noneMatch(AgsZones::isLong);
      boolean joins =
          !begins && (waiting || !isLong(zone) || continues(groups.get(groups.size() - 1), zone));
      if (joins) {
        groups.get(groups.size() - 1).add(zone);
      } else {
        groups.add(new ArrayList<>(List.of(zone)));
      }
    }
    groups.forEach(group -> all.add(new Merged(longest(group).kind(), List.copyOf(group))));
  }

  /** Whether only short zones lie between a zone and one of its kind that is in the group. */
  private static boolean continues(List<LogZone> group, LogZone zone) {
    return !isLong(group.get(group.size() - 1)) && longest(group).kind() == zone.kind();
  }

  private static boolean isLong(LogZone zone) {
    return zone.depths().metres() >= CENTIMETRE - SAME;
  }

  private static LogZone longest(List<LogZone> zones) {
    LogZone longest = zones.get(0);
    for (LogZone zone : zones) {
      if (zone.depths().metres() > longest.depths().metres()) {
        longest = zone;
      }
    }
    return longest;
  }
}
