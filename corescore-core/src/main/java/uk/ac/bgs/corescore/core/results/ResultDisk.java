// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.results;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders that appear whole or not at all, and are on the disk, not only on their way to
 * it, when a call returns. Each thing that is done to a file is a {@link Step}, so that a test can
 * count them or let one fail. Safe for use by many threads, of which one at a time has a file.
 */
public class ResultDisk {
  /** What can be done to a file or folder. */
  public enum Step {
    /** The names in a folder are requested. */
    LIST,
    /** A file is read. */
    READ,
    /** Room is taken: a file, a folder or a link is made, or a file grows. */
    WRITE,
    /** What was written is forced to the disk. */
    FORCE,
    /** A file or folder gets another name; one of that name is replaced. */
    MOVE,
    /** A file or folder is removed, or a file loses its end. */
    DELETE
  }

  /** What a disk can have less of and be called full. */
  private static final long LEAST = 1 << 20;

  private static final byte[] PROBE = new byte[4096];

  /** Makes the disk that the files are on. */
  public ResultDisk() {}

  /** Writes a file. */
  @FunctionalInterface
  interface Writing {
    void to(Path part) throws IOException;
  }

  /**
   * Is called before each step.
   *
   * @param step what is about to be done
   * @param file to what
   * @throws IOException if it fails
   */
  protected void step(Step step, Path file) throws IOException {}

  /** Where something is made before it is whole. */
  static Path aside(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".part");
  }

  /** The same under a name that cannot be there yet. */
  static Path unguessable(Path target) {
    return target.resolveSibling("." + UUID.randomUUID() + ".part");
  }

  /** Names in a folder, in order; none where there is no folder. */
  List<String> names(Path folder) throws IOException {
    step(Step.LIST, folder);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
    }
  }

  byte[] read(Path file) throws IOException {
    step(Step.READ, file);
    return Files.readAllBytes(file);
  }

  void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      writing(folder, Files::createDirectories);
    }
  }

  /** Writes what takes room; where there is none left, this is reported by the exception's type. */
  void writing(Path target, Writing body) throws IOException {
    try {
      step(Step.WRITE, target);
      body.to(target);
    } catch (IOException e) {
      throw told(target, e);
    }
  }

  /** The exception for a failed write: disk full, if that is the cause. */
  IOException told(Path target, IOException problem) {
    return !(problem instanceof DiskFullException) && isFull(target)
        ? new DiskFullException(problem)
        : problem;
  }

  /**
   * Makes a file beside its place and forces it to the disk.
   *
   * @return where it is
   */
  Path make(Path target, Writing body) throws IOException {
    Path part = unguessable(target);
    boolean whole = false;
    try {
      writing(part, body);
      force(part);
      whole = true;
    } finally {
      if (!whole) {
        Files.deleteIfExists(part);
      }
    }
    return part;
  }

  /** Writes a file aside and moves it under its name in one move. */
  void put(Path target, byte[] content) throws IOException {
    move(make(target, part -> Files.write(part, content)), target);
  }

  /** Forces a file, or the names in a folder, to the disk. */
  void force(Path file) throws IOException {
    step(Step.FORCE, file);
    boolean folder = Files.isDirectory(file);
    try (FileChannel channel =
        FileChannel.open(file, folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException e) {
      if (!folder) {
        throw e;
      }
      // Windows cannot open a folder, and needs no sync of names.
    }
  }

  /** Forces all files in a folder to the disk, and their names. */
  void forceAll(Path folder) throws IOException {
    for (String name : names(folder)) {
      force(folder.resolve(name));
    }
    force(folder);
  }

  void move(Path from, Path to) throws IOException {
    step(Step.MOVE, to);
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    Path folder = to.toAbsolutePath().getParent();
    if (folder != null) {
      force(folder);
    }
  }

  /** Gives a file that is never changed in its place a second name. */
  void link(Path file, Path second) throws IOException {
    writing(
        second,
        name -> {
          Files.deleteIfExists(name);
          try {
            Files.createLink(name, file);
          } catch (UnsupportedOperationException e) {
            Files.copy(file, name);
          }
        });
  }

  void delete(Path file) throws IOException {
    if (Files.exists(file)) {
      step(Step.DELETE, file);
      Files.delete(file);
    }
  }

  /**
   * Appends to a file atomically.
   *
   * @param at where the file ends
   */
  void append(Path file, long at, byte[] content) throws IOException {
    writing(
        file,
        log -> {
          try (FileChannel channel =
              FileChannel.open(log, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            boolean whole = false;
            try {
              ByteBuffer bytes = ByteBuffer.wrap(content);
              while (bytes.hasRemaining()) {
                channel.write(bytes, at + bytes.position());
              }
              step(Step.FORCE, log);
              channel.force(true);
              whole = true;
            } finally {
              if (!whole) {
                channel.truncate(at);
              }
            }
          }
        });
  }

  /** Cuts off what follows a place in a file. */
  void cut(Path file, long at) throws IOException {
    step(Step.DELETE, file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(at);
    }
  }

  /** Removes a folder or a file: first a folder loses its name, then what is in it. */
  void remove(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      delete(folder);
      return;
    }
    Path gone = folder;
    if (!String.valueOf(folder.getFileName()).startsWith(".")) {
      gone = folder.resolveSibling("." + folder.getFileName() + ".gone");
      move(folder, gone);
    }
    step(Step.DELETE, gone);
    Files.walkFileTree(
        gone,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem)
              throws IOException {
            if (problem != null) {
              throw problem;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Removes what a killed process has left aside. */
  void sweep(Path folder) throws IOException {
    for (String name : names(folder)) {
      if (name.startsWith(".")
          && (name.endsWith(".part") || name.endsWith(".gone") || name.endsWith(Moves.BEFORE))) {
        remove(folder.resolve(name));
      }
    }
  }

  /**
   * Whether a folder has room for a number of bytes.
   *
   * @param folder which exists
   * @param bytes how much
   * @return false if there is less room, or nothing can be written at all
   */
  public boolean hasRoom(Path folder, long bytes) {
    try {
      if (Files.getFileStore(folder).getUsableSpace() < bytes) {
        return false;
      }
      // Room for bytes is none for files where those are counted, or the disk takes nothing.
      Path probe = Files.createTempFile(folder, ".probe", ".part");
      try {
        step(Step.WRITE, probe);
        Files.write(probe, PROBE);
      } finally {
        Files.deleteIfExists(probe);
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isFull(Path target) {
    Path folder = target.toAbsolutePath().getParent();
    while (folder != null && !Files.isDirectory(folder)) {
      folder = folder.getParent();
    }
    return folder != null && !hasRoom(folder, LEAST);
  }
}
