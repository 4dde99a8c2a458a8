// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.files;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Reads CSV as RFC 4180 (2005) has it: quoted fields, doubled quotes, line breaks of any kind. */
public final class CsvLines {
  private CsvLines() {}

  /** All rows that are not blank; a byte order mark at the start is passed over. */
  public static List<List<String>> read(Reader in) throws IOException {
    return records(in).stream().filter(row -> !row.isEmpty()).toList();
  }

  /**
   * All rows, those without a character as empty lists, so that their numbers are those that a
   * spreadsheet shows.
   */
  public static List<List<String>> records(Reader in) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    boolean wasQuote = false;
    int before = 0;
    int c;
    for (; (c = in.read()) >= 0; before = c) {
      if (quoted && !wasQuote) {
        if (c == '"') {
          wasQuote = true;
        } else {
          field.append((char) c);
        }
        continue;
      }
      if (quoted && c == '"') {
        field.append('"');
        wasQuote = false;
        continue;
      }
      quoted = false;
      wasQuote = false;
      switch (c) {
        case '"' -> quoted = true;
        case ',' -> endField(row, field);
        case '\n' -> {
          if (before != '\r') {
            endRow(rows, row, field);
          }
        }
        case '\r' -> endRow(rows, row, field);
        case 0xFEFF -> {}
        default -> field.append((char) c);
      }
    }
    if (!row.isEmpty() || !field.isEmpty()) {
      endRow(rows, row, field);
    }
    return rows;
  }

  private static void endField(List<String> row, StringBuilder field) {
    row.add(field.toString());
    field.setLength(0);
  }

  private static void endRow(List<List<String>> rows, List<String> row, StringBuilder field) {
    if (!row.isEmpty() || !field.isEmpty()) {
      endField(row, field);
    }
    rows.add(List.copyOf(row));
    row.clear();
  }
}
