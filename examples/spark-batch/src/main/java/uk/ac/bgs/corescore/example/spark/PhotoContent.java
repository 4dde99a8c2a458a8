// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.example.spark;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import uk.ac.bgs.corescore.core.photo.Photo;
import uk.ac.bgs.corescore.core.photo.PhotoDimensions;
import uk.ac.bgs.corescore.core.photo.PhotoFile;
import uk.ac.bgs.corescore.core.photo.PhotoMemory;
import uk.ac.bgs.corescore.core.photo.PhotoReader;

/**
 * The content of a photo in a task: in memory, or, of a file that is too large for that, in a file
 * of the executor's local disk, which is deleted when this is closed.
 */
final class PhotoContent implements Closeable {
  /** A larger file is not held. */
  private static final long HELD = 64L << 20;

  private final ListedPhoto photo;
  private final String sha256;
  private final byte @Nullable [] bytes;
  private @Nullable Path file;

  private PhotoContent(
      ListedPhoto photo, String sha256, byte @Nullable [] bytes, @Nullable Path file) {
    this.photo = photo;
    this.sha256 = sha256;
    this.bytes = bytes;
    this.file = file;
  }

  /**
   * Reads it, once.
   *
   * @throws IOException if it cannot be read to its end
   */
  static PhotoContent read(ListedPhoto photo, Configuration hadoop) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = new DigestInputStream(open(photo, hadoop), digest)) {
      if (photo.bytes() <= HELD) {
        byte[] bytes = in.readAllBytes();
        return new PhotoContent(photo, hex(digest), bytes, null);
      }
      Path file = Files.createTempFile("corescore-", ".photo");
      PhotoContent content = null;
      try (OutputStream out = Files.newOutputStream(file)) {
        in.transferTo(out);
        content = new PhotoContent(photo, hex(digest), null, file);
        return content;
      } finally {
        if (content == null) {
          Files.delete(file);
        }
      }
    }
  }

  /** The hash of the content, which is not held. */
  static String sha256(ListedPhoto photo, Configuration hadoop) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = new DigestInputStream(open(photo, hadoop), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return hex(digest);
  }

  private static InputStream open(ListedPhoto photo, Configuration hadoop) throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(photo.path());
    return path.getFileSystem(hadoop).open(path);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  String sha256() {
    return sha256;
  }

  /** The photo, whole or as a copy, by the same rule as for a file of {@code corescore batch}. */
  Photo decode(PhotoMemory memory) {
    PhotoReader reader = PhotoReader.create();
    if (bytes != null) {
      PhotoDimensions size = reader.dimensions(photo.name(), bytes);
      if ((long) size.width() * size.height() <= memory.wholePixels()) {
        return reader.read(photo.name(), bytes);
      }
    }
    try {
      return memory.read(new PhotoFile(photo.name(), onDisk()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path onDisk() throws IOException {
    Path there = file;
    if (there == null) {
      there = Files.createTempFile("corescore-", ".photo");
      file = there;
      Files.write(there, Objects.requireNonNull(bytes));
    }
    return there;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
