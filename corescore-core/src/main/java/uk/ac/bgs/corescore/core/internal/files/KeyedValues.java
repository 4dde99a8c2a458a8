// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * A small table of keys and values (RFC 4180, 2005), written to a temporary file and moved. Values
 * are guarded as {@link CellText} says; reading returns them.
 */
public final class KeyedValues {
  private static final List<String> HEADER = List.of("key", "value");

  private KeyedValues() {}

  public static void write(Path file, Map<String, String> values) throws IOException {
    byte[] bytes = bytes(values);
    TemporaryFile.put(file, true, out -> out.write(bytes));
  }

  /** The table as it stands in a file; keys have neither commas nor quotes. */
  public static byte[] bytes(Map<String, String> values) {
    StringBuilder text = new StringBuilder(CsvLines.line(HEADER));
    values.forEach(
        (key, value) ->
            text.append(key)
                .append(',')
                .append(CsvLines.quoted(CellText.guarded(value)))
                .append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The values by key; none where there is no file. */
  public static Map<String, String> read(Path file) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return values;
    }
    List<List<String>> rows = CsvLines.read(TextFile.read(file), file.toString());
    if (rows.isEmpty() || !rows.get(0).equals(HEADER)) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, file + ": expected a table of key and value");
    }
    for (int i = 1; i < rows.size(); i++) {
      List<String> row = rows.get(i);
      if (row.size() != HEADER.size()) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT,
            file + ", row " + (i + 1) + ": expected a key and a value, got " + row.size());
      }
      values.put(row.get(0), CellText.plain(row.get(1)));
    }
    return values;
  }
}
