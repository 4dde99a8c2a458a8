// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A CSV file (RFC 4180, 2005) that grows row by row under a hidden name and gets its own when it is
 * closed. Numbers have a point; whole numbers no fraction.
 */
final class Table implements Closeable {
  private final Path target;
  private final Path part;
  private final BufferedWriter writer;

  private Table(Path target, Path part, BufferedWriter writer) {
    this.target = target;
    this.part = part;
    this.writer = writer;
  }

  static Table open(Path target, boolean overwrite, Object... header) throws IOException {
    if (!overwrite && Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Path part = target.resolveSibling("." + target.getFileName() + ".part");
    if (!overwrite && Files.exists(part)) {
      throw new FileAlreadyExistsException(
          part.toString(),
          null,
          "it holds the rows of a run that has not ended, or is still running;"
              + " move it away, or give --force");
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null) {
      Folders.make(folder);
    }
    Table table = new Table(target, part, Files.newBufferedWriter(part));
    table.row(header);
    return table;
  }

  void row(Object... fields) throws IOException {
    for (int i = 0; i < fields.length; i++) {
      writer.write(i == 0 ? "" : ",");
      writer.write(text(fields[i]));
    }
    writer.write('\n');
    writer.flush();
  }

  private static String text(Object field) {
    if (field instanceof Double number) {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? Long.toString(number.longValue())
          : number.toString();
    }
    String text = field.toString();
    return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }

  @Override
  public void close() throws IOException {
    writer.close();
    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
  }
}
