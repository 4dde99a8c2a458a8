// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The logical rules for holes, runs, zones and fractures, which the format does not check. */
final class AgsCoreRules {
  private static final double PERCENT = 100;

  /** Half a centimetre: depths are in centimetres. */
  private static final double SAME = 0.005;

  private final AgsFile file;
  private final AgsFindings findings;

  private AgsCoreRules(AgsFile file, AgsFindings findings) {
    this.file = file;
    this.findings = findings;
  }

  static void check(AgsFile file, AgsFindings findings) {
    AgsCoreRules rules = new AgsCoreRules(file, findings);
    for (String group : List.of("LOCA", "CORE", "FRAC", "DISC", "GEOL", "HDPH")) {
      file.group(group).ifPresent(rules::holes);
    }
    rules.depths("CORE", "CORE_TOP", "CORE_BASE", "", false);
    rules.depths("FRAC", "FRAC_FROM", "FRAC_TO", "FRAC_SET", false);
    rules.depths("DISC", "DISC_TOP", "DISC_BASE", "", true);
    file.group("CORE").ifPresent(group -> group.rows().forEach(rules::run));
    file.group("FRAC").ifPresent(group -> group.rows().forEach(rules::zone));
    file.group("DISC").ifPresent(rules::numbers);
  }

  private void error(String rule, AgsFile.Row row, String group, String text) {
    findings.add(AgsFinding.Severity.ERROR, "logic: " + rule, row.line(), group, text);
  }

  private void warn(String rule, AgsFile.Row row, String group, String text) {
    findings.add(AgsFinding.Severity.WARNING, "logic: " + rule, row.line(), group, text);
  }

  private void holes(AgsFile.Group group) {
    for (AgsFile.Row row : group.rows()) {
      if (row.get("LOCA_ID").isEmpty()) {
        error("hole", row, group.name(), "LOCA_ID is empty, so the row belongs to no hole");
      }
    }
  }

  /** A row and its depths. */
  private record Span(AgsFile.Row row, double top, double base) {}

  /**
   * Tops above bases, and rows of one hole and set that do not overlap.
   *
   * @param points whether top and base may be one depth, the base be empty, and rows overlap
   */
  private void depths(String name, String topName, String baseName, String set, boolean points) {
    Map<List<String>, List<Span>> holes = new HashMap<>();
    Map<String, Double> deepest = deepest();
    for (AgsFile.Row row : file.group(name).map(AgsFile.Group::rows).orElse(List.of())) {
      OptionalDouble top = number(row.get(topName));
      OptionalDouble base = number(row.get(baseName));
      if (top.isEmpty() || (base.isEmpty() && !points)) {
        error(
            "depths",
            row,
            name,
            (top.isEmpty() ? topName : baseName)
                + ": expected a depth, got '"
                + row.get(top.isEmpty() ? topName : baseName)
                + "'");
        continue;
      }
      double from = top.getAsDouble();
      double to = base.orElse(from);
      if (points ? to < from : to <= from) {
        error(
            "depths",
            row,
            name,
            "expected " + topName + " above " + baseName + ", got " + from + " and " + to + " m");
        continue;
      }
      if (from < 0) {
        warn("depths", row, name, topName + " lies above the ground, at " + from + " m");
      }
      Double end = deepest.get(row.get("LOCA_ID"));
      if (end != null && to > end + SAME) {
        warn("depths", row, name, baseName + " " + to + " m lies below LOCA_FDEP, " + end + " m");
      }
      holes
          .computeIfAbsent(List.of(row.get("LOCA_ID"), row.get(set)), key -> new ArrayList<>())
          .add(new Span(row, from, to));
    }
    if (!points) {
      holes.forEach((hole, spans) -> overlaps(name, hole.get(0), spans));
    }
  }

  private Map<String, Double> deepest() {
    Map<String, Double> deepest = new HashMap<>();
    for (AgsFile.Row row : file.group("LOCA").map(AgsFile.Group::rows).orElse(List.of())) {
      number(row.get("LOCA_FDEP")).ifPresent(depth -> deepest.put(row.get("LOCA_ID"), depth));
    }
    return deepest;
  }

