// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(part))) {
      content.writeTo(stream);
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
