// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.util.List;
import java.util.OptionalInt;

/**
 * A finding of the check of an AGS4 file.
 *
 * @param severity how bad it is
 * @param rule the rule: {@code AGS4 rule 8} for one of the format, {@code logic: recovery} for one
 *     of what the figures mean, {@code BGS: location} for a requirement of the archive
 * @param line the line, from 1; empty where it is of the whole file or group
 * @param group the group; may be empty
 * @param text what was expected and what is there
 */
public record AgsFinding(
    Severity severity, String rule, OptionalInt line, String group, String text) {
  /** How bad a finding is. */
  public enum Severity {
    /** Breaks a rule of the format, or cannot be so. */
    ERROR,
    /** Allowed, and to check. */
    WARNING,
    /** Allowed by AGS4; required by the archive of the British Geological Survey. */
    ASKED
  }

  /**
   * The finding in a line.
   *
   * @return severity, rule, line, group and text
   */
  @Override
  public String toString() {
    return severity.name().toLowerCase(java.util.Locale.ROOT)
        + ", "
        + rule
        + (line.isPresent() ? ", line " + line.getAsInt() : "")
        + (group.isEmpty() ? "" : ", " + group)
        + ": "
        + text;
  }

  /**
   * Counts findings.
   *
   * @param findings what was found
   * @param severity which of them count
   * @return how many there are
   */
  public static long count(List<AgsFinding> findings, Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }
}
