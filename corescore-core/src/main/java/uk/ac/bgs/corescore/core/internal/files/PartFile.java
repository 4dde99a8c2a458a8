// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is written aside, under a hidden name in the same folder, and gets its own name when
 * it is whole.
 */
public final class PartFile {
  private final Path target;
  private final Path part;
  private final boolean overwrite;

  public PartFile(Path target, boolean overwrite) {
    this.target = target;
    this.part = aside(target);
    this.overwrite = overwrite;
  }

  /** Writes a whole file: aside, then under its name. On a failure nothing of it stays. */
  public static void put(Path target, boolean overwrite, Content content) throws IOException {
    PartFile file = new PartFile(target, overwrite);
    file.write(content);
    boolean published = false;
    try {
      file.publish();
      published = true;
    } finally {
      if (!published) {
        file.discard();
      }
    }
  }

  /** What writes the bytes of a file. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Where a file is written before it is whole: {@code .NAME.part} beside it. */
  public static Path aside(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".part");
  }

  /** Fails, naming the file, if it exists. */
  public static void requireFree(Path target) throws FileAlreadyExistsException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "it exists, and overwriting was not asked for");
    }
  }

  /** Moves a whole file under its name; one move where the file system can. */
  public static void move(Path part, Path target, boolean overwrite) throws IOException {
    if (!overwrite) {
      requireFree(target);
      Files.move(part, target);
      return;
    }
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Writes the file aside; on a failure nothing of it stays. */
  public void write(Content content) throws IOException {
    if (!overwrite) {
      requireFree(target);
    }
    boolean whole = false;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
      content.writeTo(out);
      whole = true;
    } finally {
      if (!whole) {
        discard();
      }
    }
  }

  /** Gives the file its name. */
  public void publish() throws IOException {
    move(part, target, overwrite);
  }

  /** Removes what was written aside, if anything. */
  public void discard() throws IOException {
    Files.deleteIfExists(part);
  }

  public Path target() {
    return target;
  }
}
