// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The requirements of the archive of the British Geological Survey beyond AGS4, by version 3.0.0 of
 * the rules of its validator. Whether a place lies in Great Britain is not checked, because that
 * needs the outline.
 */
final class AgsArchiveRules {
  private static final double MIN = 1e5;
  private static final double MAX_EAST = 8e5;
  private static final double MAX_NORTH = 1.4e6;

  private final AgsFile file;
  private final AgsFindings findings;

  private AgsArchiveRules(AgsFile file, AgsFindings findings) {
    this.file = file;
    this.findings = findings;
  }

  static void check(AgsFile file, AgsFindings findings) {
    AgsArchiveRules rules = new AgsArchiveRules(file, findings);
    rules.groups();
    rules.reference();
    rules.coordinate("LOCA_NATE", MAX_EAST);
    rules.coordinate("LOCA_NATN", MAX_NORTH);
    rules.drilled();
  }

  private void ask(String rule, String group, String text) {
    findings.add(AgsFinding.Severity.ASKED, "BGS: " + rule, group, text);
  }

  private List<AgsFile.Row> rows(String group) {
    return file.group(group).map(AgsFile.Group::rows).orElse(List.of());
  }

  private void groups() {
    for (String group : List.of("PROJ", "ABBR", "TYPE", "UNIT", "LOCA")) {
      if (file.group(group).isEmpty()) {
        ask("groups", group, "the group is missing");
      }
    }
    if (file.group("GEOL").isEmpty()) {
      ask("groups", "GEOL", "the group is missing: the geology of each hole");
    }
    if (file.group("HDPH").isEmpty()) {
      ask("groups", "HDPH", "the group is missing: the drilled depths of each hole that GEOL has");
    }
  }

  private void reference() {
    if (!rows("LOCA").isEmpty()
        && List.of("LOCA_GREF", "LOCA_LREF", "LOCA_LLZ").stream()
            .noneMatch(
                heading -> rows("LOCA").stream().noneMatch(row -> row.get(heading).isEmpty()))) {
      ask(
          "location",
          "LOCA",
          "none of LOCA_GREF, LOCA_LREF and LOCA_LLZ is filled for all holes: the system of"
              + " coordinates");
    }
  }

  private void coordinate(String heading, double most) {
    for (AgsFile.Row row : rows("LOCA")) {
      String value = row.get(heading);
      boolean number = value.matches("-?\\d+(\\.\\d*)?");
      double metres = number ? Double.parseDouble(value) : 0;
      if (metres == 0) {
        ask(
            "location",
            "LOCA",
            heading + " of hole " + row.get("LOCA_ID") + " is " + (number ? "0" : "empty"));
      } else if (metres < MIN || metres > most) {
        ask(
            "location",
            "LOCA",
            heading
                + " of hole "
                + row.get("LOCA_ID")
                + ": expected "
                + (long) MIN
                + " to "
                + (long) most
                + " m, got "
                + value);
      }
    }
  }

  private void drilled() {
    for (AgsFile.Row row : rows("HDPH")) {
      String base = row.get("HDPH_BASE");
      if (row.get("HDPH_TOP").isEmpty() || base.isEmpty() || base.matches("0*\\.?0*")) {
        ask(
            "drilled depth",
            "HDPH",
            "line " + row.line() + ": HDPH_TOP is filled, and HDPH_BASE filled and not 0");
      }
    }
    if (file.group("HDPH").isPresent() && file.group("GEOL").isPresent()) {
      Set<String> drilled = holes("HDPH");
      Set<String> described = holes("GEOL");
      if (!drilled.equals(described)) {
        Set<String> both = new TreeSet<>(drilled);
        both.retainAll(described);
        described.addAll(drilled);
        described.removeAll(both);
        ask("drilled depth", "HDPH", "only one of GEOL and HDPH has the holes " + described);
      }
    }
  }

  private Set<String> holes(String group) {
    return rows(group).stream()
        .map(row -> row.get("LOCA_ID"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
