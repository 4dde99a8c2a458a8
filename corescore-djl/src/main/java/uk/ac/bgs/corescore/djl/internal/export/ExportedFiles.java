// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.djl.internal.export;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;

/** Writes an exported model file together with its sidecar. */
public final class ExportedFiles {
  private ExportedFiles() {}

  /** The sidecar's file: the name of the model file with {@code .json} after it. */
  public static Path sidecar(Path exported) {
    return exported.resolveSibling(exported.getFileName() + ".json");
  }

  /** Writes both files; neither gets its name before both are complete. */
  public static void put(Path to, boolean overwrite, byte[] facts, TemporaryFile.Content content)
      throws IOException {
    TemporaryFile exported = new TemporaryFile(to, overwrite);
    TemporaryFile beside = new TemporaryFile(sidecar(to), overwrite);
    for (TemporaryFile file : new TemporaryFile[] {exported, beside}) {
      if (Files.isDirectory(file.target())) {
        throw new FileSystemException(
            file.target().toString(), null, "a file is expected, but it is a folder");
      }
      if (!overwrite) {
        TemporaryFile.requireFree(file.target());
      }
    }
    try {
      exported.write(content);
      beside.write(out -> out.write(facts));
      beside.publish();
      exported.publish();
    } finally {
      exported.discard();
      beside.discard();
    }
  }
}
