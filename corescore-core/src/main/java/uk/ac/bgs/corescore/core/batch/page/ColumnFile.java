// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.batch.page;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;

/**
 * The values of a column as a script, which a page can read from a disk: a call with the column's
 * name, its values and its words. A figure is a number, to six significant digits. A text is the
 * number of a word, from 1, or, of a column with more words than these, the text; null is none.
 */
final class ColumnFile implements Closeable {
  private static final int MOST_WORDS = 255;
  private static final int IN_A_LINE = 1000;

  private final String name;
  private final MessageDigest digest = Sha256.digest();
  private final Writer out;
  private final Map<String, Integer> words = new LinkedHashMap<>();
  private long count;
  private long given;
  private boolean differ;
  private @Nullable Object first;

  ColumnFile(Path folder, String name) throws IOException {
    this.name = name;
    this.out =
        new BufferedWriter(
            new OutputStreamWriter(
                new DigestOutputStream(
                    Files.newOutputStream(folder.resolve(name + ".js"), TemporaryFile.anew()),
                    digest),
                StandardCharsets.UTF_8));
    out.write("corescore(" + JsText.quoted(name) + ",[\n");
  }

  /** The name of the file, without its suffix. */
  String name() {
    return name;
  }

  void add(@Nullable Object cell) throws IOException {
    if (count > 0) {
      out.write(count % IN_A_LINE == 0 ? ",\n" : ",");
    }
    count++;
    if (cell != null) {
      given++;
      first = first == null ? cell : first;
      differ |= !first.equals(cell);
    }
    if (cell instanceof Number number) {
      out.write(JsText.number(number.doubleValue()));
    } else if (cell instanceof Boolean yes) {
      out.write(word(yes ? "yes" : "no"));
    } else if (cell instanceof String text) {
      out.write(word(text));
    } else {
      out.write("null");
    }
  }

  private String word(String text) {
    Integer known = words.get(text);
    if (known == null && words.size() < MOST_WORDS) {
      known = words.size() + 1;
      words.put(text, known);
    }
    return known == null ? JsText.quoted(text) : known.toString();
  }

  /** How many rows have a value. */
  long given() {
    return given;
  }

  /** Whether two values differ. */
  boolean differs() {
    return differ;
  }

  /** A value of it; null where there is none. */
  @Nullable Object first() {
    return first;
  }

  /** Ends the file. */
  byte[] complete() throws IOException {
    out.write("],[");
    int at = 0;
    for (String word : words.keySet()) {
      out.write((at++ == 0 ? "" : ",") + JsText.quoted(word));
    }
    out.write("]);\n");
    out.close();
    return digest.digest();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
