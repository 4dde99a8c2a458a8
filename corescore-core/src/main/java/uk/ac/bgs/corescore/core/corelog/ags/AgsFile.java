// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The groups of a file. Violations of the line format are found while reading; an unreadable line
 * is skipped.
 */
final class AgsFile {
  private static final Set<String> DESCRIPTORS = Set.of("GROUP", "HEADING", "UNIT", "TYPE", "DATA");
  private static final int ASCII = 0x7F;
  private static final int EXTENDED = 0xFF;

  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final AgsFindings findings;
  private Optional<Group> open = Optional.empty();

  private AgsFile(AgsFindings findings) {
    this.findings = findings;
  }

  /** A row of data: its line, and what headings hold. */
  record Row(int line, Map<String, String> cells) {
    /** What a heading holds, without blanks at its ends; empty where the group has it not. */
    String get(String heading) {
      return cells.getOrDefault(heading, "").strip();
    }
  }

  /** A group. */
  static final class Group {
    private final String name;
    private final int line;
    private int headingLine;
    private List<String> headings = List.of();
    private Map<String, String> units = Map.of();
    private Map<String, String> types = Map.of();
    private final List<Row> rows = new ArrayList<>();

    Group(String name, int line) {
      this.name = name;
      this.line = line;
      this.headingLine = line;
    }

    String name() {
      return name;
    }

    int line() {
      return line;
    }

    int headingLine() {
      return headingLine;
    }

    List<String> headings() {
      return headings;
    }

    boolean has(String heading) {
      return headings.contains(heading);
    }

    /** By heading; empty where there is no row UNIT. */
    Map<String, String> units() {
      return units;
    }

    /** By heading; empty where there is no row TYPE. */
    Map<String, String> types() {
      return types;
    }

    List<Row> rows() {
      return rows;
    }
  }

  /** Reads a file. */
  static AgsFile of(byte[] bytes, AgsFindings findings) {
    AgsFile file = new AgsFile(findings);
    file.read(bytes);
    return file;
  }

  Optional<Group> group(String name) {
    return Optional.ofNullable(groups.get(name));
  }

  List<Group> groups() {
    return List.copyOf(groups.values());
  }

  /** The only row of a group such as PROJ, or the first. */
  Optional<Row> first(String group) {
    return group(group).flatMap(one -> one.rows().stream().findFirst());
  }

  private void read(byte[] bytes) {
    int bare = 0;
    int firstBare = 0;
    int line = 0;
    boolean broken = false;
    for (int at = 0; at < bytes.length; ) {
      line++;
      int end = at;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      boolean returned = end > at && bytes[end - 1] == '\r';
      if (end < bytes.length && !returned) {
        firstBare = bare == 0 ? line : firstBare;
        bare++;
      }
      String text = text(bytes, at, returned ? end - 1 : end, line);
      // What follows a field that is not closed belongs to it, up to the next descriptor.
      if (!broken || text.startsWith("\"") || text.isEmpty()) {
        broken = !line(text, line);
      }
      at = end + 1;
    }
    if (bare > 0) {
      findings.violation(
          "2a",
          firstBare,
          "",
          "lines end with carriage return and line feed; here and in all "
              + bare
              + (bare == 1 ? " line does" : " lines do")
              + " not");
    }
  }