  private void overlaps(String name, String hole, List<Span> spans) {
    List<Span> ordered = new ArrayList<>(spans);
    ordered.sort(Comparator.comparingDouble(Span::top).thenComparingInt(span -> span.row.line()));
    Span above = ordered.get(0);
    for (Span span : ordered.subList(1, ordered.size())) {
      if (span.top < above.base - SAME) {
        error(
            "overlap",
            span.row,
            name,
            "hole "
                + hole
                + ": "
                + span.top
                + " to "
                + span.base
                + " m overlaps line "
                + above.row.line()
                + ", "
                + above.top
                + " to "
                + above.base
                + " m");
      }
      above = span.base > above.base ? span : above;
    }
  }

  private void run(AgsFile.Row row) {
    OptionalDouble total = number(row.get("CORE_PREC"));
    OptionalDouble solid = number(row.get("CORE_SREC"));
    OptionalDouble rqd = number(row.get("CORE_RQD"));
    atMost(row, "CORE_RQD", rqd, "CORE_SREC", solid);
    atMost(row, "CORE_SREC", solid, "CORE_PREC", total);
    if (solid.isEmpty()) {
      atMost(row, "CORE_RQD", rqd, "CORE_PREC", total);
    }
    for (String heading : List.of("CORE_PREC", "CORE_SREC", "CORE_RQD")) {
      double percent = number(row.get(heading)).orElse(0);
      if (percent < 0) {
        error("recovery", row, "CORE", heading + " is below 0 %: " + percent);
      } else if (percent > PERCENT) {
        warn(
            "recovery",
            row,
            "CORE",
            heading
                + " is "
                + percent
                + " %: more core than the run is long; allowed where lengths are measured, not by"
                + " depth");
      }
    }
    OptionalDouble diameter = number(row.get("CORE_DIAM"));
    if (diameter.isPresent() && !(diameter.getAsDouble() > 0)) {
      error("diameter", row, "CORE", "CORE_DIAM is not above 0: " + diameter.getAsDouble());
    }
  }

  private void atMost(
      AgsFile.Row row, String part, OptionalDouble less, String whole, OptionalDouble more) {
    if (less.isPresent() && more.isPresent() && less.getAsDouble() > more.getAsDouble()) {
      error(
          "recovery",
          row,
          "CORE",
          "expected "
              + part
              + " of at most "
              + whole
              + ", got "
              + less.getAsDouble()
              + " and "
              + more.getAsDouble());
    }
  }

  private void zone(AgsFile.Row row) {
    String index = row.get("FRAC_FI");
    OptionalDouble perMetre = number(index.startsWith(">") ? index.substring(1) : index);
    if (perMetre.isPresent() && perMetre.getAsDouble() < 0) {
      error("fractures", row, "FRAC", "FRAC_FI is below 0: " + index);
    } else if (perMetre.isEmpty() && !index.matches("(N\\.?I\\.?|N\\.?R\\.?|N\\.?A\\.?|AZCL)?")) {
      warn("fractures", row, "FRAC", "FRAC_FI: expected a number, NI or NR, got '" + index + "'");
    }
    OptionalDouble least = number(row.get("FRAC_IMIN"));
    OptionalDouble mean = number(row.get("FRAC_IAVE"));
    OptionalDouble most = number(row.get("FRAC_IMAX"));
    if ((least.isPresent() && least.getAsDouble() > mean.orElse(most.orElse(Double.MAX_VALUE)))
        || (mean.isPresent() && mean.getAsDouble() > most.orElse(Double.MAX_VALUE))) {
      error(
          "fractures",
          row,
          "FRAC",
          "expected FRAC_IMIN, FRAC_IAVE and FRAC_IMAX to rise, got "
              + row.get("FRAC_IMIN")
              + ", "
              + row.get("FRAC_IAVE")
              + " and "
              + row.get("FRAC_IMAX"));
    }
  }

  private void numbers(AgsFile.Group group) {
    Map<List<String>, Integer> seen = new HashMap<>();
    for (AgsFile.Row row : group.rows()) {
      List<String> key = List.of(row.get("LOCA_ID"), row.get("DISC_NUMB"));
      Integer earlier = seen.putIfAbsent(key, row.line());
      if (earlier != null) {
        warn(
            "fractures",
            row,
            "DISC",
            "DISC_NUMB '" + key.get(1) + "' is there already in the hole, in line " + earlier);
      }
    }
  }

  private static OptionalDouble number(String text) {
    return text.matches("-?(\\d+\\.?\\d*|\\.\\d+)")
        ? OptionalDouble.of(Double.parseDouble(text))
        : OptionalDouble.empty();
  }
}
