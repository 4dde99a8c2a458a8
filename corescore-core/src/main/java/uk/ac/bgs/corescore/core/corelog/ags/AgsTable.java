// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.corelog.ags;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.core.internal.files.CsvLines;

/** A group that is being written. Not for use by several threads at once. */
final class AgsTable {
  private static final String LINE_END = "\r\n";

  private final String group;
  private final List<AgsHeading> headings;
  private final List<Map<String, String>> rows = new ArrayList<>();

  AgsTable(String group, List<AgsHeading> headings) {
    this.group = group;
    this.headings = List.copyOf(headings);
  }

  /** Adds a row: what headings hold; the others are empty. */
  void add(Map<String, String> row) {
    rows.add(Map.copyOf(row));
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  List<AgsHeading> headings() {
    return headings;
  }

  /** The group as it stands in the file, with an empty line below it. */
  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "GROUP", List.of(group));
    line(text, "HEADING", headings.stream().map(AgsHeading::name).toList());
    line(text, "UNIT", headings.stream().map(AgsHeading::unit).toList());
    line(text, "TYPE", headings.stream().map(AgsHeading::type).toList());
    for (Map<String, String> row : rows) {
      line(
          text,
          "DATA",
          headings.stream().map(heading -> row.getOrDefault(heading.name(), "")).toList());
    }
    return text.append(LINE_END).toString();
  }

  private static void line(StringBuilder text, String descriptor, List<String> cells) {
    text.append(CsvLines.quoted(descriptor)).append(',');
    text.append(cells.stream().map(CsvLines::quoted).collect(Collectors.joining(",")));
    text.append(LINE_END);
  }
}