  private String text(byte[] bytes, int from, int to, int line) {
    String text = decoded(bytes, from, to, StandardCharsets.UTF_8).orElse("");
    if (text.isEmpty() && to > from) {
      findings.violation(
          "1",
          line,
          "",
          "expected ASCII, got a byte that is not of UTF-8 either; save it as ASCII");
      return decoded(bytes, from, to, StandardCharsets.ISO_8859_1).orElse("");
    }
    int highest = text.codePoints().max().orElse(0);
    if (highest > EXTENDED) {
      findings.violation(
          "1",
          line,
          "",
          highest == '\uFEFF'
              ? "expected ASCII, got a byte order mark"
              : String.format(Locale.ROOT, "expected ASCII, got the character U+%04X", highest));
    } else if (highest > ASCII) {
      findings.add(
          AgsFinding.Severity.WARNING,
          "AGS4 rule 1",
          line,
          "",
          String.format(
              Locale.ROOT,
              "the character U+%04X is not ASCII, which some programs expect",
              highest));
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Optional<String> decoded(byte[] bytes, int from, int to, Charset charset) {
    try {
      return Optional.of(
          charset.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Reads a line; false if it ends inside a field. */
  private boolean line(String text, int line) {
    if (text.isEmpty()) {
      return true;
    }
    String group = open.map(Group::name).orElse("");
    List<String> cells = new ArrayList<>();
    Fields fields = fields(text, cells);
    if (fields != Fields.QUOTED) {
      findings.violation(
          fields == Fields.OPEN ? "6" : "5",
          line,
          group,
          text.isBlank()
              ? "an empty line has no blanks"
              : fields == Fields.OPEN
                  ? "a field is not closed on its line; a line break or a quotation mark stands in"
                      + " it"
                  : "each field stands in quotation marks with a comma between, and one inside is"
                      + " doubled");
      return fields != Fields.OPEN;
    }
    String descriptor = cells.get(0);
    if (!DESCRIPTORS.contains(descriptor)) {
      findings.violation(
          "3",
          line,
          group,
          "expected GROUP, HEADING, UNIT, TYPE or DATA, got '" + descriptor + "'");
      return true;
    }
    List<String> values = cells.subList(1, cells.size());
    if (descriptor.equals("GROUP")) {
      begin(values, line);
    } else if (open.isEmpty()) {
      findings.violation("3", line, "", descriptor + " stands before the first GROUP");
    } else {
      row(open.get(), descriptor, values, line);
    }
    return true;
  }

  private enum Fields {
    QUOTED,
    BARE,
    OPEN
  }

  private static Fields fields(String text, List<String> cells) {
    int at = 0;
    while (true) {
      if (at >= text.length() || text.charAt(at) != '"') {
        return Fields.BARE;
      }
      StringBuilder cell = new StringBuilder();
      int i = at + 1;
      while (i < text.length()) {
        if (text.charAt(i) != '"') {
          cell.append(text.charAt(i++));
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append('"');
          i += 2;
        } else {
          break;
        }
      }
      if (i >= text.length()) {
        return Fields.OPEN;
      }
      cells.add(cell.toString());
      if (i + 1 == text.length()) {
        return Fields.QUOTED;
      }
      if (text.charAt(i + 1) != ',') {
        return Fields.BARE;
      }
      at = i + 2;
    }
  }

  private void begin(List<String> values, int line) {
    String name = values.isEmpty() ? "" : values.get(0);
    if (values.size() != 1) {
      findings.violation(
          "4",
          line,
          name,
          "a GROUP line has the group's name alone, not " + values.size() + " fields");
    }
    if (!name.matches("[A-Z]{4}")) {
      findings.violation("19", line, name, "a group has four capital letters, not '" + name + "'");
    }
    Group known = groups.get(name);
    if (known != null) {
      findings.add(
          AgsFinding.Severity.ERROR,
          "logic: groups",
          line,
          name,
          "the group is there twice, first in line " + known.line());
    }
    Group group = new Group(name, line);
    groups.putIfAbsent(name, group);
    open = Optional.of(group);
  }

  private void row(Group group, String descriptor, List<String> values, int line) {
    if (descriptor.equals("HEADING")) {
      group.headings = List.copyOf(values);
      group.headingLine = line;
      names(group, line);
      return;
    }
    if (group.headings.isEmpty()) {
      findings.violation("4", line, group.name, descriptor + " stands before the headings");
      return;
    }
    if (values.size() != group.headings.size()) {
      findings.violation(
          "4",
          line,
          group.name,
          "expected "
              + group.headings.size()
              + " fields, as many as headings, got "
              + values.size());
      return;
    }
    Map<String, String> cells = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      cells.putIfAbsent(group.headings.get(i), values.get(i));
    }
    switch (descriptor) {
      case "UNIT" -> {
        misplaced(group, descriptor, line, !group.units.isEmpty() || !group.types.isEmpty());
        group.units = cells;
      }
      case "TYPE" -> {
        misplaced(group, descriptor, line, group.units.isEmpty() || !group.types.isEmpty());
        group.types = cells;
      }
      default -> group.rows.add(new Row(line, cells));
    }
  }

  private void misplaced(Group group, String descriptor, int line, boolean wrong) {
    if (wrong || !group.rows.isEmpty()) {
      findings.violation(
          "2b",
          line,
          group.name,
          descriptor + " is misplaced: UNIT and TYPE follow HEADING in this order, once");
    }
  }

  private void names(Group group, int line) {
    for (String heading : group.headings) {
      if (!heading.matches("[A-Z0-9_]{1,9}")) {
        findings.violation(
            "19a",
            line,
            group.name,
            "a heading has at most nine capital letters, digits and _, not '" + heading + "'");
      } else if (!heading.matches("[A-Z0-9]{4}_[A-Z0-9]{1,4}")) {
        findings.violation(
            "19b",
            line,
            group.name,
            "a heading has the four characters of a group, _ and at most four more, not '"
                + heading
                + "'");
      }
    }
    if (group.headings.stream().distinct().count() < group.headings.size()) {
      findings.violation("7", line, group.name, "a heading is there twice");
    }
  }
}
