// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules 2, 7 to 10b, 13, 14, 18: headings, types, keys and what must be there. */
final class AgsFormRules {
  private final AgsFile file;
  private final AgsFindings findings;
  private final String edition;

  private AgsFormRules(AgsFile file, String edition, AgsFindings findings) {
    this.file = file;
    this.edition = edition;
    this.findings = findings;
  }

  static void check(AgsFile file, AgsFindings findings) {
    String stated = file.first("TRAN").map(row -> row.get("TRAN_AGS")).orElse("");
    String edition = stated.equals("4.0") ? "4.0.3" : stated;
    if (!stated.isEmpty() && !AgsDictionary.EDITIONS.contains(edition)) {
      findings.violation(
          "14",
          "TRAN",
          "TRAN_AGS: expected one of "
              + String.join(", ", AgsDictionary.EDITIONS)
              + ", got '"
              + stated
              + "'; checkers do not know it");
    }
    AgsFormRules rules =
        new AgsFormRules(
            file,
            AgsDictionary.EDITIONS.contains(edition)
                ? edition
                : AgsDictionary.EDITIONS.get(AgsDictionary.EDITIONS.size() - 1),
            findings);
    rules.once("PROJ", "13");
    rules.once("TRAN", "14");
    file.groups().forEach(rules::group);
  }

  private void once(String name, String rule) {
    Optional<AgsFile.Group> group = file.group(name);
    if (group.isEmpty()) {
      findings.violation(rule, name, "the group is missing");
    } else if (group.get().rows().size() > 1) {
      findings.violation(
          rule, group.get().rows().get(1).line(), name, "the group has one row of data");
    }
  }

  private void group(AgsFile.Group group) {
    if (group.rows().isEmpty()) {
      findings.violation("2", group.line(), group.name(), "the group has no row of data");
    }
    if (group.units().isEmpty() || group.types().isEmpty()) {
      findings.violation(
          "2b",
          group.line(),
          group.name(),
          "the group has no row " + (group.units().isEmpty() ? "UNIT" : "TYPE"));
    }
    types(group);
    if (AgsDictionary.knows(group.name())) {
      headings(group);
      keys(group);
    }
  }

  private void types(AgsFile.Group group) {
    for (String heading : group.headings()) {
      String type = group.types().getOrDefault(heading, "");
      String unit = group.units().getOrDefault(heading, "");
      Map<String, Integer> seen = new HashMap<>();
      for (AgsFile.Row row : group.rows()) {
        String value = row.cells().getOrDefault(heading, "");
        AgsValue.wrong(type, unit, value)
            .ifPresent(
                expected ->
                    findings.violation(
                        "8",
                        row.line(),
                        group.name(),
                        heading + ": expected " + expected + ", got '" + value + "'"));
        if (type.equals("ID") && heading.startsWith(group.name()) && !value.isEmpty()) {
          Integer earlier = seen.putIfAbsent(value, row.line());
          if (earlier != null) {
            findings.violation(
                "8",
                row.line(),
                group.name(),
                heading + ": '" + value + "' is there already, in line " + earlier);
          }
        }
      }
    }
  }

  /** The headings that the dictionary has, and after them those that the file defines. */
  private List<String> defined(String group) {
    List<String> defined =
        new ArrayList<>(
            AgsDictionary.headings(group, edition).stream().map(AgsHeading::name).toList());
    file.group("DICT")
        .ifPresent(
            dict ->
                dict.rows().stream()
                    .filter(row -> row.get("DICT_GRP").equals(group))
                    .map(row -> row.get("DICT_HDNG"))
                    .filter(heading -> !heading.isEmpty() && !defined.contains(heading))
                    .forEach(defined::add));
    return defined;
  }

  private void headings(AgsFile.Group group) {
    List<String> defined = defined(group.name());
    List<String> unknown =
        group.headings().stream().filter(heading -> !defined.contains(heading)).toList();
    for (String heading : unknown) {
      findings.violation(
          "9",
          group.headingLine(),
          group.name(),
          heading + " is neither in edition " + edition + " nor in a group DICT of the file");
    }
    if (!unknown.isEmpty() && file.group("DICT").isEmpty()) {
      findings.violation(
          "18",
          group.name(),
          "headings of one's own are defined in a group DICT, which is missing");
    }
    List<String> known = group.headings().stream().filter(defined::contains).distinct().toList();
    List<String> ordered = defined.stream().filter(known::contains).toList();
    for (int i = 0; i < known.size(); i++) {
      if (!known.get(i).equals(ordered.get(i))) {
        findings.violation(
            "7",
            group.headingLine(),
            group.name(),
            "expected the heading "
                + ordered.get(i)
                + ", got "
                + known.get(i)
                + ": the order is"
                + " the dictionary's, headings of one's own last");
        break;
      }
    }
  }

  private void keys(AgsFile.Group group) {
    List<AgsHeading> headings = AgsDictionary.headings(group.name(), edition);
    List<String> keys = headings.stream().filter(AgsHeading::key).map(AgsHeading::name).toList();
    for (AgsHeading heading : headings) {
      if (!group.has(heading.name())) {
        if (heading.key() || heading.required()) {
          findings.violation(
              heading.key() ? "10a" : "10b",
              group.headingLine(),
              group.name(),
              "the heading " + heading.name() + " is missing");
        }
      } else if (heading.required()) {
        for (AgsFile.Row row : group.rows()) {
          if (row.get(heading.name()).isEmpty()) {
            findings.violation("10b", row.line(), group.name(), heading.name() + " is empty");
          }
        }
      }
    }
    if (group.headings().containsAll(keys)) {
      Map<List<String>, Integer> seen = new HashMap<>();
      for (AgsFile.Row row : group.rows()) {
        List<String> key = keys.stream().map(row::get).toList();
        Integer earlier = seen.putIfAbsent(key, row.line());
        if (earlier != null) {
          findings.violation(
              "10a",
              row.line(),
              group.name(),
              "the key " + key + " is there already, in line " + earlier);
        }
      }
    }
  }
}
