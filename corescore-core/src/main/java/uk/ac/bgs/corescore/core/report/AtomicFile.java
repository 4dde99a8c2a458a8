// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import uk.ac.bgs.corescore.core.internal.files.DurableFile;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;

/**
 * Writes a file atomically: into a new temporary file with a hidden, unpredictable name in the same
 * folder, which is then moved. Existing links in the place of either are replaced and not followed.
 *
 * <p>Safe for use by many threads.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** What writes the bytes of a file. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes them.
     *
     * @param out where they go; not to be closed
     * @throws IOException if writing fails
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @param file the file, in a folder that exists
   * @param overwrite whether a file of that name may be replaced
   * @param content its content
   * @throws java.nio.file.FileAlreadyExistsException if it exists and is not to be replaced
   * @throws NoSuchFileException if the folder does not exist; it names the folder
   * @throws IOException if writing fails; nothing of it stays
   */
  public static void write(Path file, boolean overwrite, Content content) throws IOException {
    Path parent = file.getParent();
    if (parent != null && !Files.exists(parent)) {
      throw new NoSuchFileException(parent.toString());
    }
    TemporaryFile.put(file, overwrite, content::writeTo);
  }

  /**
   * Writes a small file that is on the disk when the call returns: after a power cut either the old
   * file or the new one is complete.
   *
   * @param file the file to make or to replace, in a folder that exists
   * @param content its content
   * @throws IOException if writing fails; nothing of it stays
   */
  public static void writeDurably(Path file, byte[] content) throws IOException {
    DurableFile.write(file, content);
  }
}
