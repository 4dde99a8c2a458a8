// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import uk.ac.bgs.corescore.CoreScoreException;
import uk.ac.bgs.corescore.FailureKind;

/**
 * A small table of keys and values (RFC 4180, 2005), written aside and moved. Values are guarded as
 * {@link CellText} says; reading gives them back.
 */
public final class KeyedValues {
  private static final String HEADER = "key,value\n";

  private KeyedValues() {}

  public static void write(Path file, Map<String, String> values) throws IOException {
    byte[] bytes = bytes(values);
    TemporaryFile.put(file, true, out -> out.write(bytes));
  }

  /** The table as it stands in a file; keys have neither commas nor quotes. */
  public static byte[] bytes(Map<String, String> values) {
    StringBuilder text = new StringBuilder(HEADER);
    values.forEach(
        (key, value) ->
            text.append(key)
                .append(",\"")
                .append(CellText.guarded(value).replace("\"", "\"\""))
                .append("\"\n"));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The values by key; none where there is no file. */
  public static Map<String, String> read(Path file) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return values;
    }
    String text = TextFile.read(file);
    if (!text.startsWith(HEADER)) {
      throw new CoreScoreException(
          FailureKind.BAD_INPUT, file + ": expected a table of key and value");
    }
    int at = HEADER.length();
    while (at < text.length()) {
      int comma = text.indexOf(",\"", at);
      int end = comma < 0 ? -1 : closing(text, comma + 2);
      if (end < 0 || !text.startsWith("\"\n", end)) {
        throw new CoreScoreException(
            FailureKind.BAD_INPUT,
            file + ": expected a key and a value in quotes at character " + at);
      }
      String cell = text.substring(comma + 2, end).replace("\"\"", "\"");
      values.put(text.substring(at, comma), CellText.plain(cell));
      at = end + 2;
    }
    return values;
  }

  private static int closing(String text, int from) {
    int at = text.indexOf('"', from);
    while (at >= 0 && text.startsWith("\"\"", at)) {
      at = text.indexOf('"', at + 2);
    }
    return at;
  }
}
