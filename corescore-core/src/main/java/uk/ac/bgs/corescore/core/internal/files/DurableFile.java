// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.internal.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * Files that are forced to the disk before the call returns: after a kill or a power cut either the
 * old or the new file is complete.
 */
public final class DurableFile {
  private static final int BLOCK = 1 << 16;

  private DurableFile() {}

  /** Writes a small file aside, forces it to the disk and moves it. */
  public static void write(Path target, byte[] bytes) throws IOException {
    Path part = TemporaryFile.aside(target);
    boolean moved = false;
    try {
      try (FileChannel out = created(part)) {
        put(out, ByteBuffer.wrap(bytes));
        out.force(true);
      }
      move(part, target);
      moved = true;
    } finally {
      if (!moved) {
        Files.deleteIfExists(part);
      }
    }
  }

  /**
   * Copies a file by and by to one that is not there yet, and forces it to the disk.
   *
   * @return its SHA-256 in hexadecimal digits
   */
  public static String copy(Path from, Path to) throws IOException {
    RegularFile.require(from);
    try (InputStream in = Files.newInputStream(from)) {
      return copy(in, to);
    }
  }

  /**
   * Writes what a stream gives, by and by, to a file that is not there yet, and forces it to the
   * disk.
   *
   * @return its SHA-256 in hexadecimal digits
   */
  public static String copy(InputStream in, Path to) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] block = new byte[BLOCK];
    try (FileChannel out = created(to)) {
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        digest.update(block, 0, n);
        put(out, ByteBuffer.wrap(block, 0, n));
      }
      out.force(true);
    }
    return Sha256.hex(digest);
  }

  /** Moves a file or a folder in one move and forces the move to the disk. */
  public static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    Path parent = to.toAbsolutePath().getParent();
    if (parent != null) {
      force(parent);
    }
  }

  /** Forces the names in a folder to the disk, where the system lets one open a folder. */
  public static void force(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static FileChannel created(Path file) throws IOException {
    return FileChannel.open(file, TemporaryFile.anew());
  }

  private static void put(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
