// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.hole.CoreLoss;
import uk.ac.bgs.corescore.core.corelog.hole.DepthSpan;
import uk.ac.bgs.corescore.core.corelog.hole.Fracture;
import uk.ac.bgs.corescore.core.corelog.hole.LogZone;

/**
 * Divides the core in the photos into zones: intact, non-intact, not recovered. A gap between
 * pieces is part of the zone above it, unless a loss lies in it or it is long: it is then not
 * recovered.
 */
final class ZoneFinder {
  private static final double SAME = 1e-6;

  private ZoneFinder() {}

  /** Rock from one depth to another. */
  record Rock(DepthSpan span, LogZone.Kind kind) {}

  /**
   * The zones, without fractures as yet.
   *
   * @param covered stretches of the hole that are in the photos, downwards
   * @param gap the longest gap that is none, m
   */
  static List<LogZone> zones(
      List<DepthInterval> covered, List<Rock> rock, List<CoreLoss> losses, double gap) {
    List<Rock> ordered = new ArrayList<>(rock);
    ordered.sort(Comparator.comparing(one -> one.span().top()));
    List<LogZone> zones = new ArrayList<>();
    for (DepthInterval stretch : covered) {
      Zones here = new Zones(stretch.top().metres());
      for (Rock one : ordered) {
        double top = Math.max(one.span().top().metres(), here.at);
        double base = Math.min(one.span().base().metres(), stretch.base().metres());
        if (base > top) {
          here.gapTo(top, losses, gap, one.kind());
          here.add(base, one.kind());
        }
      }
      here.gapTo(stretch.base().metres(), losses, gap, LogZone.Kind.NOT_RECOVERED);
      zones.addAll(here.zones);
    }
    return zones;
  }

  /** The zones with their fractures; intact core is separated where the spacing changes. */
  static List<LogZone> counted(List<LogZone> zones, List<Fracture> fractures) {
    List<LogZone> counted = new ArrayList<>();
    for (LogZone zone : zones) {
      List<Double> inside =
          fractures.stream()
              .filter(one -> one.counted() && zone.depths().counts(one.depth()))
              .map(one -> one.depth().metres())
              .sorted()
              .toList();
      if (zone.kind() == LogZone.Kind.INTACT) {
        counted.addAll(SpacingZones.of(zone.depths(), inside));
      } else {
        counted.add(new LogZone(zone.kind(), zone.depths(), inside.size()));
      }
    }
    return counted;
  }

  /** Whether all between two depths is intact core. */
  static boolean intact(List<LogZone> zones, double from, double to) {
    return without(LogZone.Kind.NON_INTACT, zones, from, to)
        && without(LogZone.Kind.NOT_RECOVERED, zones, from, to);
  }

  /** Whether nothing of a kind lies between two depths. */
  static boolean without(LogZone.Kind kind, List<LogZone> zones, double from, double to) {
    return zones.stream()
        .noneMatch(zone -> zone.kind() == kind && zone.depths().overlap(from, to) > SAME);
  }

  /** Zones that follow each other without a gap. */
  private static final class Zones {
    private final List<LogZone> zones = new ArrayList<>();
    private double at;

    Zones(double top) {
      this.at = top;
    }

    void gapTo(double depth, List<CoreLoss> losses, double most, LogZone.Kind next) {
      if (depth - at <= SAME) {
        return;
      }
      double top = at;
      boolean lost =
          depth - at > most + SAME
              || losses.stream().anyMatch(loss -> loss.depths().overlap(top, depth) > SAME);
      LogZone.Kind before = zones.isEmpty() ? next : zones.get(zones.size() - 1).kind();
      add(depth, lost ? LogZone.Kind.NOT_RECOVERED : before);
    }

    void add(double base, LogZone.Kind kind) {
      int last = zones.size() - 1;
      if (last >= 0 && zones.get(last).kind() == kind) {
        zones.set(
            last,
            new LogZone(kind, DepthInterval.of(zones.get(last).depths().top().metres(), base), 0));
      } else {
        zones.add(new LogZone(kind, DepthInterval.of(at, base), 0));
      }
      at = base;
    }
  }
}
