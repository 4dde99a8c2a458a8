// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A temporary file in the folder of its target, which is moved to the target's name when it is
 * complete. Its hidden name has 64 random bits, and the file is always created: existing files and
 * links are neither written to nor followed.
 */
public final class TemporaryFile {
  private static final String ENDING = ".part";

  private static final Pattern ASIDE = Pattern.compile("\\..+\\.[0-9a-f]{16}\\.part");

  /** As many characters of a name as leave room for the rest in 255 bytes. */
  private static final int MAX_OF_NAME = 60;

  private final Path target;
  private final Path part;
  private final boolean overwrite;

  public TemporaryFile(Path target, boolean overwrite) {
    this.target = target;
    this.part = aside(target);
    this.overwrite = overwrite;
  }

  /**
   * Writes a file atomically: to a temporary file, which is then moved. On a failure the temporary
   * file is deleted.
   */
  public static void put(Path target, boolean overwrite, Content content) throws IOException {
    TemporaryFile file = new TemporaryFile(target, overwrite);
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

  /**
   * Where a file is written before it is whole: {@code .NAME.CHANCE.part} beside it, another each
   * time.
   */
  public static Path aside(Path target) {
    byte[] chance = new byte[Long.BYTES];
    new SecureRandom().nextBytes(chance);
    return target.resolveSibling(begin(target) + HexFormat.of().formatHex(chance) + ENDING);
  }

  private static String begin(Path target) {
    String name = String.valueOf(target.getFileName());
    int end = Math.min(name.length(), MAX_OF_NAME);
    boolean halved = end < name.length() && Character.isHighSurrogate(name.charAt(end - 1));
    return "." + name.substring(0, halved ? end - 1 : end) + ".";
  }

  /** How a part is opened: it must not be there yet, and no link is followed. */
  public static OpenOption[] anew() {
    return new OpenOption[] {
      StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS
    };
  }

  /** The existing temporary files of a file: of current or killed writers. */
  public static List<Path> left(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    String begin = begin(target);
    try (Stream<Path> files = Files.list(folder == null ? target.toAbsolutePath() : folder)) {
      return files
          .filter(file -> isPart(String.valueOf(file.getFileName()), begin))
          .map(file -> target.resolveSibling(file.getFileName()))
          .sorted()
          .toList();
    }
  }

  /** Whether a name is that of a part, with or without chance in it. */
  private static boolean isPart(String name, String begin) {
    String middle =
        name.startsWith(begin) && name.endsWith(ENDING)
            ? name.substring(begin.length() - 1, name.length() - ENDING.length() + 1)
            : "no";
    return middle.matches("\\.([0-9a-f]{16}\\.)?");
  }

  /**
   * Deletes the temporary files that killed writers have left in a folder and those inside. No
   * writer may be at work there.
   *
   * @param mayGo says of a file whether it may be deleted
   */
  public static void sweep(Path folder, Predicate<Path> mayGo) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (ASIDE.matcher(String.valueOf(file.getFileName())).matches() && mayGo.test(file)) {
              Files.deleteIfExists(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Fails, naming the file, if it exists. */
  public static void requireFree(Path target) throws FileAlreadyExistsException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "it exists, and overwriting was not requested");
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

  /** Writes the temporary file; on a failure it is deleted. */
  public void write(Content content) throws IOException {
    if (!overwrite) {
      requireFree(target);
    }
    boolean whole = false;
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(part, anew()), 1 << 16)) {
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

  /** Removes what was written to a temporary file and moved, if anything. */
  public void discard() throws IOException {
    Files.deleteIfExists(part);
  }

  public Path target() {
    return target;
  }
}
