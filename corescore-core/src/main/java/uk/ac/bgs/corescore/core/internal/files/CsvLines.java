// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.files;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * CSV as RFC 4180 (2005) has it: quoted fields, doubled quotes. Line breaks of any kind are read;
 * line feeds are written.
 */
public final class CsvLines {
  private CsvLines() {}

  /** What is wrong with a row whose quotation mark takes all that follows into one cell. */
  public static final String OPEN =
      "expected a cell in quotation marks to be closed, the file ends in it";

  /**
   * A table as it stands.
   *
   * @param rows all rows, those without a character as empty lists, so that their numbers are those
   *     that a spreadsheet shows
   * @param open whether the text ends within a cell in quotation marks, which is in the last row
   */
  public record Content(List<List<String>> rows, boolean open) {}

  /**
   * All rows of a text.
   *
   * @param text the table
   * @param file what it is called in messages
   * @throws CoreScoreException if a quotation mark is not closed; the message names the row
   */
  public static List<List<String>> read(String text, String file) {
    Content content = content(text);
    if (content.open()) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, file + ", row " + content.rows().size() + ": " + OPEN);
    }
    return content.rows();
  }

  /** The rows of a text as far as they can be distinguished; a byte order mark is skipped. */
  public static Content content(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    boolean wasQuote = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && !wasQuote) {
        if (c == '"') {
          wasQuote = true;
        } else {
          field.append(c);
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
          if (i == 0 || text.charAt(i - 1) != '\r') {
            endRow(rows, row, field);
          }
        }
        case '\r' -> endRow(rows, row, field);
        case '\uFEFF' -> {}
        default -> field.append(c);
      }
    }
    boolean open = quoted && !wasQuote;
    if (open || !row.isEmpty() || !field.isEmpty()) {
      endRow(rows, row, field);
    }
    return new Content(rows, open);
  }

  /** Where the header is: the first row with a cell that is not blank; after the last if none. */
  public static int header(List<List<String>> rows) {
    int first = 0;
    while (first < rows.size() && rows.get(first).stream().allMatch(String::isBlank)) {
      first++;
    }
    return first;
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

  /** A row with its line feed; cells are quoted where they have to be. */
  public static String line(Collection<String> cells) {
    return cells.stream().map(CsvLines::cell).collect(Collectors.joining(",", "", "\n"));
  }

  /** Semicolons and tabs are quoted too: some spreadsheets take them for the separator. */
  private static String cell(String text) {
    boolean plain = text.chars().noneMatch(c -> ",\"\r\n;\t".indexOf(c) >= 0);
    boolean edges = !text.equals(text.strip());
    return plain && !edges ? text : quoted(text);
  }

  /** A cell in quotation marks, those inside doubled. */
  public static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
