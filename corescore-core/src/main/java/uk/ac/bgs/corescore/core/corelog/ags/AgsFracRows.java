// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.core.corelog.CoreLog;
import uk.ac.bgs.corescore.core.corelog.depth.DepthInterval;
import uk.ac.bgs.corescore.core.corelog.hole.CoreLoss;
import uk.ac.bgs.corescore.core.corelog.hole.Fracture;
import uk.ac.bgs.corescore.core.corelog.hole.HoleLog;
import uk.ac.bgs.corescore.core.corelog.hole.LogPiece;
import uk.ac.bgs.corescore.core.corelog.hole.LogZone;
import uk.ac.bgs.corescore.core.corelog.rule.LengthRule;

/** The rows of FRAC: one per zone, with the code NI or NR where core is not intact. */
final class AgsFracRows {
  private static final double MILLIMETRES = 1000;
  private static final double SAME = 0.0005;

  private final AgsText text;
  private final Map<String, String> ids;
  private final Map<String, String> sets;

  AgsFracRows(AgsText text, Map<String, String> ids, Map<String, String> sets) {
    this.text = text;
    this.ids = ids;
    this.sets = sets;
  }

  AgsTable rows(CoreLog log, AgsTable table) {
    for (HoleLog hole : log.holes()) {
      AgsZones.Result zones = AgsZones.of(hole);
      long merged = zones.zones().stream().mapToLong(zone -> zone.strangers().size()).sum();
      if (merged > 0) {
        text.remark(
            "hole "
                + hole.hole()
                + ": zones shorter than 1 cm that FRAC has as part of the zone beside them: "
                + merged);
      }
      if (!zones.leftOut().isEmpty()) {
        text.remark(
            "hole "
                + hole.hole()
                + ": left out of FRAC, which has depths in centimetres: "
                + zones.leftOut().stream().map(zone -> zone.depths().toString()).toList());
      }
      zones.zones().forEach(zone -> row(log, hole, zone, table));
    }
    return table;
  }

  private void row(CoreLog log, HoleLog hole, AgsZones.Merged zone, AgsTable table) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("LOCA_ID", ids.getOrDefault(hole.hole(), ""));
    row.put("FRAC_FROM", AgsValue.depth(zone.top()));
    row.put("FRAC_TO", AgsValue.depth(zone.base()));
    if (zone.kind() == LogZone.Kind.INTACT) {
      DoubleSummaryStatistics spacing = spacing(hole, zone);
      if (spacing.getCount() > 0) {
        row.put("FRAC_IMAX", AgsValue.number(spacing.getMax(), 0));
        row.put("FRAC_IAVE", AgsValue.number(spacing.getAverage(), 0));
        row.put("FRAC_IMIN", AgsValue.number(spacing.getMin(), 0));
      }
      row.put("FRAC_FI", index(zone.fractures() / zone.intactMetres()));
    } else {
      for (String heading : List.of("FRAC_IMAX", "FRAC_IAVE", "FRAC_IMIN", "FRAC_FI")) {
        row.put(heading, zone.kind().code());
      }
    }
    row.put("FRAC_REM", remark(log, hole, zone));
    row.put("FILE_FSET", sets.getOrDefault(hole.hole(), ""));
    table.add(row);
  }

  /** Fractures per metre to one decimal, which a whole number does not show. */
  private static String index(double perMetre) {
    BigDecimal value = new BigDecimal(AgsValue.number(perMetre, 1)).stripTrailingZeros();
    return value.signum() == 0 ? "0" : value.toPlainString();
  }

  /** Lengths of the pieces between two fractures in the zone, mm; none without a scale. */
  private static DoubleSummaryStatistics spacing(HoleLog hole, AgsZones.Merged zone) {
    DepthInterval depths = DepthInterval.of(zone.top(), zone.base());
    List<Fracture> fractures =
        hole.fractures().stream()
            .filter(one -> one.counted() && depths.counts(one.depth()))
            .toList();
    DoubleSummaryStatistics spacing = new DoubleSummaryStatistics();
    for (int i = 1; i < fractures.size(); i++) {
      if (fractures.get(i - 1).below() == fractures.get(i).above()) {
        LogPiece piece = hole.pieces().get(fractures.get(i).above() - 1);
        piece.length(LengthRule.AXIS).ifPresent(spacing);
      }
    }
    return spacing;
  }

  private static String remark(CoreLog log, HoleLog hole, AgsZones.Merged zone) {
    List<String> parts = new ArrayList<>();
    parts.add(
        log.settings().apparent() ? "Apparent, from photographs of old core" : "From photographs");
    for (LogZone other : zone.strangers()) {
      parts.add(
          "with "
              + AgsValue.number(MILLIMETRES * other.depths().metres(), 0)
              + " mm "
              + (other.kind() == LogZone.Kind.INTACT ? "of intact core" : other.kind().code()));
    }
    if (zone.kind() == LogZone.Kind.NOT_RECOVERED) {
      DepthInterval depths = DepthInterval.of(zone.top(), zone.base());
      for (CoreLoss loss : hole.losses()) {
        if (loss.depths().overlap(depths) > SAME) {
          parts.add(loss.assumed() ? "assumed zone of core loss" : "core loss");
        }
      }
    }
    return String.join("; ", parts);
  }
}
