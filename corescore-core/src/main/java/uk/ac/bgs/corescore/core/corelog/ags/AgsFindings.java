// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Collects findings. It keeps the first ones of a rule in a group and counts the others. Not
 * thread-safe.
 */
final class AgsFindings {
  private static final int MAX = 50;

  private final Map<List<String>, List<AgsFinding>> kept = new LinkedHashMap<>();
  private final Map<List<String>, Integer> more = new LinkedHashMap<>();

  /** Of a line. */
  void add(AgsFinding.Severity severity, String rule, int line, String group, String text) {
    add(new AgsFinding(severity, rule, OptionalInt.of(line), group, text));
  }

  /** Of the whole file or group. */
  void add(AgsFinding.Severity severity, String rule, String group, String text) {
    add(new AgsFinding(severity, rule, OptionalInt.empty(), group, text));
  }

  /** A breach of a rule of the format. */
  void violation(String rule, int line, String group, String text) {
    add(AgsFinding.Severity.ERROR, "AGS4 rule " + rule, line, group, text);
  }

  /** A breach of a rule of the format by the whole file or group. */
  void violation(String rule, String group, String text) {
    add(AgsFinding.Severity.ERROR, "AGS4 rule " + rule, group, text);
  }

  private void add(AgsFinding finding) {
    List<String> key = List.of(finding.severity().name(), finding.rule(), finding.group());
    List<AgsFinding> same = kept.computeIfAbsent(key, one -> new ArrayList<>());
    if (same.size() < MAX) {
      same.add(finding);
    } else {
      more.merge(key, 1, Integer::sum);
    }
  }

  /** All of them: by severity, then in the order of the checks. */
  List<AgsFinding> all() {
    List<AgsFinding> all = new ArrayList<>();
    for (AgsFinding.Severity severity : AgsFinding.Severity.values()) {
      kept.forEach(
          (key, same) -> {
            if (same.get(0).severity() == severity) {
              all.addAll(same);
              Integer others = more.get(key);
              if (others != null) {
                all.add(
                    new AgsFinding(
                        severity,
                        same.get(0).rule(),
                        OptionalInt.empty(),
                        same.get(0).group(),
                        "and " + others + " more of this kind"));
              }
            }
          });
    }
    return all;
  }
}
