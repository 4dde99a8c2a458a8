// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.internal.files.TemporaryFile;
import uk.ac.bgs.corescore.core.store.StoredPhoto.Size;

/**
 * A bounded disk cache of fetched photographs with least-recently-used eviction. After a day a
 * photograph is fetched again. Nothing here stops a photograph from being fetched: what is damaged
 * is removed, and where the disk fails it is as if nothing were kept. Safe for use by many threads
 * of one process.
 */
final class PhotoCache {
  private static final Logger LOG = LoggerFactory.getLogger(PhotoCache.class);
  private static final String SUFFIX = ".photo";
  private static final int HASH = 64;
  private static final Duration FRESH = Duration.ofDays(1);

  /** The maximum size of the header before the image: hash, time, name and size. */
  private static final int HEAD = 1 << 17;

  private final Path folder;
  private final long maxBytes;

  PhotoCache(Path folder, long maxBytes) {
    this.folder = folder;
    this.maxBytes = maxBytes;
  }

  /** What is kept under a key, if it is fresh and whole. */
  synchronized Optional<StoredPhoto> get(String key) {
    Path file = file(key);
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      Optional<StoredPhoto> photo = read(file);
      if (photo.isPresent()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      }
      return photo;
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("{} is passed by: {}", file, e.toString());
      remove(file);
      return Optional.empty();
    }
  }

  /** Reads what {@link #put} has written; empty if it is too old. */
  private Optional<StoredPhoto> read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, maxBytes + HEAD));
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    String expected = new String(in.readNBytes(HASH), StandardCharsets.ISO_8859_1);
    byte[] rest = in.readAllBytes();
    if (!Sha256.of(rest).equals(expected)) {
      throw new IOException("it is damaged");
    }
    in = new DataInputStream(new ByteArrayInputStream(rest));
    Instant fetched = Instant.ofEpochMilli(in.readLong());
    Instant now = Instant.now();
    if (fetched.plus(FRESH).isBefore(now) || fetched.isAfter(now)) {
      return Optional.empty();
    }
    String name = in.readUTF();
    Size size = new Size(in.readInt(), in.readInt());
    return Optional.of(StoredPhoto.reduced(name, in.readAllBytes(), size));
  }

  /** Keeps a photo, and lets others go to make room. */
  synchronized void put(String key, StoredPhoto photo) {
    byte[] content = new byte[photo.content().remaining()];
    photo.content().get(content);
    if (content.length > maxBytes || photo.full().isEmpty()) {
      return;
    }
    Size size = photo.full().get();
    try {
      Files.createDirectories(folder);
      makeRoom(content.length);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length + 1024);
      DataOutputStream data = new DataOutputStream(bytes);
      data.writeLong(Instant.now().toEpochMilli());
      data.writeUTF(photo.name());
      data.writeInt(size.width());
      data.writeInt(size.height());
      data.write(content);
      String hash = Sha256.of(bytes.toByteArray());
      TemporaryFile.put(
          file(key),
          true,
          out -> {
            out.write(hash.getBytes(StandardCharsets.ISO_8859_1));
            bytes.writeTo(out);
          });
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{}: a photograph is not kept: {}", folder, e.toString());
    }
  }

  /** Removes a file; one that cannot be removed is passed by. */
  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("{} cannot be removed", file, e);
    }
  }

  private record Kept(Path file, long size, FileTime used) {}

  private void makeRoom(long wanted) throws IOException {
    List<Kept> kept = new ArrayList<>();
    FileTime yesterday = FileTime.from(Instant.now().minus(FRESH));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
        boolean isCacheFile = facts.isRegularFile() && String.valueOf(file).contains(SUFFIX);
        if (isCacheFile && facts.lastModifiedTime().compareTo(yesterday) < 0) {
          // Old, or what a kill has left half written.
          remove(file);
        } else if (isCacheFile) {
          kept.add(new Kept(file, facts.size(), facts.lastModifiedTime()));
        }
      }
    }
    kept.sort(Comparator.comparing(Kept::used));
    long total = wanted + kept.stream().mapToLong(Kept::size).sum();
    for (Kept oldest : kept) {
      if (total <= maxBytes) {
        return;
      }
      remove(oldest.file());
      total -= oldest.size();
    }
  }

  private Path file(String key) {
    return folder.resolve(Sha256.of(key.getBytes(StandardCharsets.UTF_8)) + SUFFIX);
  }
}
