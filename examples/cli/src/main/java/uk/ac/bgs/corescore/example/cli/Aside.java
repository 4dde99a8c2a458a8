// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import uk.ac.bgs.corescore.core.report.WholeFile;

/** Writes a file under a hidden name first and moves it under its own when it is whole. */
final class Aside {
  private Aside() {}

  /** What writes the bytes of a file. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream stream) throws IOException;
  }

  static void write(Path file, boolean overwrite, Content content) throws IOException {
    if (!overwrite && Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Path parent = file.getParent();
    if (parent != null && !Files.exists(parent)) {
      throw new NoSuchFileException(parent.toString());
    }
    WholeFile.write(file, overwrite, content::writeTo);
  }
}
