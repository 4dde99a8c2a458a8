// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rules 10c, 11, 15 to 17 and 20: references between groups, and the files beside the AGS4 file.
 */
final class AgsReferenceRules {
  private final AgsFile file;
  private final AgsFindings findings;

  private AgsReferenceRules(AgsFile file, AgsFindings findings) {
    this.file = file;
    this.findings = findings;
  }

  static void check(AgsFile file, Path path, AgsFindings findings) {
    AgsReferenceRules rules = new AgsReferenceRules(file, findings);
    rules.holes();
    rules.delimiters();
    rules.listed("UNIT", "UNIT_UNIT", "15", "unit", rules.used(AgsFile.Group::units, "PU"));
    rules.listed("TYPE", "TYPE_TYPE", "17", "type", rules.used(AgsFile.Group::types, "PT"));
    rules.abbreviations();
    rules.files(path);
  }

  /** Each row's hole is one of LOCA; whether there is one at all is another question. */
  private void holes() {
    Optional<AgsFile.Group> loca = file.group("LOCA");
    Set<String> holes = values(loca, "LOCA_ID");
    boolean told = false;
    for (AgsFile.Group group : file.groups()) {
      if (group.name().equals("LOCA") || !group.has("LOCA_ID")) {
        continue;
      }
      if (loca.isEmpty() && !told) {
        findings.violation(
            "10c", group.name(), "the group LOCA is missing, which holes are defined in");
        told = true;
      }
      for (AgsFile.Row row : group.rows()) {
        String hole = row.get("LOCA_ID");
        if (loca.isPresent() && !hole.isEmpty() && !holes.contains(hole)) {
          findings.violation("10c", row.line(), group.name(), "LOCA has no hole '" + hole + "'");
        }
      }
    }
  }

  private static Set<String> values(Optional<AgsFile.Group> group, String heading) {
    return group.stream()
        .flatMap(one -> one.rows().stream())
        .map(row -> row.get(heading))
        .filter(value -> !value.isEmpty())
        .collect(Collectors.toSet());
  }

  private void delimiters() {
    Optional<AgsFile.Group> tran = file.group("TRAN");
    for (Map.Entry<String, String> one :
        new TreeMap<>(Map.of("TRAN_DLIM", "11a", "TRAN_RCON", "11b")).entrySet()) {
      if (tran.isPresent() && tran.get().has(one.getKey())) {
        for (AgsFile.Row row : tran.get().rows()) {
          if (row.get(one.getKey()).isEmpty()) {
            findings.violation(one.getValue(), row.line(), "TRAN", one.getKey() + " is empty");
          }
        }
      }
    }
  }

  private interface Words {
    Map<String, String> of(AgsFile.Group group);
  }

  /** Units or types that are used, and in which group first. */
  private Map<String, String> used(Words words, String type) {
    Map<String, String> used = new TreeMap<>();
    for (AgsFile.Group group : file.groups()) {
      words.of(group).values().forEach(word -> used.putIfAbsent(word, group.name()));
      group
          .types()
          .forEach(
              (heading, is) -> {
                if (is.equals(type)) {
                  group.rows().forEach(row -> used.putIfAbsent(row.get(heading), group.name()));
                }
              });
    }
    used.remove("");
    return used;
  }

  private void listed(
      String group, String heading, String rule, String what, Map<String, String> used) {
    Set<String> listed = values(file.group(group), heading);
    if (file.group(group).isEmpty() && !used.isEmpty()) {
      findings.violation(rule, group, "the group is missing");
      return;
    }
    used.forEach(
        (word, where) -> {
          if (!listed.contains(word)) {
            findings.violation(
                rule, where, "the " + what + " '" + word + "' is not listed in the group " + group);
          }
        });
  }

  private void abbreviations() {
    String joins = file.first("TRAN").map(row -> row.get("TRAN_RCON")).orElse("");
    Set<List<String>> known = new HashSet<>();
    Optional<AgsFile.Group> abbr = file.group("ABBR");
    abbr.ifPresent(
        group ->
            group
                .rows()
                .forEach(row -> known.add(List.of(row.get("ABBR_HDNG"), row.get("ABBR_CODE")))));
    for (AgsFile.Group group : file.groups()) {
      for (String heading : group.headings()) {
        if (!group.types().getOrDefault(heading, "").equals("PA")) {
          continue;
        }
        if (abbr.isEmpty()) {
          findings.violation(
              "16", "ABBR", "the group is missing, and " + heading + " holds abbreviations");
          return;
        }
        Set<String> codes = new TreeSet<>();
        for (AgsFile.Row row : group.rows()) {
          String value = row.get(heading);
          codes.addAll(
              joins.isEmpty() ? List.of(value) : List.of(value.split(Pattern.quote(joins), -1)));
        }
        codes.remove("");
        for (String code : codes) {
          if (!known.contains(List.of(heading, code))) {
            findings.violation(
                "16",
                group.name(),
                "the abbreviation '" + code + "' of " + heading + " is not in the group ABBR");
          }
        }
      }
    }
  }

  private void files(Path path) {
    Optional<AgsFile.Group> group = file.group("FILE");
    Set<String> sets = values(group, "FILE_FSET");
    for (AgsFile.Group other : file.groups()) {
      if (other.name().equals("FILE") || !other.has("FILE_FSET")) {
        continue;
      }
      for (AgsFile.Row row : other.rows()) {
        String set = row.get("FILE_FSET");
        if (!set.isEmpty() && !sets.contains(set)) {
          findings.violation(
              "20",
              row.line(),
              other.name(),
              "the group FILE has no set '" + set + "'; FILE_FSET names one set");
        }
      }
    }
    if (group.isEmpty()) {
      return;
    }
    Path folder = path.resolveSibling("FILE");
    if (!Files.isDirectory(folder)) {
      findings.violation("20", "FILE", "there is no folder FILE beside the file");
      return;
    }
    for (AgsFile.Row row : group.get().rows()) {
      String set = row.get("FILE_FSET");
      String name = row.get("FILE_NAME");
      if (!set.isEmpty() && !name.isEmpty() && !lies(folder, set, name)) {
        findings.violation(
            "20", row.line(), "FILE", "there is no file FILE/" + set + "/" + name + " beside it");
      }
    }
  }

  private static boolean lies(Path folder, String set, String name) {
    try {
      return Files.isRegularFile(folder.resolve(set).resolve(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
