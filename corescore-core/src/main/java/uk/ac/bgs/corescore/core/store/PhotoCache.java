// SPDX-License-Identifier: Apache-2.0
package uk.ac.bgs.corescore.core.store;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import uk.ac.bgs.corescore.core.internal.files.PartFile;
import uk.ac.bgs.corescore.core.internal.files.Sha256;
import uk.ac.bgs.corescore.core.store.StoredPhoto.Size;

/**
 * Photographs that were fetched, on the disk, within a bound: what was not asked for longest goes
 * first. After a day a photograph is fetched anew. Safe for use by many threads of one process.
 */
final class PhotoCache {
  private static final String SUFFIX = ".photo";
  private static final Duration FRESH = Duration.ofDays(1);

  private final Path folder;
  private final long maxBytes;

  PhotoCache(Path folder, long maxBytes) {
    this.folder = folder;
    this.maxBytes = maxBytes;
  }

  /** What is kept under a key, if it is fresh. */
  synchronized Optional<StoredPhoto> get(String key) throws IOException {
    Path file = file(key);
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      Instant fetched = Instant.ofEpochMilli(in.readLong());
      if (fetched.plus(FRESH).isBefore(Instant.now())) {
        return Optional.empty();
      }
      String name = in.readUTF();
      Size size = new Size(in.readInt(), in.readInt());
      StoredPhoto photo = StoredPhoto.reduced(name, in.readAllBytes(), size);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return Optional.of(photo);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Keeps a photo, and lets others go to make room. */
  synchronized void put(String key, StoredPhoto photo) throws IOException {
    byte[] content = new byte[photo.content().remaining()];
    photo.content().get(content);
    if (content.length > maxBytes || photo.full().isEmpty()) {
      return;
    }
    Files.createDirectories(folder);
    makeRoom(content.length);
    Size size = photo.full().get();
    PartFile.put(
        file(key),
        true,
        out -> {
          DataOutputStream data = new DataOutputStream(out);
          data.writeLong(Instant.now().toEpochMilli());
          data.writeUTF(photo.name());
          data.writeInt(size.width());
          data.writeInt(size.height());
          data.write(content);
          data.flush();
        });
  }

  private record Kept(Path file, long size, FileTime used) {}

  private void makeRoom(long wanted) throws IOException {
    List<Kept> kept = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
        kept.add(new Kept(file, Files.size(file), Files.getLastModifiedTime(file)));
      }
    }
    kept.sort(Comparator.comparing(Kept::used));
    long total = wanted + kept.stream().mapToLong(Kept::size).sum();
    for (Kept oldest : kept) {
      if (total <= maxBytes) {
        return;
      }
      Files.deleteIfExists(oldest.file());
      total -= oldest.size();
    }
  }

  private Path file(String key) {
    return folder.resolve(Sha256.of(key.getBytes(StandardCharsets.UTF_8)) + SUFFIX);
  }
}
