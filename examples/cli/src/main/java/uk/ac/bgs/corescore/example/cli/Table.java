// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import uk.ac.bgs.corescore.core.report.TableFile;

/** A CSV file of a command, whose folder is made. */
final class Table implements Closeable {
  private final TableFile file;

  private Table(TableFile file) {
    this.file = file;
  }

  static Table open(Path target, boolean overwrite, String... header) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null) {
      Folders.make(folder);
    }
    return new Table(TableFile.open(target, overwrite, List.of(header)));
  }

  void row(Object... fields) throws IOException {
    file.row(fields);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
