// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.annotation;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A label file, or a ZIP of label files, from a stream. A ZIP is kept in a temporary file until
 * this is closed, because its directory is at its end; all else stays in memory.
 *
 * @param sources what it holds
 * @param temporary where the ZIP lies
 */
record StreamedFile(List<SourceFile> sources, Optional<Path> temporary) implements Closeable {

  /**
   * Reads a stream to its end, or to one byte above the limit, and leaves it open.
   *
   * @throws AnnotationException as {@link SourceFiles#open} does
   * @throws IOException if the stream fails, or the temporary file
   */
  static StreamedFile of(String name, InputStream in, SourceFiles.Limits limits)
      throws IOException {
    byte[] bytes = SourceFiles.bytes(name, in, limits);
    if (!SourceFiles.isZip(bytes)) {
      return new StreamedFile(SourceFiles.ofBytes(name, bytes, limits), Optional.empty());
    }
    Path zip = Files.createTempFile("corescore-labels-", ".zip");
    boolean opened = false;
    try {
      Files.write(zip, bytes);
      StreamedFile file = new StreamedFile(SourceFiles.ofZip(name, zip, limits), Optional.of(zip));
      opened = true;
      return file;
    } finally {
      if (!opened) {
        Files.deleteIfExists(zip);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (temporary.isPresent()) {
      Files.deleteIfExists(temporary.get());
    }
  }
}
